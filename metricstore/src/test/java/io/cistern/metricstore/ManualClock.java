package io.cistern.metricstore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets.
final class ManualClock implements InstantSource {
  volatile long millis;

  ManualClock(long millis) {
    this.millis = millis;
  }

  /// Of a store that goes by this clock and forces nothing while a test runs.
  MetricStoreOptions options() {
    return MetricStoreOptions.builder().clock(this).flushInterval(Duration.ofHours(1)).build();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}
