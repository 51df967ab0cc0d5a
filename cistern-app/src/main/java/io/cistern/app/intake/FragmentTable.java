package io.cistern.app.intake;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts IP packets together of their fragments, in any order. Not thread-safe.
///
/// Bounded: at most 256 packets are waited for, and for none longer than 30 s of the capture's
/// time, after which its identification may be another packet's. What is given up is counted.
/// Fragments that overlap give nothing (RFC 5722, for IPv4 too); one that is there twice is taken
/// once.
///
/// Source: RFC 791 section 3.2, RFC 8200 section 4.5.
final class FragmentTable {
  private static final int MOST_PACKETS = 256;
  private static final long MOST_NANOS = 30_000_000_000L;
  private static final int MOST_PAYLOAD = 65_535 - 40;

  /// A packet that is whole.
  ///
  /// @param payload of its IP header
  /// @param fragments it came in
  @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
  record Whole(byte[] payload, int fragments) {}

  private static final class Packet {
    private final TreeMap<Integer, byte[]> parts = new TreeMap<>();
    private final long begin;
    private int length = -1;
    private int held;
    private int frames;

    Packet(long begin) {
      this.begin = begin;
    }

    /// Whether the part fits those that are there.
    boolean add(int offset, boolean isLast, byte[] part) {
      frames++;
      int end = offset + part.length;
      if (part.length == 0 || end > MOST_PAYLOAD || (!isLast && part.length % 8 != 0)) {
        return false;
      }
      if (isLast ? length >= 0 && length != end : length >= 0 && end > length) {
        return false;
      }
      byte[] same = parts.get(offset);
      if (same != null && same.length == part.length) {
        return true;
      }
      var before = parts.floorEntry(offset);
      var behind = parts.ceilingEntry(offset);
      if ((before != null && before.getKey() + before.getValue().length > offset)
          || (behind != null && behind.getKey() < end)
          || (isLast && !parts.isEmpty() && parts.lastKey() > offset)) {
        return false;
      }
      length = isLast ? end : length;
      held += part.length;
      parts.put(offset, part);
      return true;
    }

    boolean isWhole() {
      return held == length;
    }

    byte[] payload() {
      var payload = ByteBuffer.allocate(length);
      parts.values().forEach(payload::put);
      return payload.array();
    }
  }

  private final PassedOver passedOver;
  private final Map<ByteBuffer, Packet> packets = new LinkedHashMap<>(); // the eldest first

  FragmentTable(PassedOver passedOver) {
    this.passedOver = passedOver;
  }

  /// Takes a fragment.
  ///
  /// @param key what its packet is told apart by: addresses, identification, protocol
  /// @param timeNanos when it was captured, 0 for unknown
  /// @param offset in the payload, bytes
  /// @return the packet, if this was the last one missing
  @Nullable Whole add(ByteBuffer key, long timeNanos, int offset, boolean isLast, byte[] part) {
    Packet packet = packets.get(key);
    if (packet != null && timeNanos - packet.begin > MOST_NANOS) {
      giveUp(key, PassedOver.FRAGMENT_MISSING);
      packet = null;
    }
    if (packet == null) {
      packet = new Packet(timeNanos);
      packets.put(key, packet);
    }
    if (!packet.add(offset, isLast, part)) {
      giveUp(key, PassedOver.FRAGMENT_BAD);
    } else if (packet.isWhole()) {
      packets.remove(key);
      return new Whole(packet.payload(), packet.frames);
    } else if (packets.size() > MOST_PACKETS) {
      giveUp(packets.keySet().iterator().next(), PassedOver.FRAGMENT_MISSING);
    }
    return null;
  }

  /// There is nothing more to come.
  void end() {
    packets.values().forEach(p -> passedOver.add(PassedOver.FRAGMENT_MISSING, p.frames));
    packets.clear();
  }

  private void giveUp(ByteBuffer key, String reason) {
    Packet packet = packets.remove(key);
    if (packet != null) {
      passedOver.add(reason, packet.frames);
    }
  }
}
