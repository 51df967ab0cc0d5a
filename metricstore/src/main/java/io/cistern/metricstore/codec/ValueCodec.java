package io.cistern.metricstore.codec;

import java.util.Arrays;

/// The ways in which the values of one column, each 64 bits, are written, and the decoding of them.
/// Lossless to the bit. [ValueEncoder] chooses.
///
/// | code | encoding       | payload                                                                       |
/// |-----:|----------------|-------------------------------------------------------------------------------|
/// |    0 | raw            | 8 bytes each, little-endian                                                   |
/// |    1 | constant       | zigzag varint of the value                                                    |
/// |    2 | constant delta | zigzag varints of the first value and of the difference                       |
/// |    3 | sparse changes | zigzag of the first value, count, then (places since the last change, difference) |
/// |    4 | packed values  | [PackedBlocks] of the values                                                  |
/// |    5 | packed deltas  | zigzag of the first value, [PackedBlocks] of the differences                  |
/// |    6 | packed deltas of deltas | zigzags of the first value and difference, [PackedBlocks] of the second differences |
/// |    7 | packed line    | zigzags of the first value and of a slope, [PackedBlocks] of what each value is off the line first + ⌊slope · i / 65536⌋ |
/// | 8-11 | coded ...      | as 4 to 7, [CodedNumbers] in place of blocks                                  |
/// |   12 | XOR            | [XorDoubles]                                                                  |
/// |   13 | decimals       | [Decimals]: integers in one of 0 to 11                                        |
public final class ValueCodec {
  public static final int RAW = 0;
  public static final int CONSTANT = 1;
  public static final int CONSTANT_DELTA = 2;
  public static final int SPARSE = 3;
  public static final int PACKED = 4;
  public static final int CODED = 8;
  public static final int XOR = 12;
  public static final int DECIMAL = 13;

  /// Added to PACKED or CODED: what of the values is written.
  public static final int VALUES = 0;

  public static final int DELTAS = 1;
  public static final int DELTAS_2 = 2;
  public static final int LINE = 3;

  /// The slope of a line is in 1/65536.
  public static final int SLOPE_UNIT = 1 << 16;

  private ValueCodec() {}

  /// Decodes `n` values, at least one, and requires that they end where the input ends.
  public static void decode(ByteInput in, int encoding, long[] into, int n)
      throws DamagedDataException {
    switch (encoding) {
      case XOR -> XorDoubles.decode(in, into, n);
      case DECIMAL -> Decimals.decode(in, into, n);
      default -> decodeIntegers(in, encoding, into, n);
    }
    in.requireEnd("values");
  }

  /// Whether what an encoding writes begins with the first value.
  public static boolean startsWithFirst(int encoding) {
    return switch (encoding) {
      case PACKED, CODED, DECIMAL -> false;
      default -> true;
    };
  }

  /// The first value, where the encoding begins with it.
  public static long readFirst(ByteInput in, int encoding) throws DamagedDataException {
    if (encoding > DECIMAL || !startsWithFirst(encoding)) {
      throw in.damaged("encoding does not begin with the first value: " + encoding);
    }
    return encoding == RAW || encoding == XOR ? in.readLong() : in.readZigzag();
  }

  public static void decodeIntegers(ByteInput in, int encoding, long[] into, int n)
      throws DamagedDataException {
    switch (encoding) {
      case RAW -> {
        in.require(8L * n);
        for (int i = 0; i < n; i++) {
          into[i] = in.readLong();
        }
      }
      case CONSTANT -> Arrays.fill(into, 0, n, in.readZigzag());
      case CONSTANT_DELTA -> {
        into[0] = in.readZigzag();
        long delta = in.readZigzag();
        for (int i = 1; i < n; i++) {
          into[i] = into[i - 1] + delta;
        }
      }
      case SPARSE -> decodeSparse(in, into, n);
      default -> {
        if (encoding < PACKED || encoding >= XOR) {
          throw in.damaged("encoding unknown: " + encoding);
        }
        decodeNumbers(in, encoding < CODED, encoding & 3, into, n);
      }
    }
  }

  private static void decodeNumbers(ByteInput in, boolean packed, int what, long[] into, int n)
      throws DamagedDataException {
    int from = heads(what);
    if (n <= from) {
      throw in.damaged("too few values for their encoding: " + n);
    }
    long first = what == VALUES ? 0 : in.readZigzag();
    long second = what < DELTAS_2 ? 0 : in.readZigzag();
    if (packed) {
      PackedBlocks.decode(in, into, from, n);
    } else {
      CodedNumbers.decode(in, into, from, n);
    }
    switch (what) {
      case DELTAS -> accumulate(into, first, 1, n);
      case DELTAS_2 -> {
        accumulate(into, second, 2, n);
        accumulate(into, first, 1, n);
      }
      case LINE -> addLine(into, first, second, n);
      default -> {}
    }
  }

  /// How many of the values are not among the numbers, but known from the head.
  public static int heads(int what) {
    return what == LINE ? 1 : what;
  }

  private static void accumulate(long[] values, long first, int from, int n) {
    long sum = first;
    values[from - 1] = first;
    for (int i = from; i < n; i++) {
      sum += values[i];
      values[i] = sum;
    }
  }

  private static void addLine(long[] values, long first, long slope, int n) {
    values[0] = first;
    for (int i = 1; i < n; i++) {
      values[i] += line(first, slope, i);
    }
  }

  /// Where a line is at place `i`.
  public static long line(long first, long slope, int i) {
    return first + ((slope * i) >> 16);
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
      Arrays.fill(into, at, at + places, value);
      at += places;
      value += in.readZigzag();
    }
    Arrays.fill(into, at, n, value);
  }
}
