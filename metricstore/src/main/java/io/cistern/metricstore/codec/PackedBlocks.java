package io.cistern.metricstore.codec;

import java.util.Arrays;

/// Patched frame-of-reference packing: numbers in blocks of 64, each less a reference of the block
/// and in as many bits as most of the block need; those that do not fit follow as exceptions. All
/// arithmetic is modulo 2^64, so nothing is lost.
///
/// | size   | field                                                                  |
/// |-------:|------------------------------------------------------------------------|
/// |      1 | width 0 to 64 in the low 7 bits; the top bit: there are exceptions     |
/// |      1 | count of exceptions, only with the top bit                             |
/// | varint | zigzag of the reference less the reference of the block before (or 0)  |
/// |      n | the numbers less the reference, `width` bits each, padded to a byte     |
/// | each   | exceptions: index in the block (1), zigzag varint of number - reference |
public final class PackedBlocks {
  public static final int BLOCK = 64;
  private static final int MOST_EXCEPTIONS = 16;
  private static final int EXCEPTION_BYTES = 12;

  private final long[] sorted = new long[BLOCK];
  private int width;
  private long reference;

  /// No more bytes than this are needed for the numbers.
  public static int bound(long[] numbers, int from, int to) {
    int bytes = 0;
    for (int at = from; at < to; at += BLOCK) {
      bytes += blockBound(numbers, at, Math.min(to, at + BLOCK));
    }
    return bytes;
  }

  /// With the least and the greatest of them in the block, or one of the two an exception.
  private static int blockBound(long[] numbers, int from, int to) {
    long least = Long.MAX_VALUE;
    long second = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    long secondMost = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long v = numbers[i];
      second = Math.min(second, Math.max(v, least));
      least = Math.min(least, v);
      secondMost = Math.max(secondMost, Math.min(v, most));
      most = Math.max(most, v);
    }
    int n = to - from;
    int all = (n * bits(most - least) + 7) >> 3;
    int fewer = (n * Math.min(bits(secondMost - least), bits(most - second)) + 7) >> 3;
    return 6 + (n < 3 ? all : Math.min(all, fewer + EXCEPTION_BYTES));
  }

  public void encode(long[] numbers, int from, int to, ByteOutput out) {
    long before = 0;
    for (int at = from; at < to; at += BLOCK) {
      int end = Math.min(to, at + BLOCK);
      choose(numbers, at, end);
      encodeBlock(numbers, at, end, before, out);
      before = reference;
    }
  }

  /// Finds the width and reference of least cost: for each width the window of values that holds
  /// the most numbers.
  private void choose(long[] numbers, int from, int to) {
    int n = to - from;
    System.arraycopy(numbers, from, sorted, 0, n);
    Arrays.sort(sorted, 0, n);
    int widest = bits(sorted[n - 1] - sorted[0]);
    width = widest;
    reference = sorted[0];
    int exceptionCost = 8 + 8 * ((widest + 7) / 7);
    int best = n * widest;
    for (int w = widest - 1; w >= 0; w--) {
      int start = widestWindow(n, w);
      int exceptions = n - windowCount;
      if (exceptions > MOST_EXCEPTIONS) {
        return;
      }
      int cost = n * w + 8 + exceptions * exceptionCost;
      if (cost < best) {
        best = cost;
        width = w;
        reference = sorted[start];
      }
    }
  }

  private int windowCount;

  private int widestWindow(int n, int w) {
    windowCount = 0;
    int bestStart = 0;
    int end = 0;
    for (int start = 0; start < n && n - start > windowCount; start++) {
      while (end < n && bits(sorted[end] - sorted[start]) <= w) {
        end++;
      }
      if (end - start > windowCount) {
        windowCount = end - start;
        bestStart = start;
      }
    }
    return bestStart;
  }

  private void encodeBlock(long[] numbers, int from, int to, long before, ByteOutput out) {
    int exceptions = 0;
    for (int i = from; i < to; i++) {
      exceptions += bits(numbers[i] - reference) > width ? 1 : 0;
    }
    out.writeByte(width | (exceptions > 0 ? 0x80 : 0));
    if (exceptions > 0) {
      out.writeByte(exceptions);
    }
    out.writeZigzag(reference - before);
    var packed = new BitWriter(out);
    for (int i = from; i < to; i++) {
      long offset = numbers[i] - reference;
      packed.write(bits(offset) > width ? 0 : offset, width);
    }
    packed.finish();
    for (int i = from; i < to && exceptions > 0; i++) {
      long offset = numbers[i] - reference;
      if (bits(offset) > width) {
        out.writeByte(i - from);
        out.writeZigzag(offset);
        exceptions--;
      }
    }
  }

  private static int bits(long v) {
    return 64 - Long.numberOfLeadingZeros(v);
  }

  public static void decode(ByteInput in, long[] into, int from, int to)
      throws DamagedDataException {
    long before = 0;
    for (int at = from; at < to; at += BLOCK) {
      before = decodeBlock(in, into, at, Math.min(to, at + BLOCK), before);
    }
  }

  private static long decodeBlock(ByteInput in, long[] into, int from, int to, long before)
      throws DamagedDataException {
    int head = in.readByte();
    int width = head & 0x7f;
    int exceptions = head >= 0x80 ? in.readByte() : 0;
    if (width > 64 || exceptions > to - from) {
      throw in.damaged("block head out of range: width=" + width + ", exceptions=" + exceptions);
    }
    long reference = before + in.readZigzag();
    var packed = new BitReader(in);
    if (width == 0) {
      Arrays.fill(into, from, to, reference);
    } else if (width <= BitReader.SHOWN) {
      long mask = (1L << width) - 1;
      for (int i = from; i < to; i++) {
        into[i] = reference + (packed.peek() & mask);
        packed.skip(width);
      }
    } else {
      for (int i = from; i < to; i++) {
        into[i] = reference + packed.read(width);
      }
    }
    packed.finish();
    for (int e = 0; e < exceptions; e++) {
      int index = in.readByte();
      if (index >= to - from) {
        throw in.damaged("exception out of range: " + index);
      }
      into[from + index] = reference + in.readZigzag();
    }
    return reference;
  }
}
