package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged and hostile bytes. The segments are native and exactly as long as their bytes, so that a
/// read past the end throws and fails the test.
@DisplayName("damaged datagrams")
class RobustnessTest {
  private static final int[] POISON = {0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff};

  private final DatagramCursor cursor = new DatagramCursor();
  private final long[] values = new long[64];
  private final boolean[] present = new boolean[64];

  static Stream<Corpus.Capture> captures() {
    return Corpus.all().stream();
  }

  /* Large captures are thinned: their datagrams resemble each other. */
  private static List<byte[]> some(Corpus.Capture capture, int most) {
    List<byte[]> all = capture.datagrams();
    int step = Math.max(1, all.size() / most);
    return Stream.iterate(0, i -> i < all.size(), i -> i + step).map(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void neverThrowAtAnyTruncation(Corpus.Capture capture) {
    for (byte[] bytes : some(capture, 140)) {
      MemorySegment whole = Corpus.segment(bytes);
      for (int length = 0; length < bytes.length; length++) {
        check(whole.asSlice(0, length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void neverThrowWithAnyWordPoisoned(Corpus.Capture capture) {
    for (byte[] bytes : some(capture, 140)) {
      MemorySegment segment = Corpus.segment(bytes);
      for (int at = 0; at + 4 <= bytes.length; at += 4) {
        int original = ByteBuffer.wrap(bytes).getInt(at);
        for (int poison : POISON) {
          put(segment, at, poison);
          check(segment);
        }
        put(segment, at, original);
      }
    }
  }

  @Test
  void neverThrowAfterRandomMutation() {
    long seed = Long.getLong("cistern.seed", new Random().nextLong());
    System.out.println("RobustnessTest -Dcistern.seed=" + seed);
    var random = new Random(seed);
    List<byte[]> corpus = Corpus.all().stream().flatMap(c -> c.datagrams().stream()).toList();
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      check(MemorySegment.ofArray(bytes));
    }
  }

  @Test
  void doNotAllocateWhatACountAsksFor() throws MalformedDatagramException {
    // GHSA-g6v3: an extended_gateway whose communities count asks for 16 GiB
    var bytes = new byte[104];
    int[] words = {
      5,
      1,
      0x0a000001,
      0,
      1,
      1,
      1, // header, one sample
      1,
      68,
      1,
      1,
      1,
      1,
      0,
      1,
      2,
      1, // flow sample, one record
      1003,
      28,
      1,
      0x0a000002,
      1,
      2,
      3,
      0,
      0xffff_ffff // gateway: no path, 2^32-1 communities
    };
    ByteBuffer.wrap(bytes).asIntBuffer().put(words);
    Datagram datagram = Datagram.decode(MemorySegment.ofArray(bytes));
    assertThat(((FlowSample) datagram.samples().getFirst()).records())
        .singleElement()
        .isInstanceOf(UnknownFlowRecord.class);
  }

  private static void put(MemorySegment segment, int at, int word) {
    for (int i = 0; i < 4; i++) {
      segment.set(ValueLayout.JAVA_BYTE, at + i, (byte) (word >>> (24 - 8 * i)));
    }
  }

  /* Walks with the cursor, decodes to records, and compares what both saw. */
  private void check(MemorySegment segment) {
    int samples = 0;
    int records = 0;
    if (cursor.wrap(segment)) {
      while (cursor.nextSample()) {
        samples++;
        inside(segment, cursor.sampleOffset(), cursor.sampleLength());
        while (cursor.nextRecord()) {
          records++;
          readRecord(segment);
        }
      }
    }
    assertThat(samples).isLessThanOrEqualTo(DatagramCursor.MAX_SAMPLES);
    assertThat((long) records * 8).isLessThanOrEqualTo(segment.byteSize());
    assertThat(cursor.errorOffset()).isBetween(0L, segment.byteSize());
    Datagram datagram = decode(segment);
    if (datagram != null) {
      assertThat(datagram.samples()).hasSize(samples);
      assertThat(datagram.samples().stream().mapToInt(RobustnessTest::recordCount).sum())
          .isEqualTo(records);
      assertThat(datagram.subAgentId()).isEqualTo(cursor.subAgentId());
      assertThat(datagram.sequenceNumber()).isEqualTo(cursor.sequenceNumber());
      assertThat(datagram.trailingBytes()).isEqualTo(cursor.trailingBytes());
    }
  }

  private void readRecord(MemorySegment segment) {
    inside(segment, cursor.recordOffset(), cursor.recordLength());
    inside(segment, cursor.headerOffset(), cursor.headerLength());
    if (cursor.sampleKind() == SampleKind.COUNTERS) {
      var structure = Structure.counterRecord(cursor.recordEnterprise(), cursor.recordFormat());
      if (structure != null) {
        structure.readNumbers(
            segment, cursor.recordOffset(), cursor.recordLength(), values, present);
      }
    }
  }

  private static void inside(MemorySegment segment, long offset, long length) {
    if (length != 0 && (offset < 0 || length < 0 || offset + length > segment.byteSize())) {
      throw new AssertionError("outside: " + offset + "+" + length + " of " + segment.byteSize());
    }
  }

  private @Nullable Datagram decode(MemorySegment segment) {
    try {
      Datagram datagram = Datagram.decode(segment);
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
      MemorySegment encoded = MemorySegment.ofArray(datagram.encode());
      if (encoded.mismatch(segment) != -1) { // whatever is well formed encodes to its bytes
        long at = encoded.mismatch(segment);
        throw new AssertionError(
            "differs at %d of %d: %s".formatted(at, segment.byteSize(), hex(segment)));
      }
      return datagram;
    } catch (MalformedDatagramException e) {
      assertThat(e.error()).isEqualTo(cursor.error());
      assertThat(e.offset()).isEqualTo(cursor.errorOffset());
      return e.partial().orElse(null);
    }
  }

  private static String hex(MemorySegment segment) {
    return HexFormat.of().formatHex(segment.toArray(ValueLayout.JAVA_BYTE));
  }

  private static int recordCount(Sample sample) {
    return switch (sample) {
      case FlowSample flow -> flow.records().size();
      case CountersSample counters -> counters.records().size();
      case DiscardedPacket packet -> packet.records().size();
      case RtMetric _, RtFlow _, FoundryAcl _, UnknownSample _ -> 0;
    };
  }
}
