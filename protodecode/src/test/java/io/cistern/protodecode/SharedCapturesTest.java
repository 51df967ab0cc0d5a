package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Packets of every kind, many of them broken on purpose, against tshark.
class SharedCapturesTest {
  private static final String BAD_VERSION =
      "the IP version is not 6: tshark names no layer, here IPv6 is the malformed one";

  /// Where a difference is right, with its reason.
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "tcpdump_ipv6-bad-version.pcap #2",
          BAD_VERSION,
          "tcpdump_ipv6-bad-version.pcap #4",
          BAD_VERSION,
          "tcpdump_icmpv6-rfc7112.pcap #1",
          "tshark leaves a first fragment to reassembly, here its headers are decoded",
          "tcpdump_macsec-snap.pcap #1",
          "tshark names no MACsec that was cut, here it is the layer that was cut",
          "tcpdump_nsh-over-vxlan-gpe.pcap #1",
          "tshark leaves VXLAN-GPE out of its list of protocols, and NSH is unknown here");

  /// Captures of which every frame is an exception: tshark was not told of the port that Linux
  /// uses.
  private static final String LINUX_VXLAN = "tcpdump_vxlan_port_8472.pcap";

  /// Captures whose link is none of sFlow's header protocols.
  private static final Map<String, String> OTHER_LINKS =
      Map.of(
          "tcpdump_cve2015-0261-ipv6.pcap", "SLIP",
          "tcpdump_tcp-handshake-nano.pcap", "Linux cooked capture");

  @Test
  void everyFrameAgreesWithTshark() {
    int frames = 0;
    int fields = 0;
    var failures = new ArrayList<String>();
    for (Path capture : SharedCaptures.files()) {
      List<SampledHeader> headers = SharedCaptures.frames(capture);
      List<TsharkRow> rows = SharedCaptures.rows(capture);
      String other = OTHER_LINKS.get(capture.getFileName().toString());
      assertThat(headers.isEmpty())
          .as("%s has no header protocol: %s", capture, other)
          .isEqualTo(other != null);
      for (int i = 0; i < Math.min(headers.size(), rows.size()); i++) {
        String name = capture.getFileName() + " #" + (i + 1);
        frames++;
        try {
          fields += rows.get(i).compare(name, headers.get(i));
          if (isException(name)) {
            failures.add(name + " agrees, it is no exception");
          }
        } catch (AssertionError e) {
          if (!isException(name)) {
            failures.add(e.getMessage());
          }
        }
      }
    }
    System.out.println("SharedCapturesTest: " + frames + " frames, " + fields + " fields compared");
    assertThat(failures).isEmpty();
    assertThat(frames).isGreaterThan(340);
    assertThat(fields).isGreaterThan(4800);
  }

  private static boolean isException(String name) {
    return EXCEPTIONS.containsKey(name) || name.startsWith(LINUX_VXLAN);
  }
}
