package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The routing header of IPv6.
///
/// Source: RFC 8200, section 4.4; RFC 8754, section 2 for segment routing (type 4).
///
/// | offset | size | field                                                                                |
/// |-------:|-----:|--------------------------------------------------------------------------------------|
/// |      0 |    1 | next header                                                                          |
/// |      1 |    1 | length in units of 8 bytes, the first not counted                                    |
/// |      2 |    1 | routing type                                                                         |
/// |      3 |    1 | segments left                                                                        |
/// |      4 |    4 | type 4: index of the last segment, flags, tag; else reserved                         |
/// |      8 |  ... | types 0, 2 and 4: addresses; type 4 from the last segment to the first, then options |
///
/// @param nextHeader IP protocol number of what follows
/// @param length bytes of this header, 8 to 2048
/// @param type routing type: 0 source route, 2 mobility, 3 RPL, 4 segment routing
/// @param segmentsLeft addresses that are still to be visited
/// @param addresses addresses as they stand there; of segment routing the first is the last
///   segment, and the one at `segmentsLeft` is where the packet goes to now
public record Ipv6Routing(
    int nextHeader, int length, int type, int segmentsLeft, List<IpAddress> addresses)
    implements Layer {
  private static final int SOURCE_ROUTE = 0;
  private static final int MOBILITY = 2;
  private static final int SEGMENTS = 4;

  /// Copies the addresses.
  public Ipv6Routing {
    addresses = List.copyOf(addresses);
  }

  private static int addressCount(int type, int lastEntry, int length) {
    int room = (length - 8) / 16;
    return switch (type) {
      case SOURCE_ROUTE, MOBILITY -> room;
      case SEGMENTS -> Math.min(room, lastEntry + 1);
      default -> 0;
    };
  }

  static Ipv6Routing read(MemorySegment s, long at, int length) {
    int type = Wire.u8(s, at + 2);
    int count = addressCount(type, Wire.u8(s, at + 4), length);
    var addresses = new ArrayList<IpAddress>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(IpAddress.v6(s, at + 8 + 16L * i));
    }
    return new Ipv6Routing(Wire.u8(s, at), length, type, Wire.u8(s, at + 3), addresses);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ROUTING;
  }
}
