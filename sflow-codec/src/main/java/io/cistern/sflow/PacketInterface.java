package io.cistern.sflow;

/// The interface a sampled packet came in on or went out on.
///
/// | format | value                                                         |
/// |-------:|---------------------------------------------------------------|
/// |      0 | ifIndex; 0 unknown; 0x3FFFFFFF or 0xFFFFFFFF the agent itself |
/// |      1 | the packet was discarded: [DiscardReason] (output only)       |
/// |      2 | the number of interfaces it went to, 0 unknown (output only)  |
///
/// Source: sFlow version 5, section 5, `interface` and `interface_expanded`, with its errata. The
/// compact form has 30 bits of value; hsflowd sends 0x3FFFFFFF in the expanded form too.
///
/// @param format 0 ifIndex, 1 discarded, 2 multiple; 3 is undefined
/// @param value an unsigned number, 30 bits in compact samples, 32 in expanded ones
public record PacketInterface(int format, long value) {
  /// It is not known which.
  public static final PacketInterface UNKNOWN = ifIndex(0);

  /// One interface.
  ///
  /// @param ifIndex its ifIndex, 0 unknown
  /// @return the interface
  public static PacketInterface ifIndex(long ifIndex) {
    return new PacketInterface(0, ifIndex);
  }

  /// None: the packet was discarded.
  ///
  /// @param reason why
  /// @return what an output says then
  public static PacketInterface discarded(DiscardReason reason) {
    return new PacketInterface(1, reason.code());
  }

  /// Several.
  ///
  /// @param count how many, 0 unknown
  /// @return what an output says then
  public static PacketInterface several(long count) {
    return new PacketInterface(2, count);
  }

  /// Whether the packet came from, or went to, the agent itself.
  ///
  /// @return `true` for either spelling of internal
  public boolean isInternal() {
    return format == 0 && (value == 0x3fff_ffffL || value == 0xffff_ffffL);
  }

  /// Whether the value is the ifIndex of one known interface.
  ///
  /// @return `true` for an ifIndex other than unknown and internal
  public boolean isIfIndex() {
    return format == 0 && value != 0 && !isInternal();
  }
}
