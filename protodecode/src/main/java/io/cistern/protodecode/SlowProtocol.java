package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A slow protocol of Ethernet; of LACP, who speaks to whom.
///
/// Source: IEEE 802.3, annex 57A; IEEE 802.1AX, section 6.4.2.3 for LACP.
///
/// | offset | size | field                                                                                                               |
/// |-------:|-----:|---------------------------------------------------------------------------------------------------------------------|
/// |      0 |    1 | subtype: 1 LACP, 2 marker, 3 OAM, 10 organisation specific                                                          |
/// |      1 |    1 | version, of LACP                                                                                                    |
/// |      2 |   20 | actor: type, length, system priority (2), system (6), key (2), port priority (2), port (2), state (1), reserved (3) |
/// |     22 |   20 | partner, likewise                                                                                                   |
///
/// @param subtype which slow protocol
/// @param actor sender, `null` without LACP
/// @param partner whom the sender takes for its partner, `null` without LACP
public record SlowProtocol(int subtype, @Nullable LacpParty actor, @Nullable LacpParty partner)
    implements Layer {
  private static final int LACP = 1;
  private static final int LACP_LENGTH = 42;

  static int length(int subtype) {
    return subtype == LACP ? LACP_LENGTH : 1;
  }

  static SlowProtocol read(MemorySegment s, long at, int length) {
    boolean lacp = length == LACP_LENGTH;
    return new SlowProtocol(
        Wire.u8(s, at),
        lacp ? LacpParty.read(s, at + 2) : null,
        lacp ? LacpParty.read(s, at + 22) : null);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.SLOW_PROTOCOL;
  }
}
