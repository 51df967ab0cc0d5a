package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    var options = MetricStoreOptions.defaults().withClock(() -> Instant.ofEpochMilli(now.get()));
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
