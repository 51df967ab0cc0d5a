package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, ::",
    "0000000000000000, 0000000000000001, ::1",
    "20010db800000000, 0000000000000001, 2001:db8::1",
    "20010db800000001, 0001000000000001, 2001:db8:0:1:1::1",
    "20010db800010000, 0000000100000000, 2001:db8:1::1:0:0",
    "20010db800010001, 0001000100010001, 2001:db8:1:1:1:1:1:1",
    "20010db800000001, 0001000100010001, 2001:db8:0:1:1:1:1:1",
    "fe80000000000000, 0000000000000000, fe80::",
    "0000000000000000, 0000ffffc0000201, ::ffff:192.0.2.1",
  })
  void writesIpv6AsRfc5952(String high, String low, String text) {
    var address = Address.ipv6(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16));
    assertThat(address).hasToString(text);
  }

  @Test
  void writesIpv4() {
    assertThat(Address.ipv4(0xc633_64ffL)).hasToString("198.51.100.255");
    assertThat(Address.UNKNOWN).hasToString("unknown");
  }

  @Test
  void rejectsBitsItsTypeDoesNotHave() {
    assertThatThrownBy(() -> Address.ipv4(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Address(3, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
