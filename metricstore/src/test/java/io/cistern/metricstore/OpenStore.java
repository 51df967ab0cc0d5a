package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A test of a store that is open while each of its methods runs.
abstract class OpenStore {
  @TempDir Path directory;
  final ManualClock clock;
  MetricStoreOptions options;
  MetricStore store;

  OpenStore(long start) {
    clock = new ManualClock(start);
    options = clock.options();
  }

  @BeforeEach
  final void open() throws IOException {
    store = MetricStore.open(directory, options);
  }

  @AfterEach
  final void close() throws IOException {
    store.close();
  }

  final void reopen(MetricStoreOptions other) throws IOException {
    store.close();
    options = other;
    open();
  }
}
