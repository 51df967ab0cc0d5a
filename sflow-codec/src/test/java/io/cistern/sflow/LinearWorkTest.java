package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.Extended80211Aggregation;
import io.cistern.sflow.record.ExtendedFunction;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.ExtendedMpls;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Work grows as the datagram does: one sixteen times as long has sixteen times as many parts and
/// allocates about sixteen times as many bytes.
///
/// It may also take 64 times as long: room for noise, of which the least of many rounds has little,
/// and far below the 256 times that anything quadratic would take. Times are a busy machine's too:
/// that is only looked at with `-Dcistern.times=true`, as `.ci/extended` does.
@DisplayName("the work on a datagram")
class LinearWorkTest {
  private static final int SHORT = 3_900;
  private static final int FACTOR = 16;
  private static final int ROUNDS = 60;

  /// The first ones may have measured the compiler.
  private static final int ATTEMPTS = 10;

  /* Whatever there can be many of. Parts of 72 and 248 bytes stay under the caps on their
   * number. */
  enum Shape {
    UNKNOWN_SAMPLES,
    FLOW_SAMPLES,
    UNKNOWN_RECORDS,
    RECORDS_WITH_DIRTY_PADDING,
    PATH_SEGMENTS,
    LABELS,
    FRAMES_OF_AN_AGGREGATION,
    TEXT_THAT_IS_NONE;

    MemorySegment datagram(int length) {
      var out = ByteBuffer.allocate(length);
      out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(1);
      switch (this) {
        case UNKNOWN_SAMPLES -> samples(out, 4000 << 12);
        case FLOW_SAMPLES -> samples(out, 1);
        case UNKNOWN_RECORDS -> records(out, 4000 << 12);
        case RECORDS_WITH_DIRTY_PADDING -> records(out, 1041);
        case PATH_SEGMENTS -> record(out, 1003, 4, 8);
        case LABELS -> record(out, 1006, 1, 4);
        case FRAMES_OF_AN_AGGREGATION -> record(out, 1016, 0, 4);
        case TEXT_THAT_IS_NONE -> record(out, 1038, 0, 1);
      }
      return Corpus.segment(out.array());
    }

    /* Of 72 bytes; as a flow sample, it has a sampled header of 8 bytes. */
    private static void samples(ByteBuffer out, int tag) {
      int count = out.remaining() / 72;
      out.putInt(out.position() - 4, count);
      for (int i = 0; i < count; i++) {
        int start = out.position();
        out.putInt(tag).putInt(64).putInt(start + 36, 1);
        out.putInt(start + 40, 1).putInt(start + 44, 24).putInt(start + 60, 8);
        out.position(start + 72);
      }
    }

    /* Of 248 bytes; as an extended_hw_trap, it has two texts with padding that is not zero. */
    private static void records(ByteBuffer out, int tag) {
      int count = (out.remaining() - 40) / 248;
      flowSample(out, count);
      for (int i = 0; i < count; i++) {
        int start = out.position();
        out.putInt(tag).putInt(240);
        out.putInt(1).putInt(0x61ff_ffff).putInt(225).position(start + 247);
        out.put((byte) 0xff);
      }
    }

    /* One as long as there is room, whose list has as many elements as fit it. */
    private static void record(ByteBuffer out, int tag, int wordsBefore, int elementLength) {
      flowSample(out, 1);
      out.putInt(tag).putInt(out.remaining() - 4);
      out.position(out.position() + 4 * wordsBefore);
      int count = (out.remaining() - 4 - 4 * wordsBefore) / elementLength;
      out.putInt(count);
      if (elementLength == 1) {
        Arrays.fill(out.array(), out.position(), out.limit(), (byte) 0xe9);
      }
    }

    private static void flowSample(ByteBuffer out, int records) {
      out.putInt(1).putInt(out.remaining() - 4);
      out.position(out.position() + 28);
      out.putInt(records);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void growsWithItsLength(Shape shape) throws Throwable {
    MemorySegment few = shape.datagram(SHORT);
    MemorySegment many = shape.datagram(FACTOR * SHORT);
    assertThat(parts(many)).isGreaterThan((FACTOR - 2) * parts(few));
    assertThat(leastAllocated(many)).isLessThan(2 * FACTOR * leastAllocated(few));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  @EnabledIfSystemProperty(
      named = "cistern.times",
      matches = "true",
      disabledReason = "quiet machine not promised: -Dcistern.times=true, as in .ci/extended")
  void takesTimeAsItsLength(Shape shape) {
    MemorySegment few = shape.datagram(SHORT);
    MemorySegment many = shape.datagram(FACTOR * SHORT);
    double ratio = Double.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && ratio >= 4 * FACTOR; i++) {
      ratio = (double) quickest(many, ROUNDS) / quickest(few, FACTOR * ROUNDS);
    }
    assertThat(ratio).as("of the times").isLessThan(4 * FACTOR);
  }

  /* The shape is right: what there are many of is there, and is read. */
  private static int parts(MemorySegment segment) {
    Datagram datagram = decode(segment);
    if (datagram.samples().size() > 1) {
      return datagram.samples().size();
    }
    var records = ((FlowSample) datagram.samples().getFirst()).records();
    return switch (records.getFirst()) {
      case ExtendedGateway gateway -> gateway.dstAsPath().size();
      case ExtendedMpls mpls -> mpls.inStack().size();
      case Extended80211Aggregation frames -> frames.pdus().size();
      case ExtendedFunction function -> function.symbol().length();
      default -> records.size();
    };
  }

  private static long leastAllocated(MemorySegment segment) throws Throwable {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) { // the first may initialise a class
      least = Math.min(least, AllocationTest.allocated(segment));
    }
    return least;
  }

  private static long quickest(MemorySegment segment, int rounds) {
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      decode(segment);
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    return quickest;
  }

  private static Datagram decode(MemorySegment segment) {
    try {
      return Datagram.decode(segment);
    } catch (MalformedDatagramException e) {
      throw new AssertionError(e);
    }
  }
}
