package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What holds for any bytes: nothing throws but what is declared, the cursor and the records see
/// the same, and what is well formed encodes to its bytes.
final class DatagramCheck {
  private final DatagramCursor cursor = new DatagramCursor();
  private final long[] values = new long[256];
  private final boolean[] present = new boolean[256];

  /* Walks with the cursor, decodes to records, and compares what both saw. */
  void check(MemorySegment segment) {
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
      assertThat(datagram.samples().stream().mapToInt(DatagramCheck::recordCount).sum())
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
      var structure =
          Structures.standard().counterRecord(cursor.recordEnterprise(), cursor.recordFormat());
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
            String.format(
                Locale.ROOT, "differs at %d of %d: %s", at, segment.byteSize(), hex(segment)));
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
    return records(sample).size();
  }

  static List<?> records(Sample sample) {
    return switch (sample) {
      case FlowSample flow -> flow.records();
      case CountersSample counters -> counters.records();
      case DiscardedPacket packet -> packet.records();
      case RtMetric _, RtFlow _, FoundryAcl _, UnknownSample _ -> List.of();
    };
  }
}
