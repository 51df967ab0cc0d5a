package io.cistern.listmap.log;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import io.cistern.listmap.order.KeyBytes;
import java.lang.foreign.MemorySegment;

/// The record that was checked last, in place: valid until [Records#check] puts it on another. Not
/// thread-safe.
public final class RecordView {

  private final Checksum checksum;
  private final boolean checksAnew;
  private Space.Window window = Space.Window.NONE;
  private long offset;
  private int keyLength;
  private int valueLength;

  /// @param checksAnew whether every record is checked as if it were read for the first time: for
  ///   who verifies, or copies what will then have checksums of its own
  public RecordView(Checksum checksum, boolean checksAnew) {
    this.checksum = checksum;
    this.checksAnew = checksAnew;
  }

  Checksum checksum() {
    return checksum;
  }

  boolean checksAnew() {
    return checksAnew;
  }

  /// Where the next record is to be looked for first: where the last one was, unless somebody knew
  /// better.
  Space.Window window() {
    return window;
  }

  /// The records to come are in this window, or most of them.
  public void expect(Space.Window in) {
    window = in;
  }

  /// Puts it on a record that has been checked.
  void wrap(Space.Window at, long recordOffset, int keyBytes, int valueBytes) {
    if (window != at) { // storing a reference costs more than a comparison
      window = at;
    }
    offset = recordOffset;
    keyLength = keyBytes;
    valueLength = valueBytes;
  }

  private long keyAt() {
    return offset + Format.RECORD_HEADER;
  }

  public MemorySegment key() {
    return window.readable.asSlice(keyAt(), keyLength);
  }

  public MemorySegment value() {
    return window.readable.asSlice(keyAt() + keyLength, valueLength);
  }

  public byte[] keyBytes() {
    return KeyBytes.copy(window.segment, keyAt(), keyLength);
  }

  public byte[] valueBytes() {
    return KeyBytes.copy(window.segment, keyAt() + keyLength, valueLength);
  }

  /// Compares a key with that of the record.
  public int compare(byte[] key) {
    return KeyBytes.compare(key, window.segment, keyAt(), keyLength, 0);
  }
}
