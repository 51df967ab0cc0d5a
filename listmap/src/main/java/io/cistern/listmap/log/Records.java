package io.cistern.listmap.log;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.LONG;
import static io.cistern.listmap.file.Format.RECORD_HEADER;
import static io.cistern.listmap.file.Format.RECORD_LENGTH;
import static io.cistern.listmap.file.Format.RECORD_SEQUENCE;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.order.KeyBytes;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// The records of a live file, by their offset: checks and reads them. Nothing here changes but the
/// marks of what has been checked, so that readers share no cache line with the writer.
public final class Records {

  private final Path file;
  private final Space space;
  private final int salt;
  private final CheckedRecords checked = new CheckedRecords();

  public Records(Path file, Space space, int salt) {
    this.file = file;
    this.space = space;
    this.salt = salt;
  }

  public Path file() {
    return file;
  }

  public Space space() {
    return space;
  }

  /// What is mixed into the checksum of a record or leaf of this file.
  public int mark(long offset) {
    return Checksum.mark(salt, offset);
  }

  public CorruptFileException corrupt(long offset, String what) {
    return new CorruptFileException(file, offset, what);
  }

  /// Checks a record that the list leads to: its checksum only if that has not been done since the
  /// file was mapped, or if the view asks for it.
  ///
  /// @param view is put on the record
  /// @throws CorruptFileException if the record is damaged
  public void check(RecordView view, long record) throws CorruptFileException {
    if ((record & (Format.RECORD_ALIGNMENT - 1)) != 0) {
      throw corrupt(record, "record offset");
    }
    var window = view.window();
    if (!window.holds(space, record)) {
      window = windowOf(record);
    }
    var segment = window.segment;
    long offset = record - window.base;
    long head = segment.get(LONG, offset);
    int keyLength = keyLength(segment, offset);
    int typeAndLength = (int) (head >>> Integer.SIZE);
    int length = typeAndLength & Format.LENGTH_MASK;
    if (length < RECORD_HEADER || length > segment.byteSize() - offset) {
      throw corrupt(record, "record length");
    }
    int valueLength = length - RECORD_HEADER - keyLength;
    if (view.checksAnew() || !checked.has(record)) {
      checkAnew(view, record, segment, offset, head);
    }
    if (valueLength < 0) {
      throw corrupt(record, "key length");
    }
    view.wrap(window, offset, keyLength, valueLength);
  }

  /// What is done once: by itself, so that what is done at each read is short enough to be inlined.
  private void checkAnew(
      RecordView view, long record, MemorySegment segment, long offset, long head)
      throws CorruptFileException {
    int typeAndLength = (int) (head >>> Integer.SIZE);
    int covered = (typeAndLength & Format.LENGTH_MASK) - RECORD_LENGTH;
    int stored = (int) head ^ mark(record);
    if (view.checksum().of(segment, offset + RECORD_LENGTH, covered) != stored) {
      throw corrupt(record, "record checksum");
    }
    if (!Format.isPut(typeAndLength >>> Format.TYPE_SHIFT)) {
      throw corrupt(record, "slot leads to a record that is no put");
    }
    checked.add(record);
  }

  private Space.Window windowOf(long record) throws CorruptFileException {
    if (record < Format.START || record > space.capacity() - RECORD_HEADER) {
      throw corrupt(record, "record offset");
    }
    return space.window(record);
  }

  private static int keyLength(MemorySegment segment, long offset) {
    return segment.get(Format.SHORT, offset + RECORD_SEQUENCE) & Format.KEY_LENGTH_MASK;
  }

  private static int length(MemorySegment segment, long offset) {
    return segment.get(INT, offset + RECORD_LENGTH) & Format.LENGTH_MASK;
  }

  /// Bytes of a record in the file.
  public long paddedLength(long record) {
    var window = space.window(record);
    return Format.padded(length(window.segment, record - window.base));
  }

  /// The value of a checked record.
  public MemorySegment value(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int before = RECORD_HEADER + keyLength(window.segment, offset);
    return window.readable.asSlice(offset + before, length(window.segment, offset) - before);
  }

  public byte[] keyBytes(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int length = keyLength(window.segment, offset);
    return KeyBytes.copy(window.segment, offset + RECORD_HEADER, length);
  }

  public byte[] valueBytes(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int before = RECORD_HEADER + keyLength(window.segment, offset);
    int length = length(window.segment, offset) - before;
    return KeyBytes.copy(window.segment, offset + before, length);
  }

  /// Compares a key with that of a record. The record is not checked: who acts on the outcome
  /// checks it.
  ///
  /// @param from how many bytes at the start are known to be the same
  /// @throws CorruptFileException if the record's key length is impossible
  public int compare(byte[] key, long record, int from) throws CorruptFileException {
    var window = space.window(record);
    var segment = window.segment;
    long offset = record - window.base;
    int length = keyLength(segment, offset);
    if (length > segment.byteSize() - offset - RECORD_HEADER) {
      throw corrupt(record, "key length");
    }
    return KeyBytes.compare(key, segment, offset + RECORD_HEADER, length, from);
  }

  /// Compares a key with that of a record, which is not checked, if the first eight bytes are known
  /// to be the same.
  public int compareTie(byte[] key, long record) throws CorruptFileException {
    return compare(key, record, Math.min(Long.BYTES, key.length));
  }

  /// Compares the keys of two checked records whose first eight bytes are the same.
  public int compareBeyondPrefix(long left, long right) {
    var leftWindow = space.window(left);
    var rightWindow = space.window(right);
    long leftOffset = left - leftWindow.base;
    long rightOffset = right - rightWindow.base;
    return KeyBytes.compare(
        leftWindow.segment,
        leftOffset + RECORD_HEADER,
        keyLength(leftWindow.segment, leftOffset),
        rightWindow.segment,
        rightOffset + RECORD_HEADER,
        keyLength(rightWindow.segment, rightOffset),
        8);
  }

  /// The first eight bytes of the key of a checked record, as [Format#prefix(byte[])].
  public long prefix(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int length = keyLength(window.segment, offset);
    return KeyBytes.prefix(window.segment, offset + RECORD_HEADER, length);
  }

  public int type(long record) {
    var window = space.window(record);
    return window.segment.get(INT, record - window.base + RECORD_LENGTH) >>> Format.TYPE_SHIFT;
  }

  public long sequence(long record) {
    var window = space.window(record);
    return window.segment.get(LONG, record - window.base + RECORD_SEQUENCE)
        >>> Format.SEQUENCE_SHIFT;
  }
}
