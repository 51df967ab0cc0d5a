package io.cistern.metricstore;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets.
final class ManualClock implements InstantSource {
  volatile long millis;

  ManualClock(long millis) {
    this.millis = millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}
