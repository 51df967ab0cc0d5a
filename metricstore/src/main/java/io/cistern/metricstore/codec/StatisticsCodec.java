package io.cistern.metricstore.codec;

/// How the [Statistics] of a column are written. Reusable, not thread-safe.
///
/// | size   | field                                                                          |
/// |-------:|--------------------------------------------------------------------------------|
/// | varint | length of what follows; 0: as if there were flags, none of them set             |
/// |      1 | flags: which of these fields follow, in this order, from the lowest bit on      |
/// | value  | first; default: the one that the payload begins with                            |
/// | value  | last, less the first; default: the first                                        |
/// | value  | least, less the lesser of first and last; default: that lesser one              |
/// | value  | greatest, less the greater of first and last; default: that greater one         |
/// | zigzag | sum less count times first; of doubles the sum, as two doubles to be added up; default: count times first |
/// | varint | by how much a counter grew from first to last; default: as if one followed the other |
/// | varint | falls and marks between first and last; default: 0                              |
/// | varints | count of values; time of the first since that of the chunk's first row; time of the last until that of the chunk's last row; [Intervals]; default: those of all rows |
///
/// A *value* is a zigzag, of doubles all 8 bytes, of which nothing is taken away.
public final class StatisticsCodec {
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int LEAST = 4;
  private static final int GREATEST = 8;
  private static final int SUM = 16;
  private static final int INCREASE = 32;
  private static final int RESETS = 64;
  private static final int ROWS = 128;

  private final ByteOutput out = new ByteOutput();
  private int flags;

  /// Writes them.
  ///
  /// @param startsPayload whether the payload begins with the first value
  /// @param all whether every row has a value
  /// @param start time of the chunk's first row
  /// @param end time of the chunk's last row
  public void write(
      Statistics s, boolean startsPayload, boolean all, long start, long end, ByteOutput into) {
    out.clear();
    out.writeByte(0);
    flags = 0;
    writeValue(FIRST, s.kind, s.first, 0, !startsPayload);
    writeValue(LAST, s.kind, s.last, s.first, s.last != s.first);
    long lesser = s.kind.lesser(s.first, s.last);
    writeValue(LEAST, s.kind, s.least, lesser, s.least != lesser);
    long greater = s.kind.greater(s.first, s.last);
    writeValue(GREATEST, s.kind, s.greatest, greater, s.greatest != greater);
    writeSum(s);
    if (s.increase != s.growthAtOnce()) {
      flags |= INCREASE;
      out.writeVarint(s.increase);
    }
    if (s.resets != 0) {
      flags |= RESETS;
      out.writeVarint(s.resets);
    }
    if (!all) {
      flags |= ROWS;
      out.writeVarint(s.count);
      out.writeVarint(s.firstTime - start);
      out.writeVarint(end - s.lastTime);
      s.intervals.write(out);
    }
    out.setByte(0, flags);
    into.writeVarint(flags == 0 ? 0 : out.length());
    if (flags != 0) {
      into.write(out);
    }
  }

  private void writeValue(int flag, NumberKind kind, long value, long less, boolean needed) {
    if (!needed) {
      return;
    }
    flags |= flag;
    if (kind == NumberKind.GAUGE_DOUBLE) {
      out.writeLong(value);
    } else {
      out.writeZigzag(value - less);
    }
  }

  private void writeSum(Statistics s) {
    if (s.kind != NumberKind.GAUGE_DOUBLE) {
      if (s.more != 0) {
        flags |= SUM;
        out.writeZigzag(s.more);
      }
    } else if (s.sum != product(s) || s.sumRest != productRest(s)) {
      flags |= SUM;
      out.writeLong(Double.doubleToRawLongBits(s.sum));
      out.writeLong(Double.doubleToRawLongBits(s.sumRest));
    }
  }

  private static double product(Statistics s) {
    return s.count * Double.longBitsToDouble(s.first);
  }

  /// What the product of count and first is beyond [#product(Statistics)].
  private static double productRest(Statistics s) {
    return Math.fma((double) s.count, Double.longBitsToDouble(s.first), -product(s));
  }

  /// Reads them, without their length, up to the end of the input.
  ///
  /// @param s into this, in which what is said of all rows of the chunk is set already: kind,
  ///   count, first and last time, intervals
  /// @param all whether every row has a value; then the payload follows
  /// @param payload to begin with
  /// @param encoding of the payload
  public void read(ByteInput in, Statistics s, boolean all, ByteInput payload, int encoding)
      throws DamagedDataException {
    flags = in.remaining() == 0 ? 0 : in.readByte();
    if (has(ROWS) == all || !(all || has(FIRST))) {
      throw in.damaged("statistics without first value or rows: flags=" + flags);
    }
    s.first = has(FIRST) ? readValue(in, s.kind, 0) : ValueCodec.readFirst(payload, encoding);
    s.last = has(LAST) ? readValue(in, s.kind, s.first) : s.first;
    long lesser = s.kind.lesser(s.first, s.last);
    s.least = has(LEAST) ? readValue(in, s.kind, lesser) : lesser;
    long greater = s.kind.greater(s.first, s.last);
    s.greatest = has(GREATEST) ? readValue(in, s.kind, greater) : greater;
    long more = 0;
    if (s.kind == NumberKind.GAUGE_DOUBLE) {
      s.sum = has(SUM) ? Double.longBitsToDouble(in.readLong()) : Double.NaN;
      s.sumRest = has(SUM) ? Double.longBitsToDouble(in.readLong()) : Double.NaN;
    } else {
      more = has(SUM) ? in.readZigzag() : 0;
    }
    s.increase = has(INCREASE) ? in.readVarint() : s.growthAtOnce();
    s.resets = has(RESETS) ? in.readCount(ChunkEncoder.MAX_ROWS, "resets of a column") : 0;
    if (has(ROWS)) {
      readRows(in, s);
    }
    in.requireEnd("statistics");
    finish(in, s, more);
  }

  private void finish(ByteInput in, Statistics s, long more) throws DamagedDataException {
    if (s.kind != NumberKind.GAUGE_DOUBLE) {
      s.more = more;
      s.sumIntegers();
    } else if (!has(SUM)) {
      s.sum = product(s);
      s.sumRest = productRest(s);
    }
    boolean hasRows = s.intervals.total() == s.count - 1;
    boolean exact = s.increase >= 0 && s.increase < Statistics.EXACT;
    if (!hasRows || !exact || !Double.isFinite(s.sum) || !Double.isFinite(s.sumRest)) {
      throw in.damaged("statistics out of range");
    }
  }

  private static void readRows(ByteInput in, Statistics s) throws DamagedDataException {
    s.count = in.readCount(s.count, "values");
    long span = s.lastTime - s.firstTime;
    long since = in.readVarint();
    long until = in.readVarint();
    boolean fits =
        s.count > 0 && since >= 0 && until >= 0 && since <= span && until <= span - since;
    if (!fits || !s.intervals.read(in, s.count - 1) && s.count > 1) {
      throw in.damaged("rows of statistics out of range");
    }
    s.firstTime += since;
    s.lastTime -= until;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private static long readValue(ByteInput in, NumberKind kind, long less)
      throws DamagedDataException {
    return kind == NumberKind.GAUGE_DOUBLE ? in.readLong() : in.readZigzag() + less;
  }
}
