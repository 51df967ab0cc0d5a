package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @Nested
  class Format {
    @Test
    void macHasLeadingZeros() {
      assertThat(Addresses.mac(0x00_0A_FF_10_00_01L)).isEqualTo("00:0a:ff:10:00:01");
    }

    @ParameterizedTest
    @CsvSource({
      "0, 0.0.0.0",
      "4294967295, 255.255.255.255",
      "3221225985, 192.0.2.1",
      "-1, 255.255.255.255"
    })
    void ipv4IsDotted(long address, String text) {
      assertThat(Addresses.ipv4(address)).isEqualTo(text);
    }

    // RFC 5952, sections 4 and 5
    @ParameterizedTest
    @CsvSource({
      "0000000000000000, 0000000000000000, ::",
      "0000000000000000, 0000000000000001, ::1",
      "0001000000000000, 0000000000000000, 1::",
      "20010db800000000, 0000000000020001, 2001:db8::2:1",
      "20010db800000001, 0001000100010001, 2001:db8:0:1:1:1:1:1",
      "20010db800000000, 0001000000000001, 2001:db8::1:0:0:1",
      "2001000000000001, 0000000000000001, 2001:0:0:1::1",
      "0000000100020003, 0004000500060007, 0:1:2:3:4:5:6:7",
      "0000000000020003, 0004000500060007, ::2:3:4:5:6:7",
      "0001000200030004, 0005000600000000, 1:2:3:4:5:6::",
      "0000000000000000, 0000ffffc0000201, ::ffff:192.0.2.1",
      "fe80000000000000, ABCDEF0123456789, fe80::abcd:ef01:2345:6789",
    })
    void ipv6IsCanonical(String high, String low, String text) {
      long h = Long.parseUnsignedLong(high, 16);
      long l = Long.parseUnsignedLong(low, 16);
      assertThat(Addresses.ipv6(h, l)).isEqualTo(text);
      assertThat(Addresses.parseIp(text)).isEqualTo(new IpAddress(6, h, l));
    }

    @Test
    void versionChoosesTheForm() {
      assertThat(Addresses.ip(4, 0, 1)).isEqualTo("0.0.0.1");
      assertThat(Addresses.ip(6, 0, 1)).isEqualTo("::1");
      assertThat(Addresses.ip(0, 0, 1)).isEmpty();
    }
  }

  @Nested
  class Parse {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "1",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "1.2.3.04",
          "1.2.3.",
          ".1.2.3",
          "1..2.3",
          "+1.2.3.4",
          "1.2.3.4 ",
          "0x1.2.3.4",
          "localhost",
          ":",
          ":::",
          "1:",
          ":1",
          "1::2::3",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7:8::",
          "::1:2:3:4:5:6:7:8",
          "12345::",
          "g::",
          "fe80::1%eth0",
          "[::1]",
          "::1/64",
          "1.2.3.4::",
          "::1.2.3.4:1",
          "1:2:3:4:5:6:7:1.2.3.4",
          "::1.2.3",
          "1.2.3.4:80",
          "\u0661.2.3.4",
          "::\u0661",
        })
    void otherTextIsNoAddress(String text) {
      assertThat(Addresses.parseIp(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "0:0:0:0:0:0:0:1, ::1",
      "2001:DB8::1, 2001:db8::1",
      "::1.2.3.4, ::102:304",
      "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
      "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
      "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
      "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    })
    void everyFormOfRfc4291IsRead(String text, String canonical) {
      assertThat(Objects.requireNonNull(Addresses.parseIp(text)).toString()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:00:00:00:0a:ff", "02-00-00-00-0A-FF"})
    void macIsRead(String text) {
      assertThat(Addresses.parseMac(text)).isEqualTo(0x0200_0000_0AFFL);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "02:00:00:00:0a",
          "02:00:00:00:0a:fg",
          "02:00-00:00:0a:ff",
          "0200.0000.0aff",
          "02:00:00:00:0a:ff:"
        })
    void otherTextIsNoMac(String text) {
      assertThat(Addresses.parseMac(text)).isEqualTo(-1);
    }
  }

  @Test
  void randomAddressesSurviveFormatAndParse() throws UnknownHostException {
    long seed = Long.getLong("cistern.seed", System.nanoTime());
    System.out.println("AddressesTest -Dcistern.seed=" + seed);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[16];
      for (int at = 0; at < 16; at++) {
        bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      var address = new IpAddress(6, buffer.getLong(0), buffer.getLong(8));
      assertThat(Addresses.parseIp(address.toString())).isEqualTo(address);
      assertThat(InetAddress.getByName(address.toString()))
          .isEqualTo(InetAddress.getByAddress(bytes));
    }
  }
}
