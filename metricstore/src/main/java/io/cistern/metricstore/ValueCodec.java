package io.cistern.metricstore;

/// Encodes the values of one column, each 64 bits, in the smallest of several ways, and decodes
/// them. Lossless to the bit. Reusable, not thread-safe.
///
/// | code | encoding       | payload                                                                       |
/// |-----:|----------------|-------------------------------------------------------------------------------|
/// |    0 | raw            | 8 bytes each, little-endian                                                   |
/// |    1 | constant       | zigzag varint of the value                                                    |
/// |    2 | constant delta | zigzag varints of the first value and of the difference                       |
/// |    3 | sparse changes | zigzag of the first value, count, then (places since the last change, difference) |
/// |    4 | packed         | [PackedBlocks] of the values                                                  |
/// |    5 | packed deltas  | zigzag of the first value, [PackedBlocks] of the differences                  |
/// |    6 | packed deltas of deltas | zigzags of the first value and difference, [PackedBlocks] of the second differences |
/// |    7 | XOR            | [XorDoubles]                                                                  |
/// |  8 + | doubles that are integers | 1 to 6 of the integers they equal                                  |
final class ValueCodec {
  static final int RAW = 0;
  static final int CONSTANT = 1;
  static final int CONSTANT_DELTA = 2;
  static final int SPARSE = 3;
  static final int PACKED = 4;
  static final int PACKED_DELTAS = 5;
  static final int PACKED_DELTAS_2 = 6;
  static final int XOR = 7;
  static final int INTEGRAL = 8;

  private final PackedBlocks blocks = new PackedBlocks();
  private ByteOutput best = new ByteOutput();
  private ByteOutput candidate = new ByteOutput();
  private int encoding;
  private long[] scratch = new long[0];

  /// Encodes `n` values, at least one. What was chosen is [#encoding()], the bytes are [#payload()]
  /// until the next call.
  void encode(long[] values, int n, ValueKind kind) {
    best.clear();
    if (kind == ValueKind.GAUGE_DOUBLE) {
      encodeDoubles(values, n);
    } else {
      encodeIntegers(values, n, !kind.isCounter());
    }
  }

  int encoding() {
    return encoding;
  }

  ByteOutput payload() {
    return best;
  }

  private void encodeIntegers(long[] values, int n, boolean levels) {
    writeRaw(values, n);
    int changes = countChanges(values, n);
    if (changes == 0) {
      candidate.writeZigzag(values[0]);
      keepSmaller(CONSTANT);
      return;
    }
    long delta = values[1] - values[0];
    if (isConstantDelta(values, n, delta)) {
      candidate.writeZigzag(values[0]);
      candidate.writeZigzag(delta);
      keepSmaller(CONSTANT_DELTA);
      return;
    }
    if (changes * 2L < best.length()) {
      writeSparse(values, n, changes);
      keepSmaller(SPARSE);
    }
    if (levels) {
      blocks.encode(values, 0, n, candidate);
      keepSmaller(PACKED);
    }
    encodeDeltas(values, n);
  }

  private void encodeDeltas(long[] values, int n) {
    long[] differences = scratch(n);
    for (int i = 1; i < n; i++) {
      differences[i] = values[i] - values[i - 1];
    }
    candidate.writeZigzag(values[0]);
    blocks.encode(differences, 1, n, candidate);
    keepSmaller(PACKED_DELTAS);
    if (n < 3) {
      return;
    }
    candidate.writeZigzag(values[0]);
    candidate.writeZigzag(differences[1]);
    for (int i = n - 1; i >= 2; i--) {
      differences[i] -= differences[i - 1];
    }
    blocks.encode(differences, 2, n, candidate);
    keepSmaller(PACKED_DELTAS_2);
  }

  private void encodeDoubles(long[] values, int n) {
    if (areIntegral(values, n)) {
      long[] integers = new long[n];
      for (int i = 0; i < n; i++) {
        integers[i] = (long) Double.longBitsToDouble(values[i]);
      }
      encodeIntegers(integers, n, true);
      if (encoding != RAW) {
        encoding |= INTEGRAL;
        candidate.clear();
        XorDoubles.encode(values, n, candidate);
        keepSmaller(XOR);
        return;
      }
      best.clear();
    }
    writeRaw(values, n);
    int changes = countChanges(values, n);
    if (changes == 0) {
      candidate.writeZigzag(values[0]);
      keepSmaller(CONSTANT);
      return;
    }
    writeSparse(values, n, changes);
    keepSmaller(SPARSE);
    XorDoubles.encode(values, n, candidate);
    keepSmaller(XOR);
  }

  private void writeRaw(long[] values, int n) {
    encoding = RAW;
    for (int i = 0; i < n; i++) {
      best.writeLong(values[i]);
    }
  }

  private static boolean areIntegral(long[] values, int n) {
    for (int i = 0; i < n; i++) {
      long integer = (long) Double.longBitsToDouble(values[i]);
      if (Double.doubleToRawLongBits((double) integer) != values[i]) {
        return false;
      }
    }
    return true;
  }

  private void keepSmaller(int code) {
    if (candidate.length() < best.length()) {
      ByteOutput loser = best;
      best = candidate;
      candidate = loser;
      encoding = code;
    }
    candidate.clear();
  }

  private static int countChanges(long[] values, int n) {
    int changes = 0;
    for (int i = 1; i < n; i++) {
      changes += values[i] != values[i - 1] ? 1 : 0;
    }
    return changes;
  }

  private static boolean isConstantDelta(long[] values, int n, long delta) {
    for (int i = 2; i < n; i++) {
      if (values[i] - values[i - 1] != delta) {
        return false;
      }
    }
    return true;
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

  private long[] scratch(int n) {
    if (scratch.length < n) {
      scratch = new long[n];
    }
    return scratch;
  }

  /// Decodes `n` values, at least one, and requires that they end where the input ends.
  static void decode(ByteInput in, int encoding, long[] into, int n) throws DamagedDataException {
    if (encoding > INTEGRAL) {
      decodeIntegers(in, encoding - INTEGRAL, into, n);
      for (int i = 0; i < n; i++) {
        into[i] = Double.doubleToRawLongBits((double) into[i]);
      }
    } else if (encoding == XOR) {
      XorDoubles.decode(in, into, n);
    } else {
      decodeIntegers(in, encoding, into, n);
    }
    in.requireEnd("values");
  }

  private static void decodeIntegers(ByteInput in, int encoding, long[] into, int n)
      throws DamagedDataException {
    switch (encoding) {
      case RAW -> {
        in.require(8L * n);
        for (int i = 0; i < n; i++) {
          into[i] = in.readLong();
        }
      }
      case CONSTANT -> java.util.Arrays.fill(into, 0, n, in.readZigzag());
      case CONSTANT_DELTA -> {
        into[0] = in.readZigzag();
        long delta = in.readZigzag();
        for (int i = 1; i < n; i++) {
          into[i] = into[i - 1] + delta;
        }
      }
      case SPARSE -> decodeSparse(in, into, n);
      case PACKED -> PackedBlocks.decode(in, into, 0, n);
      case PACKED_DELTAS -> {
        into[0] = in.readZigzag();
        PackedBlocks.decode(in, into, 1, n);
        accumulate(into, 1, n);
      }
      case PACKED_DELTAS_2 -> {
        if (n < 2) {
          throw in.damaged("deltas of deltas of one value");
        }
        into[0] = in.readZigzag();
        into[1] = in.readZigzag();
        PackedBlocks.decode(in, into, 2, n);
        accumulate(into, 2, n);
        accumulate(into, 1, n);
      }
      default -> throw in.damaged("encoding unknown: " + encoding);
    }
  }

  private static void accumulate(long[] values, int from, int n) {
    for (int i = from; i < n; i++) {
      values[i] += values[i - 1];
    }
  }

  private static void decodeSparse(ByteInput in, long[] into, int n) throws DamagedDataException {
    long value = in.readZigzag();
    int changes = in.readCount(n - 1, "changes");
    int at = 0;
    for (int c = 0; c < changes; c++) {
      int places = in.readCount(n - 1 - at, "place of a change");
      if (places == 0) {
        throw in.damaged("two changes at one place");
      }
      java.util.Arrays.fill(into, at, at + places, value);
      at += places;
      value += in.readZigzag();
    }
    java.util.Arrays.fill(into, at, n, value);
  }
}
