package io.cistern.metricstore.codec;

/// Encodes the values of one column in the smallest of the ways of [ValueCodec]. Reusable, not
/// thread-safe.
public final class ValueEncoder {

  /*
   * Writing everything in every way would cost more than all else a store does. Constant columns
   * and lines are found by looking. The others become four kinds of numbers (the values, deltas,
   * deltas of deltas, what they are off a line), whose size when coded is estimated from a
   * histogram. Only the best of these is coded, and only what a bound on its size says may beat
   * that is packed in blocks.
   */
  private static final int KINDS = 4;

  private final PackedBlocks blocks = new PackedBlocks();
  private final CodedNumbers coded = new CodedNumbers();
  private final Decimals decimals = new Decimals();
  private final long[][] numbers = new long[KINDS][0];
  private ByteOutput best = new ByteOutput();
  private ByteOutput candidate = new ByteOutput();
  private int bestLength;
  private int encoding;

  /// Encodes `n` values, 1 to 4096. What was chosen is [#encoding()], the bytes are [#payload()]
  /// until the next call.
  public void encode(long[] values, int n, NumberKind kind) {
    encoding = ValueCodec.RAW;
    bestLength = 8 * n;
    if (kind == NumberKind.GAUGE_DOUBLE) {
      encodeDoubles(values, n);
    } else {
      encodeIntegers(values, n, !kind.isCounter());
    }
    if (encoding == ValueCodec.RAW) {
      writeRaw(values, n);
    }
  }

  public int encoding() {
    return encoding;
  }

  public ByteOutput payload() {
    return best;
  }

  private void encodeDoubles(long[] values, int n) {
    if (decimals.find(values, n)) {
      encodeIntegers(decimals.integers(), n, true);
      if (encoding != ValueCodec.RAW) {
        candidate.clear();
        decimals.writeHead(encoding, candidate);
        candidate.write(best);
        bestLength = 8 * n;
        encoding = ValueCodec.RAW;
        keepSmaller(ValueCodec.DECIMAL);
      }
    }
    if (encodeFew(values, n) > 0) {
      XorDoubles.encode(values, n, candidate);
      keepSmaller(ValueCodec.XOR);
    }
  }

  private void encodeIntegers(long[] values, int n, boolean levels) {
    if (encodeFew(values, n) == 0) {
      return;
    }
    long delta = values[1] - values[0];
    if (isConstantDelta(values, n, delta)) {
      candidate.writeZigzag(values[0]);
      candidate.writeZigzag(delta);
      keepSmaller(ValueCodec.CONSTANT_DELTA);
    } else {
      encodeNumbers(values, n, levels ? ValueCodec.VALUES : ValueCodec.DELTAS);
    }
  }

  /// Where values change seldom or never; returns how often.
  private int encodeFew(long[] values, int n) {
    candidate.clear();
    int changes = 0;
    for (int i = 1; i < n; i++) {
      changes += values[i] != values[i - 1] ? 1 : 0;
    }
    if (changes == 0) {
      candidate.writeZigzag(values[0]);
      keepSmaller(ValueCodec.CONSTANT);
    } else if (changes * 4 <= n + 16) {
      writeSparse(values, n, changes);
      keepSmaller(ValueCodec.SPARSE);
    }
    return changes;
  }

  private void writeSparse(long[] values, int n, int changes) {
    candidate.writeZigzag(values[0]);
    candidate.writeVarint(changes);
    int last = 0;
    for (int i = 1; i < n; i++) {
      if (values[i] != values[i - 1]) {
        candidate.writeVarint(i - last);
        candidate.writeZigzag(values[i] - values[i - 1]);
        last = i;
      }
    }
  }

  private static boolean isConstantDelta(long[] values, int n, long delta) {
    for (int i = 2; i < n; i++) {
      if (values[i] - values[i - 1] != delta) {
        return false;
      }
    }
    return true;
  }

  private void encodeNumbers(long[] values, int n, int firstKind) {
    long slope = slope(values, n);
    int chosen = firstKind;
    boolean lessLeast = false;
    int least = Integer.MAX_VALUE;
    for (int what = firstKind; what < KINDS && ValueCodec.heads(what) < n; what++) {
      long[] x = numbers(what, values, n, slope);
      int from = ValueCodec.heads(what);
      for (int less = 0; less < (what == ValueCodec.DELTAS_2 ? 1 : 2); less++) {
        int size = coded.estimate(x, from, n, less == 1) + 4 * from;
        if (size < least) {
          least = size;
          chosen = what;
          lessLeast = less == 1;
        }
      }
    }
    writeHead(chosen, values, slope);
    coded.encode(numbers[chosen], ValueCodec.heads(chosen), n, lessLeast, candidate);
    keepSmaller(ValueCodec.CODED + chosen);
    for (int what = firstKind; what < KINDS && ValueCodec.heads(what) < n; what++) {
      int from = ValueCodec.heads(what);
      if (PackedBlocks.bound(numbers[what], from, n) * 4L < bestLength * 5L) {
        writeHead(what, values, slope);
        blocks.encode(numbers[what], from, n, candidate);
        keepSmaller(ValueCodec.PACKED + what);
      }
    }
  }

  /// The mean delta, in 1/65536, without those that are more than half the mean off it: a gap in
  /// the times must not tilt the line.
  private static long slope(long[] values, int n) {
    double mean = (double) (values[n - 1] - values[0]) / (n - 1);
    double sum = 0;
    int count = 0;
    for (int i = 1; i < n; i++) {
      double delta = values[i] - values[i - 1];
      if (Math.abs(delta - mean) <= Math.abs(mean) * 0.5) {
        sum += delta;
        count++;
      }
    }
    return Math.round((count == 0 ? mean : sum / count) * ValueCodec.SLOPE_UNIT);
  }

  private long[] numbers(int what, long[] values, int n, long slope) {
    if (numbers[what].length < n) {
      numbers[what] = new long[Math.max(n, 512)];
    }
    long[] x = numbers[what];
    switch (what) {
      case ValueCodec.VALUES -> System.arraycopy(values, 0, x, 0, n);
      case ValueCodec.DELTAS -> {
        for (int i = 1; i < n; i++) {
          x[i] = values[i] - values[i - 1];
        }
      }
      case ValueCodec.DELTAS_2 -> {
        for (int i = 2; i < n; i++) {
          x[i] = values[i] - 2 * values[i - 1] + values[i - 2];
        }
      }
      default -> {
        for (int i = 1; i < n; i++) {
          x[i] = values[i] - ValueCodec.line(values[0], slope, i);
        }
      }
    }
    return x;
  }

  private void writeHead(int what, long[] values, long slope) {
    if (what != ValueCodec.VALUES) {
      candidate.writeZigzag(values[0]);
    }
    if (what == ValueCodec.DELTAS_2) {
      candidate.writeZigzag(values[1] - values[0]);
    } else if (what == ValueCodec.LINE) {
      candidate.writeZigzag(slope);
    }
  }

  private void keepSmaller(int code) {
    if (candidate.length() < bestLength) {
      ByteOutput loser = best;
      best = candidate;
      candidate = loser;
      bestLength = best.length();
      encoding = code;
    }
    candidate.clear();
  }

  private void writeRaw(long[] values, int n) {
    best.clear();
    for (int i = 0; i < n; i++) {
      best.writeLong(values[i]);
    }
  }
}
