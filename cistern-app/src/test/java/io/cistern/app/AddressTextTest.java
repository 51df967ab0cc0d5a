package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.AgentAddress;
import io.cistern.flowtrack.IpAddress;
import io.cistern.protodecode.Addresses;
import io.cistern.sflow.record.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One address has one text, whichever library writes it: RFC 5952, sections 4 and 5.
class AddressTextTest {
  private static final String MAPPED = "::ffff:192.0.2.1";

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, ::",
    "0000000000000000, 0000000000000001, ::1",
    "0001000000000000, 0000000000000000, 1::",
    "20010db800000000, 0000000000020001, 2001:db8::2:1",
    "20010db800000001, 0001000100010001, 2001:db8:0:1:1:1:1:1",
    "20010db800000000, 0001000000000001, 2001:db8::1:0:0:1",
    "2001000000000001, 0000000000000001, 2001:0:0:1::1",
    "20010db800010000, 0000000100000000, 2001:db8:1::1:0:0",
    "0000000100020003, 0004000500060007, 0:1:2:3:4:5:6:7",
    "0001000200030004, 0005000600000000, 1:2:3:4:5:6::",
    "fe80000000000000, abcdef0123456789, fe80::abcd:ef01:2345:6789",
    "0000000000000000, 00000000c0000201, ::c000:201",
    "0000000000000001, 0000ffffc0000201, ::1:0:ffff:c000:201",
    "0000000000000000, 0000fffec0000201, ::fffe:c000:201",
    "0000000000000000, 0000ffffc0000201, " + MAPPED,
    "0000000000000000, 0000ffff00000000, ::ffff:0.0.0.0",
    "0000000000000000, 0000ffffffffffff, ::ffff:255.255.255.255",
  })
  void isTheSameInEachLibrary(String highDigits, String lowDigits, String text) {
    long high = Long.parseUnsignedLong(highDigits, 16);
    long low = Long.parseUnsignedLong(lowDigits, 16);
    assertThat(Addresses.ipv6(high, low)).isEqualTo(text);
    assertThat(new io.cistern.protodecode.IpAddress(6, high, low)).hasToString(text);
    assertThat(new IpAddress(6, high, low)).hasToString(text);
    assertThat(Address.ipv6(high, low)).hasToString(text);
    assertThat(IpAddress.parse(text)).isEqualTo(new IpAddress(6, high, low));
    assertThat(Addresses.parseIp(text))
        .isEqualTo(new io.cistern.protodecode.IpAddress(6, high, low));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0.0.0", "3221225985, 192.0.2.1", "4294967295, 255.255.255.255"})
  void ofIpv4IsDotted(long bits, String text) {
    assertThat(Addresses.ipv4(bits)).isEqualTo(text);
    assertThat(new IpAddress(4, 0, bits)).hasToString(text);
    assertThat(Address.ipv4(bits)).hasToString(text);
    assertThat(AgentAddress.canonical(text)).isEqualTo(text);
  }

  @Test
  void ofAnAgentIsOneForBothSpellings() {
    assertThat(AgentAddress.canonical(MAPPED)).isEqualTo("192.0.2.1");
  }
}
