package io.cistern.metricstore;

import java.util.BitSet;

/// Walks an encoded chunk: its times and reset marks, then column after column, decoding only those
/// that are asked for. Reusable, not thread-safe. Damaged bytes end in [DamagedDataException] and
/// nothing else.
///
/// | size   | field                                                                                   |
/// |-------:|-----------------------------------------------------------------------------------------|
/// |      1 | version, 1                                                                              |
/// | varint | rows, 1 to 4096                                                                         |
/// | varint | time of the first row, epoch milliseconds                                               |
/// | varint | time of the last row less that of the first                                             |
/// |      1 | encoding of the times, 0 to 11 of [ValueCodec]                                          |
/// | varint | length of their payload                                                                 |
/// |      n | payload: the times less the first                                                       |
/// | varint | count of rows with a reset mark, then for each: rows skipped since the last one         |
/// | varint | columns, then for each, in ascending order:                                             |
/// | varint | columns skipped since the last one                                                      |
/// |      1 | low 3 bits: [ValueKind#code()]; bits 3 and 4: form of the presence; the others 0        |
/// |      1 | encoding of the values                                                                  |
/// | varint | length of the body that follows                                                         |
/// |      n | [Presence], in that form                                                                |
/// |      m | payload, to the end of the body                                                         |
final class ChunkDecoder {
  private final ByteInput in = new ByteInput();
  private final ByteInput body = new ByteInput();
  private int rows;
  private long[] times = new long[0];
  private long firstTime;
  private long lastTime;
  private final BitSet resets = new BitSet();
  private int columnLimit;
  private int columnsLeft;
  private int column;
  private ValueKind kind = ValueKind.STATE;
  private long[] values = new long[0];
  private final BitSet all = new BitSet();
  private final BitSet some = new BitSet();
  private int form;
  private int encoding;
  private final ByteInput lastPresence = new ByteInput();
  private int lastForm;
  private boolean lastIsRead;
  private int lastCount;

  /// Reads the head, times and resets.
  ///
  /// @param columns how many the entity has; a chunk with more is damaged
  void wrap(byte[] chunk, int columns) throws DamagedDataException {
    columnLimit = columns;
    wrapHead(chunk);
    int encoding = in.readByte();
    if (encoding >= ValueCodec.XOR) {
      throw in.damaged("encoding of times unknown: " + encoding);
    }
    int length = in.readLength();
    if (times.length < rows) {
      times = new long[rows];
    }
    ValueCodec.decode(
        body.wrap(chunk, in.position(), in.position() + length), encoding, times, rows);
    in.skip(length);
    checkTimes();
    readResets();
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
  void wrapHead(byte[] chunk) throws DamagedDataException {
    in.wrap(chunk);
    int version = in.readByte();
    if (version != ChunkEncoder.VERSION) {
      throw in.damaged("chunk version unknown: " + version);
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
            && lastTime < Row.MAX_TIME;
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

  private void checkTimes() throws DamagedDataException {
    if (times[0] != 0 || times[rows - 1] != lastTime - firstTime) {
      throw in.damaged("times do not begin or end as said");
    }
    for (int r = 0; r < rows; r++) {
      if (r > 0 && times[r] <= times[r - 1] - firstTime) {
        throw in.damaged("times do not ascend: row=" + r);
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
  boolean nextColumn() throws DamagedDataException {
    if (columnsLeft == 0) {
      return false;
    }
    columnsLeft--;
    column += in.readCount(columnLimit - 2 - column, "columns skipped") + 1;
    int head = in.readByte();
    kind = kindOf(head & ~(3 << Presence.SHIFT));
    form = head >> Presence.SHIFT;
    encoding = in.readByte();
    int length = in.readLength();
    body.wrap(in.array(), in.position(), in.position() + length);
    if (form != Presence.ALL && form != Presence.AS_BEFORE) {
      lastForm = form;
      lastPresence.wrap(in.array(), in.position(), in.position() + length);
      lastIsRead = false;
    }
    in.skip(length);
    if (columnsLeft == 0) {
      in.requireEnd("columns");
    }
    return true;
  }

  private ValueKind kindOf(int code) throws DamagedDataException {
    ValueKind found = ValueKind.ofCode(code);
    if (found == null) {
      throw in.damaged("kind unknown: " + code);
    }
    return found;
  }

  /// Decodes the values of the current column, once: one for each set bit of [#present()].
  long[] readValues() throws DamagedDataException {
    int n = readPresence();
    if (values.length < n) {
      values = new long[n];
    }
    ValueCodec.decode(body, encoding, values, n);
    return values;
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

  int rows() {
    return rows;
  }

  long firstTime() {
    return firstTime;
  }

  long lastTime() {
    return lastTime;
  }

  /// Valid until the next chunk; longer than [#rows()] at times.
  long[] times() {
    return times;
  }

  BitSet resets() {
    return resets;
  }

  int column() {
    return column;
  }

  /// The length of the encoded column, before it is read.
  int columnBytes() {
    return body.remaining();
  }

  ValueKind kind() {
    return kind;
  }

  /// How the values of the current column are written.
  int encoding() {
    return encoding;
  }

  /// How the presence of the current column is written.
  int form() {
    return form;
  }

  /// The rows that have a value. Valid until the next column.
  BitSet present() {
    return form == Presence.ALL ? all : some;
  }

  /// Decodes the whole chunk and adds its rows to a table, whose rows must be earlier.
  void readAll(byte[] chunk, int columns, RowTable into) throws DamagedDataException {
    wrap(chunk, columns);
    int base = into.rows;
    for (int r = 0; r < rows; r++) {
      into.addRow(times[r], resets.get(r));
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
