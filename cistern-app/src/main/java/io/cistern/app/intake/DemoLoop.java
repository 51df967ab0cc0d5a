package io.cistern.app.intake;

import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.Field;
import io.cistern.sflow.FieldKind;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import io.cistern.sflow.WireType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A capture that can be played again and again as if its agents ran on: in each round the sequence
/// numbers, sample pools and counters go on where the round before ended, at its pace. The uptime
/// is set when a datagram is sent.
///
/// Made for well-formed captures of our own; records that are not registered stay as they are.
public final class DemoLoop {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int AGENT_OFFSET = 8;
  private static final long MASK = 0xffffffffL;

  /// Which number of which part of which agent.
  private record Name(String stream, String part, int place) {}

  /// A number that goes on. Sequence numbers and pools take a step from round to round. Counters
  /// stand still there, since no packet of that pause was sampled.
  private static final class Progress {
    private final boolean steps;
    private long first;
    private long last;
    private int readings;

    Progress(boolean steps) {
      this.steps = steps;
    }

    void read(long value) {
      first = readings == 0 ? value : first;
      last = value;
      readings++;
    }

    /// By how much it grows in a round: to its last reading, or to where the next would have been.
    long perRound() {
      long grown = last - first;
      if (readings < 2 || grown < 0) {
        return 0;
      }
      return steps ? grown + Math.round(grown / (double) (readings - 1)) : grown;
    }
  }

  private record Place(int offset, boolean isWide, Progress progress) {}

  /// @param sinceFirstNanos when it was captured, after the first datagram
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Frame(
      byte[] payload, long sinceFirstNanos, int uptimeOffset, List<Place> places) {}

  private final List<Frame> frames = new ArrayList<>();
  private final Map<Name, Progress> numbers = new HashMap<>();

  /// @param capture all of its sFlow datagrams, in order
  public DemoLoop(List<CapturedDatagram> capture) {
    for (CapturedDatagram datagram : capture) {
      long since = datagram.timeNanos() - capture.getFirst().timeNanos();
      frames.add(frame(datagram.payload(), since));
    }
  }

  /// Datagrams in a round.
  public int size() {
    return frames.size();
  }

  /// When a datagram of a round was captured, after the first one, nanoseconds.
  public long sinceFirstNanos(int index) {
    return frames.get(index).sinceFirstNanos;
  }

  /// A datagram of a round.
  ///
  /// @param round from 0
  public byte[] datagram(int round, int index, long uptimeMillis) {
    Frame frame = frames.get(index);
    byte[] bytes = frame.payload.clone();
    MemorySegment segment = MemorySegment.ofArray(bytes);
    segment.set(INT, frame.uptimeOffset, (int) uptimeMillis);
    for (Place place : frame.places) {
      long growth = place.progress.perRound() * round;
      if (place.isWide) {
        segment.set(LONG, place.offset, segment.get(LONG, place.offset) + growth);
      } else {
        segment.set(INT, place.offset, (int) (segment.get(INT, place.offset) + growth));
      }
    }
    return bytes;
  }

  private Frame frame(byte[] payload, long since) {
    MemorySegment segment = MemorySegment.ofArray(payload);
    var places = new ArrayList<Place>();
    var cursor = new DatagramCursor();
    if (!cursor.wrap(segment)) {
      throw new IllegalArgumentException("no sFlow datagram in the capture");
    }
    int head = AGENT_OFFSET + (cursor.agentAddressType() == 1 ? 4 : 16);
    String stream =
        cursor.agentAddressHigh() + ":" + cursor.agentAddressLow() + ":" + cursor.subAgentId();
    add(places, segment, stream, "datagram", head + 4, false);
    while (cursor.nextSample()) {
      sample(places, segment, stream, cursor);
    }
    return new Frame(payload, since, head + 8, List.copyOf(places));
  }

  private void sample(
      List<Place> places, MemorySegment segment, String stream, DatagramCursor cursor) {
    String source = cursor.sampleKind() + " " + cursor.sourceClass() + ":" + cursor.sourceIndex();
    int at = (int) cursor.sampleOffset();
    switch (cursor.sampleKind()) {
      case FLOW -> {
        add(places, segment, stream, source, at, false);
        add(places, segment, stream, source + " pool", at + (cursor.isExpanded() ? 16 : 12), false);
      }
      case COUNTERS -> {
        add(places, segment, stream, source, at, false);
        while (cursor.nextRecord()) {
          counters(places, segment, stream, source, cursor);
        }
      }
      case DISCARDED_PACKET -> add(places, segment, stream, source, at, false);
      case UNKNOWN -> {}
    }
  }

  private void counters(
      List<Place> places,
      MemorySegment segment,
      String stream,
      String source,
      DatagramCursor cursor) {
    Structure<?> structure =
        Structures.standard().counterRecord(cursor.recordEnterprise(), cursor.recordFormat());
    if (structure == null) {
      return;
    }
    int at = (int) cursor.recordOffset();
    int end = at + (int) cursor.recordLength();
    for (Field field : structure.fields()) {
      int length = field.type().minimumLength();
      if (!field.type().isFixed() || at + length > end) {
        return; // where the rest lies depends on this field
      }
      boolean isWide = field.type() == WireType.U64;
      boolean isUnknown =
          isWide ? segment.get(LONG, at) == -1 : length == 4 && segment.get(INT, at) == -1;
      if (field.kind() == FieldKind.COUNTER && length >= 4 && !isUnknown) {
        add(
            places,
            segment,
            at,
            isWide,
            new Name(stream, source + " " + structure.tag(), at - (int) cursor.recordOffset()),
            false);
      }
      at += length;
    }
  }

  private void add(
      List<Place> places,
      MemorySegment segment,
      String stream,
      String part,
      int offset,
      boolean isWide) {
    add(places, segment, offset, isWide, new Name(stream, part, 0), true);
  }

  private void add(
      List<Place> places,
      MemorySegment segment,
      int offset,
      boolean isWide,
      Name name,
      boolean steps) {
    Progress progress = numbers.computeIfAbsent(name, _ -> new Progress(steps));
    progress.read(isWide ? segment.get(LONG, offset) : segment.get(INT, offset) & MASK);
    places.add(new Place(offset, isWide, progress));
  }
}
