package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where the records of sFlow versions 2 and 4 end: they carry no lengths, so that only one whose
/// layout is known can be stepped over. Allocation-free.
///
/// Records that are written as in version 5 have the data formats that they have there; the others
/// have the same formats of the enterprise [DatagramCursor#OLDER], which stands for none.
///
/// | record                | layout                                                              |
/// |-----------------------|---------------------------------------------------------------------|
/// | OLDER:1 `sampled_header` | protocol, frame length, header; no `stripped`                       |
/// | 3, 4 `sampled_ipv4/6` | as in version 5                                                     |
/// | 1001, 1002            | as in version 5                                                     |
/// | OLDER:1003 `extended_gateway` | no next hop; version 2 has a flat AS path, nothing after it       |
/// | OLDER:1004 `extended_user` | no character sets                                                   |
/// | OLDER:1005 `extended_url` | no host                                                             |
/// | counters              | as in version 5                                                     |
///
/// Source: sFlow version 2 (RFC 3176) and version 4, `flow_sample` and `counters_sample`.
final class OlderLayout {
  static final int HEADER = DatagramCursor.OLDER << 12 | 1;
  static final int GATEWAY = DatagramCursor.OLDER << 12 | 1003;
  static final int USER = DatagramCursor.OLDER << 12 | 1004;
  static final int URL = DatagramCursor.OLDER << 12 | 1005;

  /* The counter records of each counters_type; the first is if_counters in all but VLAN
   * counters. */
  private static final int[] COUNTER_TAGS = {0, 0, 2, 3, 0, 4, 0};
  private static final int VLAN_TYPE = 7;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private OlderLayout() {}

  /// The data format, in version 5, of a packet data type.
  ///
  /// @return the tag, 0 for an unknown type
  static int packetDataTag(int type) {
    return switch (type) {
      case 1 -> HEADER;
      case 2 -> 3;
      case 3 -> 4;
      default -> 0;
    };
  }

  /// The data format, in version 5, of extended data.
  ///
  /// @return the tag, 0 for an unknown type
  static int extendedTag(int type) {
    return switch (type) {
      case 1 -> 1001;
      case 2 -> 1002;
      case 3 -> GATEWAY;
      case 4 -> USER;
      case 5 -> URL;
      default -> 0;
    };
  }

  /// The data format of one of the records of a counters sample.
  ///
  /// @return the tag, 0 where there is no such record
  static int counterTag(int countersType, long index) {
    if (countersType == VLAN_TYPE) {
      return index == 0 ? 5 : 0;
    }
    if (countersType < 1 || countersType > VLAN_TYPE) {
      return 0;
    }
    return index == 0 ? 1 : index == 1 ? COUNTER_TAGS[countersType] : 0;
  }

  /// The length of a counter record.
  static int counterLength(int tag) {
    return switch (tag) {
      case 1 -> 88;
      case 2 -> 52;
      case 3 -> 72;
      case 4 -> 80;
      case 5 -> 28;
      default -> throw new IllegalArgumentException("no counter record of old: " + tag);
    };
  }

  /// The length of a flow record, padding included; what is missing of the last padding is left
  /// out.
  ///
  /// @return bytes, or -1 if the record does not end before the limit
  static long flowLength(MemorySegment segment, int version, int tag, long at, long limit) {
    long end =
        switch (tag) {
          case HEADER -> opaqueEnd(segment, at + 8, limit);
          case 3 -> at + 32;
          case 4 -> at + 56;
          case 1001 -> at + 16;
          case 1002 -> routerEnd(segment, at, limit);
          case GATEWAY -> gatewayEnd(segment, version, at, limit);
          case USER -> opaqueEnd(segment, opaqueEnd(segment, at, limit), limit);
          case URL -> opaqueEnd(segment, at + 4, limit);
          default -> throw new IllegalArgumentException("no flow record of old: " + tag);
        };
    return end < 0 || end > limit ? -1 : end - at;
  }

  /* Where text or bytes end, given where they start: -1 if that is not before the limit. */
  private static long opaqueEnd(MemorySegment segment, long at, long limit) {
    if (at < 0 || limit - at < 4) {
      return -1;
    }
    long length = segment.get(INT, at) & 0xffff_ffffL;
    return length > limit - at - 4 ? -1 : Math.min(limit, at + 4 + (length + 3 & ~3L));
  }

  private static long routerEnd(MemorySegment segment, long at, long limit) {
    if (limit - at < 4) {
      return -1;
    }
    return switch (segment.get(INT, at)) {
      case 0 -> at + 12;
      case 1 -> at + 16;
      case 2 -> at + 28;
      default -> -1;
    };
  }

  private static long gatewayEnd(MemorySegment segment, int version, long at, long limit) {
    long path = at + 12;
    if (version == 2) {
      return wordsEnd(segment, path, limit);
    }
    if (limit - path < 4) {
      return -1;
    }
    long segments = segment.get(INT, path) & 0xffff_ffffL;
    long end = path + 4;
    while (segments > 0 && end >= 0) {
      end = limit - end < 8 ? -1 : wordsEnd(segment, end + 4, limit);
      segments--;
    }
    long communities = end < 0 ? -1 : wordsEnd(segment, end, limit);
    return communities < 0 ? -1 : communities + 4;
  }

  /* Where a counted list of words ends. */
  private static long wordsEnd(MemorySegment segment, long at, long limit) {
    if (limit - at < 4) {
      return -1;
    }
    long end = at + 4 + 4 * (segment.get(INT, at) & 0xffff_ffffL);
    return end > limit ? -1 : end;
  }
}
