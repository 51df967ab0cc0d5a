package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What decoding allocates, by the JVM's own count for this thread.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllocationTest {
  private static final int[] POISON = {0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff};
  private static final int MOST_OF_A_CAPTURE = 60;

  private final List<byte[]> datagrams = new ArrayList<>();

  /* Compiles every structure's codec, which allocates once. */
  @BeforeAll
  void decodeEverythingOnce() {
    for (Structure<?> structure : Structures.standard().all()) {
      try {
        structure.decode(MemorySegment.ofArray(new byte[400]), 0, 400);
      } catch (MalformedRecordException e) {
        throw new AssertionError(e);
      }
    }
    for (Corpus.Capture capture : Corpus.all()) {
      List<byte[]> all = capture.datagrams();
      int step = Math.max(1, all.size() / MOST_OF_A_CAPTURE); // thins the lab capture
      for (int i = 0; i < all.size(); i += step) {
        datagrams.add(all.get(i));
        decode(MemorySegment.ofArray(all.get(i)));
      }
    }
  }

  @Test
  void decodingAllocatesInProportionToItsBytes() throws Throwable {
    for (byte[] bytes : datagrams) {
      MemorySegment segment = MemorySegment.ofArray(bytes);
      var words = ByteBuffer.wrap(bytes);
      for (int at = 0; at + 4 <= bytes.length; at += 4) {
        int original = words.getInt(at);
        for (int poison : POISON) {
          words.putInt(at, poison);
          check(segment);
        }
        words.putInt(at, original);
      }
    }
  }

  @Test
  void theDatagramThatAsksFor16GibGetsLittleMemory() throws Throwable {
    MemorySegment segment = MemorySegment.ofArray(RobustnessTest.asksFor16Gib());
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20_000; i++) { // lets the JIT compile it
      least = Math.min(least, allocated(segment));
    }
    assertThat(least).as("bytes").isLessThan(2048);
  }

  /* The worst there is of each kind: as many and as small samples, records and elements as fit. */
  @Test
  void smallPartsAllocateInProportionToTheirBytes() throws Throwable {
    check(filled(4000 << 12, 0)); // unknown samples without a body
    check(filled(1 << 12 | 7, 4)); // and with a word
    check(records(1 << 12 | 7, 0)); // unknown records
    check(records(1016, 60_000)); // frames without records
    check(records(1003, 60_000)); // path segments without numbers
    check(records(1006, 60_000)); // labels
    check(text((byte) 0xff)); // characters that are none
    check(text((byte) 0xe9)); // that need a following byte, and do not have it
  }

  private static MemorySegment filled(int tag, int length) {
    var out = ByteBuffer.allocate(60_000);
    out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(0x7fff_ffff);
    while (out.remaining() >= 8 + length) {
      out.putInt(tag).putInt(length).position(out.position() + length);
    }
    return MemorySegment.ofArray(out.array());
  }

  /* One flow sample of records of one format; in a large one, every word is the largest count. */
  private static MemorySegment records(int tag, int length) {
    var out = ByteBuffer.allocate(64_000);
    out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(1);
    out.putInt(1).putInt(out.remaining() - 4).position(out.position() + 28);
    out.putInt(0x7fff_ffff);
    int first = out.position();
    while (out.remaining() >= 8 + length) {
      out.putInt(tag).putInt(length);
      if (length > 0) {
        int count = tag == 1003 ? length / 8 - 4 : length / 4 - 8;
        int words = tag == 1003 ? 4 : tag == 1006 ? 1 : 0; // before the count
        out.putInt(first + 8 + 4 * words, count);
      }
      out.position(out.position() + length);
    }
    return MemorySegment.ofArray(out.array());
  }

  /* One extended_function of 60,000 equal bytes. */
  private static MemorySegment text(byte b) {
    var out = ByteBuffer.allocate(24 + 8 + 32 + 8 + 4 + 60_000);
    out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(1);
    out.putInt(1).putInt(out.remaining() - 4).position(out.position() + 28);
    out.putInt(1).putInt(1038).putInt(out.remaining() - 4).putInt(60_000);
    while (out.hasRemaining()) {
      out.put(b);
    }
    return MemorySegment.ofArray(out.array());
  }

  private static void check(MemorySegment segment) throws Throwable {
    long limit = 64 * 1024 + 64 * segment.byteSize();
    if (allocated(segment) > limit) { // a class may have been initialised: that happens once
      assertThat(allocated(segment)).as("%s bytes", segment.byteSize()).isLessThan(limit);
    }
  }

  static long allocated(MemorySegment segment) throws Throwable {
    long before = allocatedBytes();
    decode(segment);
    return allocatedBytes() - before;
  }

  private static void decode(MemorySegment segment) {
    try {
      Datagram.decode(segment);
    } catch (MalformedDatagramException e) {
      assertThat(e.error()).isNotEqualTo(DecodeError.NONE);
    }
  }

  @Test
  void walkingAllocatesNothing() throws Throwable {
    var cursor = new DatagramCursor();
    var segments = datagrams.stream().map(MemorySegment::ofArray).toArray(MemorySegment[]::new);
    long sum = 0;
    for (int i = 0; i < 200; i++) { // lets the JIT compile it
      sum += walk(cursor, segments);
    }
    long before = allocatedBytes();
    sum += walk(cursor, segments);
    long allocated = allocatedBytes() - before;
    assertThat(sum).isPositive();
    assertThat(allocated).isLessThan(16 * 1024); // one object a datagram would be more
  }

  private static long walk(DatagramCursor cursor, MemorySegment[] segments) {
    long sum = 0;
    for (MemorySegment segment : segments) {
      cursor.wrap(segment);
      while (cursor.nextSample()) {
        while (cursor.nextRecord()) {
          sum += cursor.headerLength() + cursor.recordLength();
        }
      }
    }
    return sum;
  }

  private static long allocatedBytes() throws Throwable {
    return (long) Allocated.BYTES.invoke(Thread.currentThread().threadId());
  }

  /* By reflection, because jdk.management is no module this one requires. */
  private static final class Allocated {
    static final MethodHandle BYTES = find();

    private static MethodHandle find() {
      try {
        Object threads =
            Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return MethodHandles.publicLookup()
            .findVirtual(
                Class.forName("com.sun.management.ThreadMXBean"),
                "getThreadAllocatedBytes",
                MethodType.methodType(long.class, long.class))
            .bindTo(threads);
      } catch (ReflectiveOperationException e) {
        assumeTrue(false, "JVM that counts allocated bytes absent: " + e);
        throw new AssertionError(e);
      }
    }
  }
}
