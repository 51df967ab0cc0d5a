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
          "tcpdump_wccp_redirect_gre.pcap #1",
          "WCCP redirection inside GRE is not decoded here");

  @Test
  void everyFrameAgreesWithTshark() {
    int frames = 0;
    int fields = 0;
    var failures = new ArrayList<String>();
    for (Path capture : SharedCaptures.files()) {
      List<SampledHeader> headers = SharedCaptures.frames(capture);
      List<TsharkRow> rows = SharedCaptures.rows(capture);
      for (int i = 0; i < Math.min(headers.size(), rows.size()); i++) {
        String name = capture.getFileName() + " #" + (i + 1);
        if (EXCEPTIONS.containsKey(name)) {
          continue;
        }
        frames++;
        try {
          fields += rows.get(i).compare(name, headers.get(i));
        } catch (AssertionError e) {
          failures.add(e.getMessage());
        }
      }
    }
    System.out.println("SharedCapturesTest: " + frames + " frames, " + fields + " fields compared");
    assertThat(failures).isEmpty();
    assertThat(frames).isGreaterThan(250);
    assertThat(fields).isGreaterThan(1900);
  }
}
