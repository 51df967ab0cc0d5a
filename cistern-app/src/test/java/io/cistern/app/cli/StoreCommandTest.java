package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.Row;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoreCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long START = 1_795_219_200_000L;
  private static final int ROWS = 30 * 60;

  @TempDir private Path temporary;
  private Path store = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void fill() throws IOException {
    store = temporary.resolve("data");
    var now = new AtomicLong(START);
    var options = MetricStoreOptions.builder().clock(() -> Instant.ofEpochMilli(now.get())).build();
    try (MetricStore opened = MetricStore.open(store, options)) {
      for (int i = 0; i < ROWS; i++) {
        Entity entity = opened.entity("=192.0.2.1", "if/3");
        entity.label("subAgent", "7");
        Row row = entity.row(now.get());
        opened.append(
            (i == 1 || i == ROWS - 1 ? row.reset() : row)
                .set(entity.column("octets", ValueKind.COUNTER64, "bytes"), -ROWS + i - 1)
                .set(entity.column("load", ValueKind.GAUGE_DOUBLE, ""), i == 0 ? Double.NaN : 0.1));
        now.addAndGet(60_000);
        opened.maintain();
      }
    }
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private void damage() throws IOException {
    Path raw = store.resolve("p").resolve("20261121T000000Z").resolve("raw.lm");
    byte[] bytes = Files.readAllBytes(raw);
    Arrays.fill(bytes, (byte) 0x55);
    Files.write(raw, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "stats", "salvage"})
  void helps(String command) {
    assertThat(execute("store", command, "--help")).isZero();
    assertThat(out.toString()).contains("DIR");
  }

  @Test
  void needsToKnowWhatToDo() {
    assertThat(execute("store")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "stats"})
  void saysWhereThereIsNoStore(String command) {
    assertThat(execute("store", command, temporary.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no store here");
  }

  @Nested
  class Verify {
    @Test
    void findsNothingInASoundStore() {
      assertThat(execute("store", "verify", store.toString())).isZero();
      assertThat(out.toString()).startsWith("sound: ");
    }

    @Test
    void namesTheFileThatIsDamaged() throws Exception {
      damage();
      assertThat(execute("store", "verify", store.toString())).isEqualTo(1);
      assertThat(out.toString()).contains("p/20261121T000000Z/raw.lm: ").contains("damaged: ");
    }
  }

  @Nested
  class Dump {
    @Test
    void printsExactValuesAsJson() {
      assertThat(execute("store", "dump", store.toString(), "--metric", "octets")).isZero();
      List<JsonNode> all = out.toString().lines().map(JSON::readTree).toList();
      assertThat(all.subList(0, 2))
          .allMatch(line -> line.get("reset").booleanValue() && !line.has("metric"))
          .extracting(line -> line.get("time").longValue())
          .containsExactly(START + 60_000, START + (ROWS - 1) * 60_000L);
      List<JsonNode> lines = all.subList(2, all.size());
      assertThat(lines).hasSize(ROWS);
      assertThat(lines.getFirst().get("value").bigIntegerValue())
          .isEqualTo(new BigInteger(Long.toUnsignedString(-ROWS - 1L)));
      assertThat(lines.getLast().get("time").longValue()).isEqualTo(START + (ROWS - 1) * 60_000L);
    }

    @Test
    void printsWhatIsSelectedAsCsv() {
      int code =
          execute(
              "store",
              "dump",
              store.toString(),
              "--format=csv",
              "--metric=l*",
              "--to=" + Instant.ofEpochMilli(START + 120_000));
      assertThat(code).isZero();
      assertThat(out.toString().lines())
          .containsExactly(
              "source,instance,metric,kind,unit,time,value",
              "'=192.0.2.1,if/3,,reset,," + (START + 60_000) + ",",
              "'=192.0.2.1,if/3,load,gauge_double,," + START + ",NaN",
              "'=192.0.2.1,if/3,load,gauge_double,," + (START + 60_000) + ",0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subAgent=7", "subAgent=*", "none="})
  void dumpSelectsByLabel(String label) {
    assertThat(execute("store", "dump", store.toString(), "--label", label)).isZero();
    assertThat(out.toString().lines()).hasSize(2 * ROWS + 2);
  }

  @Test
  void dumpLeavesOutWhatHasOtherLabels() {
    int code =
        execute("store", "dump", store.toString(), "--label=subAgent=7", "--label=subAgent2=8");
    assertThat(code).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Nested
  class Selecting {
    @BeforeEach
    void addOthers() throws IOException {
      var now = new AtomicLong(START + ROWS * 60_000L);
      var options =
          MetricStoreOptions.builder().clock(() -> Instant.ofEpochMilli(now.get())).build();
      try (MetricStore opened = MetricStore.open(store, options)) {
        for (String name : List.of("192.0.2.1 if/4", "192.0.2.2 if/3", "2001:db8::1 host")) {
          Entity entity = opened.entity(name.split(" ")[0], name.split(" ")[1]);
          entity.label("site", name.endsWith("3") ? "a" : "b");
          for (String metric : List.of("octets", "load")) {
            opened.append(
                entity
                    .row(now.get() + 1_000)
                    .set(entity.column(metric, ValueKind.COUNTER64, "bytes"), 5));
          }
        }
      }
    }

    /// Who has lines: source, instance, metric; the others of `fill` are left out by the time.
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--source=192.0.2.2 | 192.0.2.2 if/3 load,192.0.2.2 if/3 octets",
          "--source=192.0.2.? --instance=if/4 --metric=octets | 192.0.2.1 if/4 octets",
          "--instance=if/* --metric=load | 192.0.2.1 if/4 load,192.0.2.2 if/3 load",
          "--instance=host --metric=o* | 2001:db8::1 host octets",
          "--source=2001:db8::* --metric=load | 2001:db8::1 host load",
          "--label=site=a --metric=load | 192.0.2.2 if/3 load",
          "--source=nobody | ''",
          "--instance=if | ''",
          "--metric=octet | ''"
        })
    void everyOptionSelects(String options, String expected) {
      var line =
          Stream.concat(
                  Stream.of("store", "dump", store.toString()), Arrays.stream(options.split(" ")))
              .toList();
      String from = "--from=" + Instant.ofEpochMilli(START + ROWS * 60_000L);
      assertThat(execute(Stream.concat(line.stream(), Stream.of(from)).toArray(String[]::new)))
          .as("%s", err)
          .isZero();
      assertThat(
              out.toString()
                  .lines()
                  .map(JSON::readTree)
                  .map(l ->
                      l.get("source").asString()
                          + " "
                          + l.get("instance").asString()
                          + " "
                          + l.get("metric").asString()))
          .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(","));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--from=yesterday",
          "--from=+1000000000-12-31T23:59:59Z",
          "--to=1969-12-31",
          "--from=2026-11-22 --to=2026-11-21",
          "--label=site",
          "--format=xml"
        })
    void whatCannotBeMeantIsWrongUse(String options) {
      var line = new ArrayList<>(List.of("store", "dump", store.toString()));
      line.addAll(List.of(options.split(" ")));
      assertThat(execute(line.toArray(String[]::new))).isEqualTo(2);
      assertThat(err.toString()).isNotBlank();
    }

    @Test
    void aDateIsItsBeginning() {
      execute("store", "dump", store.toString(), "--from=2026-11-22", "--to=2026-11-22T00:02:00Z");
      String date = out.toString();
      out.getBuffer().setLength(0);
      execute(
          "store",
          "dump",
          store.toString(),
          "--from=2026-11-22T01:00:00+01:00",
          "--to=2026-11-22T00:02:00Z");
      assertThat(out.toString()).isEqualTo(date).isNotEmpty();
    }
  }

  private Map<String, String> files() throws IOException {
    var all = new TreeMap<String, String>();
    try (Stream<Path> tree = Files.walk(store)) {
      for (Path path : tree.toList()) {
        all.put(
            path.toString(),
            Files.getLastModifiedTime(path)
                + (Files.isDirectory(path)
                    ? ""
                    : " " + Hashing.sha256().hashBytes(Files.readAllBytes(path))));
      }
    }
    return all;
  }

  /// As a kill leaves it: the head and its entities are to be recovered.
  private void kill() throws IOException {
    Path living = store;
    Path copy = temporary.resolve("killed");
    var now = new AtomicLong(START + ROWS * 60_000L);
    var options = MetricStoreOptions.builder().clock(() -> Instant.ofEpochMilli(now.get())).build();
    try (MetricStore opened = MetricStore.open(living, options)) {
      Entity entity = opened.entity("=192.0.2.1", "if/3");
      opened.append(
          entity.row(now.get()).set(entity.column("octets", ValueKind.COUNTER64, "bytes"), 1));
      opened.flush();
      try (Stream<Path> tree = Files.walk(living)) {
        for (Path path : tree.toList()) {
          Files.copy(path, copy.resolve(living.relativize(path)));
        }
      }
    }
    store = copy;
    Files.delete(store.resolve("LOCK"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "dump", "stats"})
  void changesNothingOnDisk(String command) throws Exception {
    kill();
    Map<String, String> before = files();
    assertThat(execute("store", command, store.toString())).as("%s", err).isZero();
    assertThat(out.toString()).isNotBlank();
    if (command.equals("dump")) {
      assertThat(out.toString()).contains("\"time\":" + (START + ROWS * 60_000L));
    }
    assertThat(files()).isEqualTo(before);
  }

  @Nested
  class Saying {
    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "stats", "salvage"})
    void thatTheStoreIsInUse(String command) throws Exception {
      try (MetricStore _ = MetricStore.open(store, MetricStoreOptions.defaults())) {
        assertThat(
                command.equals("salvage")
                    ? execute("store", command, store.toString(), temporary.resolve("n").toString())
                    : execute("store", command, store.toString()))
            .isEqualTo(1);
      }
      assertThat(err.toString()).contains(store.toString(), "a collector runs on it", "stop it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "stats"})
    void thatAFileIsNoDirectory(String command) throws Exception {
      Path file = Files.createFile(temporary.resolve("file"));
      assertThat(execute("store", command, file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains(file.toString(), "is a file");
    }

    @Test
    void whereASalvageCannotGo() throws Exception {
      Path file = Files.createFile(temporary.resolve("file"));
      assertThat(execute("store", "salvage", store.toString(), file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains(file.toString(), "is a file");
      assertThat(execute("store", "salvage", store.toString(), store.toString())).isEqualTo(1);
      assertThat(err.toString()).contains(store + " is not empty", "name an empty or a new one");
      assertThat(execute("store", "salvage", store.toString(), "/proc/x/y")).isEqualTo(1);
      assertThat(err.toString()).contains("/proc/x: no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "stats", "salvage"})
    void thatALaterVersionWroteIt(String command) throws Exception {
      Path properties = store.resolve("meta.properties");
      Files.writeString(properties, Files.readString(properties).replace("format=1", "format=2"));
      Map<String, String> before = files();
      Path target = temporary.resolve("n");
      assertThat(
              command.equals("salvage")
                  ? execute("store", command, store.toString(), target.toString())
                  : execute("store", command, store.toString()))
          .isEqualTo(3);
      assertThat(err.toString()).contains("later format", "format=2", "nothing is damaged");
      assertThat(files()).isEqualTo(before);
      assertThat(target).doesNotExist();
    }

    @Test
    void whatIsMissingAndWhatHelps() throws Exception {
      Files.delete(store.resolve("meta.properties"));
      assertThat(execute("store", "verify", store.toString())).isEqualTo(1);
      assertThat(out.toString()).contains("meta.properties: missing");
      assertThat(execute("store", "dump", store.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("meta.properties is missing", "salvage");
      Path target = temporary.resolve("n");
      assertThat(execute("store", "salvage", store.toString(), target.toString())).isEqualTo(1);
      assertThat(execute("store", "verify", target.toString())).isZero();
    }

    @Test
    void whatWasSetAside() throws Exception {
      Path partition = store.resolve("p").resolve("20261121T000000Z");
      Files.move(partition, partition.resolveSibling("20261121T000000Z.damaged"));
      assertThat(execute("store", "verify", store.toString())).isEqualTo(1);
      assertThat(out.toString()).contains("20261121T000000Z.damaged/raw.lm: set aside as damaged");
      assertThat(execute("store", "dump", store.toString(), "--metric=load")).isEqualTo(1);
      assertThat(err.toString()).contains("left out", "20261121T000000Z.damaged");
    }
  }

  @Test
  void statsTellWhereTheBytesAre() {
    assertThat(execute("store", "stats", store.toString())).isZero();
    assertThat(out.toString())
        .contains("heads and entities", "raw ", "5m ", "1h ", "counter64", "gauge_double");
  }

  @Test
  void salvageMakesASoundStoreOfTheRest() throws Exception {
    damage();
    Path target = temporary.resolve("new");
    assertThat(execute("store", "salvage", store.toString(), target.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("raw.lm").contains("kept 1 entities");
    assertThat(execute("store", "verify", target.toString())).isZero();
  }
}
