package io.cistern.app.config;

import io.cistern.app.CollectorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// All that can be configured. A component is a key of the YAML file, a variable of the environment
/// and an option of `run`; `docs/configuration.md` is made of them.
public record Config(
    @Key("The data directory, made where it is absent.") Path data,
    @Key("How often received counters are stored, 1s to 1h.") Duration interval,
    SflowConfig sflow,
    HttpConfig http,
    RetentionConfig retention,
    ScanConfig scan) {

  /// What holds where nothing is written.
  static final Config DEFAULTS =
      new Config(
          Path.of("data"),
          Duration.ofSeconds(10),
          new SflowConfig(
              ValueType.hostPort("0.0.0.0:6343"),
              new ByteSize(16 << 20),
              0,
              new ByteSize(16 << 20)),
          new HttpConfig(ValueType.hostPort("127.0.0.1:8080"), List.of(), 1024, 256),
          new RetentionConfig(null, null, null, null),
          ScanConfig.DEFAULTS);

  /// Checks the bounds.
  public Config {
    Range.check(
        "interval",
        interval.toSeconds(),
        1,
        3_600,
        seconds -> ValueType.text(Duration.ofSeconds(seconds)));
  }

  /// What the collector is told.
  ///
  /// @param clock where its time stamps come from
  public CollectorOptions collectorOptions(InstantSource clock) {
    CollectorOptions.Builder options =
        CollectorOptions.builder()
            .sflowListen(sflow.listen())
            .receiveBufferBytes((int) sflow.receiveBuffer().bytes())
            .ringBytes((int) sflow.queue().bytes())
            .dataDirectory(data)
            .interval(interval)
            .retention(retention.toRetention())
            .scans(scan.toOptions())
            .clock(clock);
    if (sflow.shards() != 0) { // 0 is what the collector thinks right
      options.shards(sflow.shards());
    }
    return options.build();
  }
}
