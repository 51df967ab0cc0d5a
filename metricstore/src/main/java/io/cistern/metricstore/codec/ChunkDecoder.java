package io.cistern.metricstore.codec;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Walks an encoded chunk: its reset marks, then column after column, decoding only what is asked
/// for: times, statistics, values. Reusable, not thread-safe. Damaged bytes end in
/// [DamagedDataException] and nothing else.
///
/// | size   | field                                                                                   |
/// |-------:|-----------------------------------------------------------------------------------------|
/// |      1 | version, 1 or 2                                                                         |
/// | varint | rows, 1 to 4096                                                                         |
/// | varint | time of the first row, epoch milliseconds                                               |
/// | varint | time of the last row less that of the first                                             |
/// |      1 | encoding of the times, 0 to 11 of [ValueCodec]                                          |
/// | varint | length of their payload                                                                 |
/// |      n | payload: the times less the first                                                       |
/// | varint | count of rows with a reset mark, then for each: rows skipped since the last one         |
/// | varints | since version 2: [Intervals] of the rows; may be none where no column has statistics          |
/// | varint | columns, then for each, in ascending order:                                             |
/// | varint | columns skipped since the last one                                                      |
/// |      1 | low 3 bits: [NumberKind#code()]; bits 3 and 4: form of the presence; bit 5, since version 2: there are statistics; the others 0 |
/// |      1 | encoding of the values                                                                  |
/// | varint | length of the body that follows                                                         |
/// |      s | [StatisticsCodec], if there are any                                                     |
/// |      n | [Presence], in that form                                                                |
/// |      m | payload, to the end of the body                                                         |
public final class ChunkDecoder {
  private final ByteInput in = new ByteInput();
  private final ByteInput body = new ByteInput();
  private final ByteInput timesIn = new ByteInput();
  private final ByteInput statisticsIn = new ByteInput();
  private final ByteInput payloadIn = new ByteInput();
  private final StatisticsCodec statisticsCodec = new StatisticsCodec();
  private final Statistics statistics = new Statistics();
  private final Intervals intervals = new Intervals();
  private int version;
  private int rows;
  private int timesEncoding;
  private boolean timesAreRead;
  private long[] times = new long[0];
  private long firstTime;
  private long lastTime;
  private final BitSet resets = new BitSet();
  private int columnLimit;
  private int columnsLeft;
  private int column;
  private NumberKind kind = NumberKind.STATE;
  private long[] values = new long[0];
  private final BitSet all = new BitSet();
  private final BitSet some = new BitSet();
  private int form;
  private int encoding;
  private int columnBytes;
  private boolean hasStatistics;
  private final ByteInput lastPresence = new ByteInput();
  private int lastForm;
  private boolean lastIsRead;
  private int lastCount;

  /// Reads the head and the resets.
  ///
  /// @param columns how many the entity has; a chunk with more is damaged
  public void wrap(byte[] chunk, int columns) throws DamagedDataException {
    columnLimit = columns;
    wrapHead(chunk);
    timesEncoding = in.readByte();
    if (timesEncoding >= ValueCodec.XOR) {
      throw in.damaged("encoding of times unknown: " + timesEncoding);
    }
    int length = in.readLength();
    timesIn.wrap(chunk, in.position(), in.position() + length);
    timesAreRead = false;
    in.skip(length);
    readResets();
    intervals.clear();
    if (version > 1) {
      intervals.read(in, rows - 1);
    }
    columnsLeft = in.readCount(columnLimit, "columns");
    column = -1;
    lastForm = Presence.ALL; // none yet
    lastPresence.wrap(chunk, in.position(), in.position());
    lastIsRead = false;
    all.clear();
    all.set(0, rows);
    if (columnsLeft == 0) {
      in.requireEnd("columns");
    }
  }

  /// Reads no further than the first and last time.
  public void wrapHead(byte[] chunk) throws DamagedDataException {
    in.wrap(chunk);
    version = in.readByte();
    if (version < 1 || version > ChunkEncoder.VERSION) {
      throw in.unknownVersion("chunk", version, ChunkEncoder.VERSION);
    }
    rows = in.readCount(ChunkEncoder.MAX_ROWS, "rows");
    firstTime = in.readVarint();
    long length = in.readVarint();
    lastTime = firstTime + length;
    boolean fits =
        rows > 0
            && firstTime >= 0
            && length >= 0
            && lastTime >= firstTime
            && lastTime < RowTable.MAX_TIME;
    if (!fits) {
      throw in.damaged(
          "rows or times out of range: rows="
              + rows
              + ", first="
              + firstTime
              + ", last="
              + lastTime);
    }
  }

  /// The times of the rows, decoded when they are first asked for. Valid until the next chunk;
  /// longer than [#rows()] at times.
  public long[] times() throws DamagedDataException {
    if (!timesAreRead) {
      if (times.length < rows) {
        times = new long[rows];
      }
      ValueCodec.decode(timesIn, timesEncoding, times, rows);
      checkTimes();
      timesAreRead = true;
    }
    return times;
  }

  private void checkTimes() throws DamagedDataException {
    if (times[0] != 0 || times[rows - 1] != lastTime - firstTime) {
      throw timesIn.damaged("times do not begin or end as said");
    }
    for (int r = 0; r < rows; r++) {
      if (r > 0 && times[r] <= times[r - 1] - firstTime) {
        throw timesIn.damaged("times do not ascend: row=" + r);
      }
      times[r] += firstTime;
    }
  }

  private void readResets() throws DamagedDataException {
    resets.clear();
    int count = in.readCount(rows, "resets");
    int row = -1;
    for (int i = 0; i < count; i++) {
      row += in.readCount(rows - 2 - row, "row of a reset") + 1;
      resets.set(row);
    }
  }

  /// Moves to the next column; its values are not decoded yet.
  public boolean nextColumn() throws DamagedDataException {
    if (columnsLeft == 0) {
      return false;
    }
    columnsLeft--;
    column += in.readCount(columnLimit - 2 - column, "columns skipped") + 1;
    int head = in.readByte();
    hasStatistics = version > 1 && (head & ChunkEncoder.STATISTICS) != 0;
    int rest = hasStatistics ? head & ~ChunkEncoder.STATISTICS : head;
    kind = kindOf(rest & ~(3 << Presence.SHIFT));
    form = rest >> Presence.SHIFT;
    encoding = in.readByte();
    columnBytes = in.readLength();
    int end = in.position() + columnBytes;
    body.wrap(in.array(), in.position(), end);
    if (hasStatistics) {
      int length = body.readLength();
      statisticsIn.wrap(in.array(), body.position(), body.position() + length);
      body.skip(length);
    }
    if (form != Presence.ALL && form != Presence.AS_BEFORE) {
      lastForm = form;
      lastPresence.wrap(in.array(), body.position(), end);
      lastIsRead = false;
    }
    in.skip(columnBytes);
    if (columnsLeft == 0) {
      in.requireEnd("columns");
    }
    return true;
  }

  private NumberKind kindOf(int code) throws DamagedDataException {
    NumberKind found = NumberKind.ofCode(code);
    if (found == null) {
      throw in.damaged("kind unknown: " + code);
    }
    return found;
  }

  /// Decodes the values of the current column, once: one for each set bit of [#present()].
  public long[] readValues() throws DamagedDataException {
    int n = readPresence();
    if (values.length < n) {
      values = new long[n];
    }
    ValueCodec.decode(body, encoding, values, n);
    return values;
  }

  /// What is known of the values of the current column without decoding them, or `null`; before
  /// they are decoded. Valid until the next column.
  public @Nullable Statistics readStatistics() throws DamagedDataException {
    if (!hasStatistics) {
      return null;
    }
    statistics.kind = kind;
    statistics.count = rows;
    statistics.firstTime = firstTime;
    statistics.lastTime = lastTime;
    statistics.intervals.clear();
    boolean all = form == Presence.ALL;
    if (all) {
      statistics.intervals.add(intervals);
    }
    payloadIn.wrap(in.array(), body.position(), body.position() + body.remaining());
    statisticsCodec.read(statisticsIn, statistics, all, payloadIn, encoding);
    return statistics;
  }

  /// Decodes the values of the current column and compares its statistics, if there are any, with
  /// them.
  public boolean statisticsAgree() throws DamagedDataException {
    Statistics said = readStatistics();
    long[] decoded = readValues();
    if (said == null) {
      return true;
    }
    int[] rowOf = present().stream().toArray();
    var taken = new Statistics();
    boolean any = taken.take(kind, decoded, rowOf.length, rowOf, times(), resets, 0);
    taken.takeIntervals(rowOf.length, rowOf, times(), 0);
    return any && taken.agrees(said);
  }

  private int readPresence() throws DamagedDataException {
    if (form == Presence.ALL) {
      return rows;
    }
    if (!lastIsRead) {
      Presence.read(lastPresence, lastForm, rows, some);
      lastIsRead = true;
      lastCount = some.cardinality();
    }
    if (form != Presence.AS_BEFORE) {
      body.skip(lastPresence.position() - body.position());
    }
    return lastCount;
  }

  public int rows() {
    return rows;
  }

  public long firstTime() {
    return firstTime;
  }

  public long lastTime() {
    return lastTime;
  }

  public BitSet resets() {
    return resets;
  }

  public int column() {
    return column;
  }

  /// The length of the encoded column.
  public int columnBytes() {
    return columnBytes;
  }

  public NumberKind kind() {
    return kind;
  }

  /// How the values of the current column are written.
  public int encoding() {
    return encoding;
  }

  /// How the presence of the current column is written.
  public int form() {
    return form;
  }

  /// The rows that have a value. Valid until the next column.
  public BitSet present() {
    return form == Presence.ALL ? all : some;
  }

  /// Decodes the whole chunk and adds its rows to a table, whose rows must be earlier.
  public void readAll(byte[] chunk, int columns, RowTable into) throws DamagedDataException {
    wrap(chunk, columns);
    int base = into.rows;
    long[] all = times();
    for (int r = 0; r < rows; r++) {
      into.addRow(all[r], resets.get(r));
    }
    while (nextColumn()) {
      long[] dense = readValues();
      int n = 0;
      BitSet present = present();
      for (int r = present.nextSetBit(0); r >= 0; r = present.nextSetBit(r + 1)) {
        into.set(base + r, column, dense[n++]);
      }
    }
  }
}
