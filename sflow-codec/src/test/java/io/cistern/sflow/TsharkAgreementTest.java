package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every shared capture against the stored output of tshark 4.0.17: every value of every record it
/// knows, up to where it loses its place.
///
/// tshark loses its place in a datagram at a record it does not know, whose body it does not skip:
/// the next eight bytes of it are taken for a record. There the comparison of the datagram ends.
class TsharkAgreementTest {
  /* Where tshark shows something else than we do, and why. A place is datagram/sample/record. */
  private static final Map<String, Map<String, String>> DIFFERENCES =
      Map.of(
          "goflow_utils_ExpandedSFlow.bin",
          Map.of("0/4/1", "corrupt on purpose: record lengths of 6, tshark reads past them"),
          "gopacket_SFlowTestPacket11.bin",
          Map.of("0/0/0", "tshark shows bits of the LACP states' last two bytes as four states"),
          "synthetic_all_records.pcap",
          Map.of(
              "17/0/0", "tshark shows retransmissions, the record has transmissions: one more",
              "18/0/0", "tshark knows the name of extended_80211_aggregation, not its content",
              "75/0/0", "the LACP states again",
              "80/0/0", "tshark shows the percentage -1, unknown, as an unsigned number"),
          "synthetic_quirks.pcap",
          Map.of("2/0/0", "Huawei's MAC addresses without padding: tshark expects it"));

  /* A fuzzer's datagram of four bytes, which neither of us reads. */
  private static final String HEADER_ONLY = "tcpdump_sflow_print-segv.pcap";

  @TestFactory
  Stream<DynamicTest> agrees() {
    if (!Corpus.isSharedPresent()) { // one test that is seen to be skipped
      return Stream.of(dynamicTest("shared captures", Corpus::sharedDirectory));
    }
    return Stream.of("sflow", "synthetic")
        .flatMap(directory ->
            Corpus.shared(directory).stream()
                .map(capture -> dynamicTest(capture.name(), () -> compare(directory, capture))));
  }

  private void compare(String directory, Corpus.Capture capture) throws IOException {
    Path file =
        Corpus.sharedDirectory()
            .resolve("expected/" + directory + "/" + capture.name() + ".tshark.json");
    Iterator<TsharkText.Node> theirs = TsharkText.datagrams(file).iterator();
    var comparison = new Comparison();
    for (int i = 0; i < capture.datagrams().size(); i++) {
      Optional<Datagram> ours = decode(capture.datagrams().get(i));
      if (ours.isPresent()) {
        comparison.compare(String.valueOf(i), ours.get(), theirs.next());
      }
    }
    assertThat(comparison.different.keySet())
        .as("%s", comparison.different)
        .isEqualTo(DIFFERENCES.getOrDefault(capture.name(), Map.of()).keySet());
    if (!capture.name().equals(HEADER_ONLY)) {
      assertThat(comparison.compared).isPositive();
      assertThat(theirs.hasNext()).isFalse();
    }
  }

  private static Optional<Datagram> decode(byte[] bytes) {
    try {
      return Optional.of(Datagram.decode(Corpus.segment(bytes)));
    } catch (MalformedDatagramException e) {
      return e.partial();
    }
  }

  /* Gathers where the values of one capture differ. */
  private static final class Comparison {
    private final Map<String, String> different = new TreeMap<>();
    private int compared;

    void compare(String place, Datagram ours, TsharkText.Node theirs) {
      same(place, header(ours), TsharkText.datagramHeader(theirs));
      List<TsharkText.Node> parts = theirs.parts();
      if (ours.version() != 5) {
        FlowSample first = (FlowSample) ours.samples().getFirst();
        same(
            place + "/0", TsharkText.olderValues(first, ours.version()), parts.getFirst().values());
        return; // tshark does not know extended_user of versions 2 and 4, and loses its place
      }
      for (int i = 0; i < ours.samples().size(); i++) {
        if (i == parts.size() || !compare(place + "/" + i, ours.samples().get(i), parts.get(i))) {
          return;
        }
      }
    }

    /* Whether tshark kept its place. */
    private boolean compare(String place, Sample sample, TsharkText.Node theirs) {
      switch (sample) {
        case FlowSample flow ->
            same(place, TsharkText.sampleHeader(flow), TsharkText.sampleHeader(theirs));
        case CountersSample counters ->
            same(place, TsharkText.sampleHeader(counters), TsharkText.sampleHeader(theirs));
        case DiscardedPacket _, RtMetric _, RtFlow _, FoundryAcl _, UnknownSample _ -> {
          return true; // tshark knows none of them
        }
      }
      List<?> records = DatagramCheck.records(sample);
      List<TsharkText.Node> parts = theirs.records();
      for (int i = 0; i < records.size(); i++) {
        if (i == parts.size() || !parts.get(i).isKnownRecord()) {
          return false;
        }
        if (Structures.standard().of(records.get(i).getClass()) != null) {
          same(place + "/" + i, TsharkText.values(records.get(i)), parts.get(i).values());
        }
      }
      return true;
    }

    private void same(String place, List<String> ours, List<String> theirs) {
      compared += ours.size();
      if (!ours.equals(theirs)) {
        different.put(place, "ours " + ours + ", theirs " + theirs);
      }
    }

    private static List<String> header(Datagram datagram) {
      return List.of(
          String.valueOf(datagram.version()),
          datagram.agent().toString(),
          String.valueOf(datagram.subAgentId()),
          String.valueOf(datagram.sequenceNumber()),
          String.valueOf(datagram.uptimeMillis()));
    }
  }
}
