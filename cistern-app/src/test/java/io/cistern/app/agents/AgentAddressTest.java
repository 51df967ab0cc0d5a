package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protodecode.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:c000:201, 192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    "2001:db8::51, 2001:db8::51",
    "2001:DB8:0:0::0051, 2001:db8::51",
    "2001:0db8:0000:0000:0000:0000:0000:0051, 2001:db8::51",
    "[2001:db8::0:51], 2001:db8::51",
    "::, ::",
  })
  void hasOneSpelling(String spelling, String canonical) {
    assertThat(AgentAddress.canonical(spelling)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "192.0.2.*",
        "2001:db8::*",
        "unknown",
        "192.0.2",
        "192.0.02.1",
        "",
        "[",
        "[]"
      })
  void leavesWhatIsNoAddress(String text) {
    assertThat(AgentAddress.canonical(text)).isEqualTo(text);
  }

  /// Random addresses, spelled as the JDK does and as the codec does, in either case.
  @Test
  void isTheSameForEverySpelling() throws Exception {
    long seed = Long.getLong("cistern.seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      long high = random.nextLong() & mask(random);
      long low = random.nextLong() & mask(random);
      var bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      String ours = Addresses.ipv6(high, low);
      if (InetAddress.getByAddress(bytes) instanceof Inet6Address jdk) {
        assertThat(AgentAddress.canonical(jdk.getHostAddress())).isEqualTo(ours);
        assertThat(AgentAddress.canonical(ours.toUpperCase(Locale.ROOT))).isEqualTo(ours);
      }
    }
  }

  private static long mask(Random random) {
    return -1L << 16 * random.nextInt(4) & -1L >>> 16 * random.nextInt(4);
  }
}
