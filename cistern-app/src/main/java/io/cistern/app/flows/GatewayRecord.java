package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import java.lang.foreign.MemorySegment;

/// The autonomous systems of an `extended_gateway`, from behind its next hop on: the router's own,
/// the source's, the neighbour on the way to it, and the path to the destination. Allocation-free.
///
/// The path is segments of a type and a list each; the destination's system is the last of the last
/// segment, the neighbour the first of the first. An empty path is a local destination or an agent
/// that does not fill it: not known. In version 2 the path is a single list, without segments.
///
/// Source: sFlow version 5, section 5, `extended_gateway`; RFC 3176.
final class GatewayRecord {
  private static final int PATH = 12;
  private static final int SET = 1;
  private static final int SEQUENCE = 2;

  private GatewayRecord() {}

  static void put(Observation o, MemorySegment s, long at, long length) {
    if (length < PATH) {
      return;
    }
    long first = 0;
    long last = 0;
    long place = at + PATH;
    long end = at + length;
    long segments = end - place >= 4 ? Words.u32(s, place) : 0;
    if (isFlat(s, place, end)) {
      long count = Math.min(segments, (end - place - 4) / 4);
      first = count > 0 ? Words.u32(s, place + 4) : 0;
      last = count > 0 ? Words.u32(s, place + 4 * count) : 0;
      segments = 0;
    }
    place += 4;
    while (segments > 0 && end - place >= 12) {
      long count = Math.min(Words.u32(s, place + 4), (end - place - 8) / 4);
      if (count > 0) {
        first = first == 0 ? Words.u32(s, place + 8) : first;
        last = Words.u32(s, place + 4 + 4 * count);
      }
      place += 8 + 4 * count;
      segments--;
    }
    o.autonomousSystems(Words.u32(s, at + 4), last);
    o.peerSystems(Words.u32(s, at + 8), first);
  }

  /// A list of systems that fills the record to its end, and does not begin as a segment does.
  private static boolean isFlat(MemorySegment s, long path, long end) {
    if (end - path < 8) {
      return false;
    }
    long count = Words.u32(s, path);
    long type = Words.u32(s, path + 4);
    return path + 4 + 4 * count == end && type != SET && type != SEQUENCE;
  }
}
