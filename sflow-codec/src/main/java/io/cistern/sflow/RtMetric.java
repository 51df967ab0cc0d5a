package io.cistern.sflow;

import java.util.List;

/// Metrics that a program defines itself: `rtmetric` (4300:1002), as hsflowd and sFlow-RT send
/// them.
///
/// Source: host-sflow, `mod_json`.
///
/// @param dataSource who reports them
/// @param metrics the metrics
public record RtMetric(String dataSource, List<Metric> metrics) implements Sample {
  /// Copies the list.
  public RtMetric {
    metrics = List.copyOf(metrics);
  }

  /// One metric.
  ///
  /// @param name its name
  /// @param type how its value is written and what it means over time
  /// @param value its value, of the kind that the type has
  public record Metric(String name, Type type, RtValue value) {}

  /// The types of metrics, in the order of their numbers on the wire.
  public enum Type {
    /// Text.
    STRING(WireType.TEXT),
    /// A counter of 32 bits.
    COUNTER32(WireType.U32),
    /// A counter of 64 bits.
    COUNTER64(WireType.U64),
    /// An unsigned number of 32 bits.
    GAUGE32(WireType.U32),
    /// An unsigned number of 64 bits.
    GAUGE64(WireType.U64),
    /// A floating point number of 32 bits.
    GAUGE_FLOAT(WireType.F32),
    /// A floating point number of 64 bits.
    GAUGE_DOUBLE(WireType.F64);

    private final WireType wireType;

    Type(WireType wireType) {
      this.wireType = wireType;
    }

    /// How values are written.
    ///
    /// @return the wire type
    public WireType wireType() {
      return wireType;
    }
  }
}
