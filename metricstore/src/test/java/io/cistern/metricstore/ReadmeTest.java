package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the README, run.
class ReadmeTest {
  @TempDir Path directory;

  @Test
  void rowsAndAQuery() throws IOException {
    var printed = new ArrayList<String>();
    try (MetricStore store = MetricStore.open(directory, MetricStoreOptions.defaults())) {
      Entity port = store.entity("192.0.2.1", "if/3");
      Column octets = port.column("if_in_octets", ValueKind.COUNTER64, "bytes");
      Column status = port.column("if_status", ValueKind.STATE, "");
      long now = System.currentTimeMillis();
      store.append(port.row(now - 10_000).set(octets, 23_855_378L).set(status, 3));
      store.append(port.row(now).set(octets, 23_856_378L).set(status, 3));
      store.maintain(); // every few seconds: seals hours that are over, drops what is expired
      Query rates =
          Query.builder()
              .source("192.0.2.*")
              .instance("if/*")
              .metric("if_in_octets")
              .fromMillis(now - 3_600_000)
              .toMillis(now + 1)
              .function(Function.RATE)
              .build();
      for (Series s : store.query(rates)) {
        printed.add(s.source() + " " + s.instance() + " " + Arrays.toString(s.values()));
      }
    }
    assertThat(printed).containsExactly("192.0.2.1 if/3 [NaN, 100.0]");
  }

  @Test
  void theSimpleFace() throws IOException {
    try (MetricStore store = MetricStore.open(directory, MetricStoreOptions.defaults())) {
      long now = System.currentTimeMillis();
      store.append("192.0.2.1", "load", now - 1_000, 0.25);
      store.append("192.0.2.1", "load", now, 0.5);
      assertThat(store.retrieve("192.0.2.1", "load", now - 60_000, now + 1))
          .containsExactly(new Point(now - 1_000, 0.25), new Point(now, 0.5));
      assertThat(store.sources()).containsExactly("192.0.2.1");
      assertThat(store.metrics("192.0.2.1")).containsExactly("load");
    }
  }
}
