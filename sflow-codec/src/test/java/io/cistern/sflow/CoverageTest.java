package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.Extended80211Aggregation;
import io.cistern.sflow.record.VendorCounterRecord;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps `docs/sflow-coverage.md` what the declarations say. With `-Dcistern.write-docs=true` it
/// writes the file instead of comparing it.
class CoverageTest {
  private static final Path FILE = Path.of("..", "docs", "sflow-coverage.md");

  /* The fixtures that each structure and sample is decoded from and encoded to byte for byte. */
  private final Map<Object, TreeSet<String>> fixtures = new HashMap<>();

  @Test
  void theDocumentIsWhatTheDeclarationsSay() throws IOException, MalformedDatagramException {
    for (Corpus.Capture capture : Corpus.own()) {
      for (byte[] bytes : capture.datagrams()) {
        Datagram datagram = Datagram.decode(MemorySegment.ofArray(bytes));
        assertThat(datagram.encode()).isEqualTo(bytes);
        datagram.samples().forEach(sample -> note(sample, capture.name()));
      }
    }
    String text = text();
    if (Boolean.getBoolean("cistern.write-docs")) {
      Files.writeString(FILE, text);
    }
    assertThat(Files.readString(FILE))
        .as("%s is stale: build once with -Dcistern.write-docs=true", FILE)
        .isEqualTo(text);
  }

  private void note(Sample sample, String fixture) {
    noted(sample.getClass()).add(fixture);
    for (Object record : DatagramCheck.records(sample)) {
      noted(record.getClass()).add(fixture);
      if (record instanceof Extended80211Aggregation aggregation) {
        aggregation.pdus().stream()
            .flatMap(pdu -> pdu.records().stream())
            .forEach(inner -> noted(inner.getClass()).add(fixture));
      }
    }
  }

  private TreeSet<String> noted(Class<?> type) {
    return fixtures.computeIfAbsent(type, _ -> new TreeSet<>());
  }

  private String text() {
    int flow = structures(false).size();
    int counter = structures(true).size();
    return String.format(
        Locale.ROOT,
        """
        # What sflow-codec reads and writes

        Made from the declarations by `CoverageTest`, which fails where this page is stale
        (`mvn -pl sflow-codec test -Dtest=CoverageTest -Dcistern.write-docs=true` writes it). A
        fixture is named where the structure is decoded from it and encoded to the same bytes in
        every build.

        sFlow version 5 is read and written, versions 2 and 4 too: their records are shown as those
        of version 5.

        ## Samples

        | sample | format | decoded | encoded | fixtures |
        |---|---|---|---|---|
        %s
        ## Flow records: %d

        %s
        ## Counter records: %d

        %s
        ## Discard reasons: %d

        %s
        """,
        samples(),
        flow,
        table(false),
        counter,
        table(true),
        DiscardReason.values().length,
        reasons());
  }

  private String samples() {
    return Stream.of(
            row("flow_sample, flow_sample_expanded", "0:1, 0:3", FlowSample.class),
            row("counters_sample, counters_sample_expanded", "0:2, 0:4", CountersSample.class),
            row("discarded_packet", "0:5", DiscardedPacket.class),
            row("rtmetric", "4300:1002", RtMetric.class),
            row("rtflow", "4300:1003", RtFlow.class),
            row("Foundry ACL", "1991:1", FoundryAcl.class))
        .collect(Collectors.joining());
  }

  private String row(String name, String format, Class<?> type) {
    return String.format(
        Locale.ROOT, "| %s | %s | yes | yes | %s |\n", name, format, String.join(", ", seen(type)));
  }

  private TreeSet<String> seen(Class<?> type) {
    assertThat(fixtures).as("a fixture of %s", type).containsKey(type);
    return noted(type);
  }

  private String table(boolean counters) {
    List<String> head =
        counters
            ? List.of("structure", "format", "metrics", "source", "decoded", "encoded", "fixtures")
            : List.of("structure", "format", "fields", "source", "decoded", "encoded", "fixtures");
    var text = new StringBuilder(line(head)).append("|---".repeat(head.size())).append("|\n");
    for (Structure<?> structure : structures(counters)) {
      text.append(
          line(
              List.of(
                  "`" + structure.name() + "`",
                  structure.enterprise() + ":" + structure.format(),
                  counters ? metrics(structure) : fields(structure),
                  structure.source(),
                  "yes",
                  "yes",
                  String.join(", ", seen(structure.recordClass())))));
    }
    return text.toString();
  }

  /* Without those that other tests register. */
  private static List<Structure<?>> structures(boolean counters) {
    return Structures.standard().all().stream()
        .filter(structure -> structure.isCounterRecord() == counters)
        .filter(structure -> !VendorCounterRecord.class.isAssignableFrom(structure.recordClass()))
        .toList();
  }

  private static String metrics(Structure<?> structure) {
    int all = structure.fields().size();
    int metrics = structure.fixedNumbers();
    String text = metrics == all ? String.valueOf(all) : metrics + " of " + all + " fields";
    int ofElements = (structure.numericFields().size() - metrics) / ElementNumbers.MOST;
    return ofElements == 0
        ? text
        : text + ", " + ofElements + " of each of " + ElementNumbers.MOST + " elements";
  }

  private static String fields(Structure<?> structure) {
    return structure.fields().stream().map(Field::name).collect(Collectors.joining(", "));
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String reasons() {
    return Arrays.stream(DiscardReason.values())
        .map(reason -> reason.code() + " " + reason.text())
        .collect(Collectors.joining(", "));
  }
}
