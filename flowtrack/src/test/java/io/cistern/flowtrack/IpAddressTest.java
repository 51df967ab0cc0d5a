package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "192.0.2.1",
        "255.255.255.255",
        "::",
        "::1",
        "1::",
        "2001:db8::1",
        "2001:db8:0:1:1:1:1:1",
        "2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7:8",
        "fe80::ff:0:0:1:2",
        "::ffff:192.0.2.1"
      })
  void readsAndWritesTheSameText(String text) {
    assertThat(IpAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3", "example.org", "1.2.3.4.5", "2001:db8"})
  void refusesWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "192.0.2.3, 192.0.2.3, true",
    "192.0.2.3, 192.0.2.2, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::, false",
    "::/0, ::1, true",
    "2001:db8::/96, 2001:db8::1:2, true",
    "2001:db8::/96, 2001:db8::1:0:0, false",
    "2001:db8::1, 2001:db8::1, true",
    "::/0, 1.2.3.4, false",
    "::ffff:0:0/96, ::ffff:192.0.2.1, true",
    "::ffff:0:0/96, 192.0.2.1, false"
  })
  void networkContains(String network, String address, boolean contains) {
    var a = IpAddress.parse(address);
    assertThat(IpNetwork.parse(network).contains(a.version(), a.high(), a.low()))
        .isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "/8"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpNetwork.parse(text));
  }

  @Test
  void networkClearsTheBitsPastItsPrefix() {
    assertThat(IpNetwork.parse("10.1.2.3/8")).hasToString("10.0.0.0/8");
  }
}
