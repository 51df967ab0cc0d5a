package io.cistern.sflow;

import java.util.List;

/// A flow whose fields a program defines itself: `rtflow` (4300:1003), as hsflowd and sFlow-RT send
/// them.
///
/// Source: host-sflow, `mod_json`.
///
/// @param dataSource who reports it
/// @param samplingRate N of one in N, unsigned 32 bits
/// @param samplePool what could have been sampled, an unsigned 32-bit counter
/// @param fields what is known of it
public record RtFlow(String dataSource, long samplingRate, long samplePool, List<Field> fields)
    implements Sample {
  /// Copies the list.
  public RtFlow {
    fields = List.copyOf(fields);
  }

  /// One field.
  ///
  /// @param name its name
  /// @param type how its value is written
  /// @param value its value, of the kind that the type has
  public record Field(String name, Type type, RtValue value) {}

  /// The types of fields, in the order of their numbers on the wire.
  public enum Type {
    /// Text.
    STRING(WireType.TEXT),
    /// A MAC address.
    MAC(WireType.MAC),
    /// An IPv4 address.
    IPV4(WireType.IPV4),
    /// An IPv6 address.
    IPV6(WireType.IPV6),
    /// A number of 32 bits, shown unsigned.
    INT32(WireType.U32),
    /// A number of 64 bits.
    INT64(WireType.U64),
    /// A floating point number of 32 bits.
    FLOAT(WireType.F32),
    /// A floating point number of 64 bits.
    DOUBLE(WireType.F64);

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
