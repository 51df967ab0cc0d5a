package io.cistern.app.config;

import io.cistern.metricstore.Retention;
import java.time.Duration;

/// How long what is stored is kept. 0s keeps it for good.
public record RetentionConfig(
    @Key(value = "Age at which rows are dropped, in whole days of data.", option = "--keep")
        Duration rows,
    @Key(value = "Age at which rollups of 5 minutes are dropped.", option = "--keep-5m")
        Duration rollups5m,
    @Key(value = "Age at which rollups of an hour are dropped.", option = "--keep-1h")
        Duration rollups1h,
    @Key(
            value =
                "How large the store may grow before the oldest data is dropped, rows first; 0:"
                    + " no limit.",
            option = "--keep-bytes")
        ByteSize size) {

  Retention toRetention() {
    return new Retention(rows, rollups5m, rollups1h, size.bytes());
  }
}
