package io.cistern.metricstore.codec;

/// The encoded row, a value in a head. Reusable, not thread-safe.
///
/// | size          | field                                                                   |
/// |--------------:|-------------------------------------------------------------------------|
/// |             1 | low 4 bits: version, 1; bit 4: the reset mark; the others 0             |
/// |        varint | span: the greatest present column plus one, 0 if there is none         |
/// | (span + 7)/8  | presence: bit i, least significant first, of column i                  |
/// | (present+1)/2 | lengths: 4 bits for each present value, low half first, 0 to 8          |
/// |           sum | the low `length` bytes of each present value, little-endian             |
public final class RowCodec {
  public static final int VERSION = 1;
  public static final int RESET = 0x10;
  public static final int MOST_COLUMNS = 65_535;

  private final ByteOutput out = new ByteOutput();
  private final ByteInput in = new ByteInput();

  /// Encodes a row.
  ///
  /// @param span the greatest present column plus one
  /// @param present a bit for each column, least significant first
  /// @param values by column
  public byte[] encode(boolean isReset, int span, long[] present, long[] values) {
    out.clear();
    out.writeByte(VERSION | (isReset ? RESET : 0));
    out.writeVarint(span);
    for (int c = 0; c < span; c += 8) {
      out.writeByte((int) (present[c >> 6] >>> (c & 63)));
    }
    int lengthsAt = out.length();
    out.writeZeros((countPresent(present, span) + 1) >> 1);
    int nth = 0;
    for (int w = 0; w < (span + 63) >> 6; w++) {
      for (long bits = present[w]; bits != 0; bits &= bits - 1) {
        long value = values[(w << 6) + Long.numberOfTrailingZeros(bits)];
        int length = (71 - Long.numberOfLeadingZeros(value)) >> 3;
        int at = lengthsAt + (nth >> 1);
        out.setByte(at, out.byteAt(at) | length << ((nth & 1) * 4));
        out.writeLow(value, length);
        nth++;
      }
    }
    return out.toByteArray();
  }

  private static int countPresent(long[] present, int span) {
    int count = 0;
    for (int w = 0; w < (span + 63) >> 6; w++) {
      count += Long.bitCount(present[w]);
    }
    return count;
  }

  /// The greatest column that an encoded row has plus one; 0 of a row without values.
  public static int span(byte[] bytes) throws DamagedDataException {
    var in = new ByteInput().wrap(bytes);
    in.readByte();
    return in.readCount(MOST_COLUMNS, "span");
  }

  /// Adds an encoded row to a table: at its end, or into its last row where that has the same time.
  ///
  /// @param columns how many the entity has; a row with more is damaged
  public void decode(byte[] bytes, long time, int columns, RowTable into)
      throws DamagedDataException {
    in.wrap(bytes);
    int head = in.readByte();
    if ((head & 0x0f) != VERSION) {
      throw in.unknownVersion("row", head & 0x0f, VERSION);
    }
    if ((head & 0xe0) != 0) {
      throw in.damaged("row flags unknown: " + head);
    }
    int span = in.readCount(columns, "span");
    int presence = in.position();
    in.skip((span + 7) >> 3);
    int present = countPresent(presence, span);
    int lengths = in.position();
    in.skip((present + 1) >> 1);
    checkLengths(lengths, present);
    if (into.rows == 0 || into.times[into.rows - 1] != time) {
      into.addRow(time, (head & RESET) != 0);
    } else if ((head & RESET) != 0) {
      into.resets.set(into.rows - 1);
    }
    int nth = 0;
    for (int c = 0; c < span; c++) {
      if (isPresent(presence, c)) {
        into.set(into.rows - 1, c, in.readLow(length(lengths, nth++)));
      }
    }
  }

  private boolean isPresent(int presence, int c) {
    return (in.byteAt(presence + (c >> 3)) >> (c & 7) & 1) != 0;
  }

  private int length(int lengths, int nth) {
    return in.byteAt(lengths + (nth >> 1)) >> ((nth & 1) * 4) & 0x0f;
  }

  private int countPresent(int presence, int span) throws DamagedDataException {
    int present = 0;
    for (int i = 0; i < (span + 7) >> 3; i++) {
      present += Integer.bitCount(in.byteAt(presence + i));
    }
    if ((span & 7) != 0 && in.byteAt(presence + (span >> 3)) >> (span & 7) != 0) {
      throw in.damaged("presence beyond the span");
    }
    return present;
  }

  private void checkLengths(int lengths, int present) throws DamagedDataException {
    int sum = 0;
    for (int nth = 0; nth < present; nth++) {
      int length = length(lengths, nth);
      if (length > 8) {
        throw in.damaged("value longer than 8 bytes: " + length);
      }
      sum += length;
    }
    if (sum != in.remaining()) {
      throw in.damaged(
          "values do not fill the row: needed=" + sum + ", remaining=" + in.remaining());
    }
  }
}
