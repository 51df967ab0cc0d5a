package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Counts the bytes that decoding allocates, by the JVM's own count for this thread.
class AllocationTest {
  private static final int ROUNDS = 200;

  @Test
  void decodingAllocatesNothing() throws ReflectiveOperationException {
    List<SampledHeader> headers = SampledHeader.lab();
    var segments = new MemorySegment[headers.size()];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = headers.get(i).segment(headers.get(i).bytes().length);
    }
    var fields = new HeaderFields();
    var decoder = new HeaderDecoder();
    decode(decoder, segments, fields); // lets the JIT compile it
    long before = allocatedBytes();
    decode(decoder, segments, fields);
    long allocated = allocatedBytes() - before;
    // the counting itself allocates a little; one object a header would be over 5 MB
    assertThat(allocated).isLessThan(64 * 1024);
  }

  private static void decode(HeaderDecoder decoder, MemorySegment[] segments, HeaderFields fields) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < segments.length; i++) {
        decoder.decode(1, segments[i], 0, (int) segments[i].byteSize(), fields);
      }
    }
  }

  /// By reflection, because `jdk.management` is no module this one requires.
  static long allocatedBytes() throws ReflectiveOperationException {
    Object threads;
    Method count;
    try {
      threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      count =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
    } catch (ClassNotFoundException e) {
      assumeTrue(false, "JVM that counts allocated bytes absent: " + e.getMessage());
      throw e;
    }
    return (Long) count.invoke(threads);
  }
}
