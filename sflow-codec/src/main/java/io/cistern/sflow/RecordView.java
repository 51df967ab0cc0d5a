package io.cistern.sflow;

/// What a [DatagramCursor] knows of the record it stands on. Allocation-free.
///
/// | offset | sampled header                       | in versions 2 and 4 |
/// |-------:|--------------------------------------|---------------------|
/// |      0 | protocol                             | protocol            |
/// |      4 | frame length                         | frame length        |
/// |      8 | stripped                             | number of bytes     |
/// |     12 | number of bytes                      | bytes               |
/// |     16 | bytes                                |                     |
abstract sealed class RecordView extends SampleView permits DatagramCursor {
  /* What comes before the sampled bytes. */
  static final int HEADER_FIXED = 16;
  static final int OLDER_HEADER_FIXED = 12;

  private static final int NO_HEADER = -1;

  /* Data format and length, as on the wire. */
  private long recordWords;
  private long recordOffset;
  private int headerLength = NO_HEADER;

  RecordView() {}

  /* Stands where the first record will be. */
  final void beforeRecords(long at) {
    recordWords = 0;
    recordOffset = at;
    headerLength = NO_HEADER;
  }

  final void leaveRecord() {
    recordWords = recordWords & UNSIGNED; // keeps the length, and so the place of what follows
    headerLength = NO_HEADER;
  }

  final void enterRecord(long words, long offset) {
    recordWords = words;
    recordOffset = offset;
    headerLength =
        words >>> 32 == 1 && (sampleTag & 1) != 0 // flow samples, discarded packets
            ? readHeaderLength(words & UNSIGNED, offset, HEADER_FIXED)
            : NO_HEADER;
  }

  final void enterOlderRecord(int tag, long offset, long length) {
    recordWords = (long) tag << 32 | length;
    recordOffset = offset;
    headerLength =
        tag == OlderLayout.HEADER
            ? readHeaderLength(length, offset, OLDER_HEADER_FIXED)
            : NO_HEADER;
  }

  /* Given what comes before the header's bytes, their number last. */
  private int readHeaderLength(long recordLength, long recordOffset, int fixed) {
    long room = recordLength - fixed;
    if (room >= 0) {
      long length = u32(recordOffset + fixed - 4);
      if (length <= room) {
        return (int) length;
      }
    }
    return badHeaderLength(fixed, room);
  }

  private int badHeaderLength(int fixed, long room) {
    if (room < 0) {
      flag(DecodeError.BAD_LENGTH, recordOffset - 8, recordLength(), fixed);
      return 0;
    }
    long at = recordOffset + fixed - 4;
    flag(DecodeError.BAD_LENGTH, at, u32(at), room);
    return (int) room;
  }

  /* Where the next record starts. */
  final long afterRecord() {
    return recordOffset + padded(recordLength());
  }

  /// The enterprise that defines the current record's format.
  ///
  /// @return 0 for the standard ones, [DatagramCursor#OLDER] for records that only versions 2 and 4
  ///   write so, 20 bits
  public int recordEnterprise() {
    return recordTag() >>> 12;
  }

  /// The current record's format within its enterprise.
  ///
  /// @return 12 bits
  public int recordFormat() {
    return recordTag() & 0xfff;
  }

  /// The current record's data format word: `enterprise << 12 | format`.
  ///
  /// @return the word; 0 where there is no current record
  public int recordTag() {
    return (int) (recordWords >>> 32);
  }

  /// Where the current record's body starts in the segment, after its format and length words.
  ///
  /// @return a byte offset
  public long recordOffset() {
    return recordOffset;
  }

  /// The current record's declared body length, padding not counted; it lies inside the datagram.
  ///
  /// @return bytes
  public long recordLength() {
    return recordWords & UNSIGNED;
  }

  /// Whether the current record is a `sampled_header` (0:1 in a flow or discarded packet sample, or
  /// that of versions 2 and 4), so that the header's own getters mean something.
  ///
  /// @return `true` on a sampled header
  public boolean isSampledHeader() {
    return headerLength >= 0;
  }

  /// The protocol of the sampled header: 1 Ethernet, 11 IPv4, 12 IPv6, and so on.
  ///
  /// @return the `header_protocol`; 0 where the record is no sampled header
  public int headerProtocol() {
    return (int) headerField(0);
  }

  /// The length in bytes of the packet on the wire, its frame check sequence included.
  ///
  /// @return an unsigned 32-bit number; 0 where the record is no sampled header
  public long frameLength() {
    return headerField(4);
  }

  /// The number of bytes taken off the packet before it was sampled, 4 for the usual frame check
  /// sequence.
  ///
  /// @return an unsigned 32-bit number; 0 in versions 2 and 4, which do not say, and where the
  ///   record is no sampled header
  public long stripped() {
    return isOlder() ? 0 : headerField(8);
  }

  private long headerField(int at) {
    return isSampledHeader() && recordLength() >= at + 4 ? u32(recordOffset + at) : 0;
  }

  /// Where the sampled header's bytes start in the segment.
  ///
  /// @return a byte offset; it means nothing where the record is no sampled header
  public long headerOffset() {
    return recordOffset + (isOlder() ? OLDER_HEADER_FIXED : HEADER_FIXED);
  }

  /// The number of bytes sampled, never more than the record holds.
  ///
  /// @return bytes that can be read from [#headerOffset()]; 0 where the record is no sampled header
  public int headerLength() {
    return Math.max(0, headerLength);
  }
}
