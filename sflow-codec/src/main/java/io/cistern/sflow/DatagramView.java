package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What a [DatagramCursor] knows of the datagram as a whole: where its bytes are, what its header
/// says, and what was wrong with it. Allocation-free.
abstract sealed class DatagramView permits SampleView {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final long UNSIGNED = 0xffff_ffffL;

  /* The first two words of most datagrams: version 5, the agent's address is one of IPv4. */
  static final long VERSION_5_IPV4 = 0x0000_0005_0000_0001L;

  MemorySegment segment = MemorySegment.NULL;
  long start;
  long end;

  /* Version and address type; 0 for what could not be read. */
  private long firstWords;

  /* Where the words after the agent's address are; 0 where the header could not be read. */
  private long headerWords;

  private DecodeError error = DecodeError.NONE;
  private long errorOffset;
  private long errorValue;
  private long errorLimit;

  DatagramView() {}

  /* References are written only where they change: writing one costs a collector's barrier, and a
   * receive buffer is the same segment for ever. */
  @SuppressWarnings("MemorySegmentReferenceEquality") // whether it has to be written, no more
  final void place(MemorySegment segment, long offset, long length) {
    if (this.segment != segment) {
      this.segment = segment;
    }
    if (error != DecodeError.NONE) {
      error = DecodeError.NONE;
    }
    start = offset;
    end = offset + length;
  }

  /* Given version and address type, and where the words after the agent's address are. */
  final void setHeader(long firstWords, long words) {
    this.firstWords = firstWords;
    headerWords = words;
  }

  /* Reads the header of a datagram that is not of the usual kind. */
  final boolean readHeader() {
    setHeader(0, 0);
    if (end - start < 4) {
      return flag(DecodeError.TRUNCATED, start, 4, end - start);
    }
    long version = segment.get(INT, start) & UNSIGNED;
    setHeader(version << 32, 0);
    if (version != 5 && version != 4 && version != 2) {
      return flag(DecodeError.NOT_SFLOW, start, version, 5);
    }
    if (end - start < 8) {
      return flag(DecodeError.TRUNCATED, start + 4, 8, end - start);
    }
    long type = u32(start + 4);
    if (type > 2) {
      return flag(DecodeError.BAD_ADDRESS_TYPE, start + 4, type, 2);
    }
    long afterAgent = start + 8 + addressLength((int) type);
    long words = isOlder() ? afterAgent - 4 : afterAgent; // no sub-agent id
    if (end - words < 16) {
      return flag(
          DecodeError.TRUNCATED, Math.min(afterAgent, end), words + 16 - start, end - start);
    }
    setHeader(version << 32 | type, words);
    return true;
  }

  private static int addressLength(int type) {
    return type == 1 ? 4 : type == 2 ? 16 : 0;
  }

  /// The first word of the datagram: 2, 4 or 5 for every datagram that was read.
  ///
  /// @return the version; the offending word where the error is [DecodeError#NOT_SFLOW]; 0 where
  ///   there were not even four bytes
  public int version() {
    return (int) (firstWords >>> 32);
  }

  /* Whether samples and records have no lengths: versions 2 and 4. */
  final boolean isOlder() {
    return version() != 5;
  }

  /// The version of the NetFlow or IPFIX message that came where sFlow was expected.
  ///
  /// @return 1, 5, 7, 8, 9, or 10 for IPFIX; 0 where the bytes are not taken for NetFlow
  public int netflowVersion() {
    int high = version() >>> 16;
    boolean netflow = high == 1 || high == 5 || (high >= 7 && high <= 10);
    return error == DecodeError.NOT_SFLOW && netflow ? high : 0;
  }

  /// The type of the agent's address.
  ///
  /// @return 0 unknown, 1 IPv4, 2 IPv6
  public int agentAddressType() {
    return (int) firstWords;
  }

  /// The high 64 bits of the agent's IPv6 address.
  ///
  /// @return the bits; 0 for IPv4 and unknown
  public long agentAddressHigh() {
    return agentAddressType() == 2 ? segment.get(LONG, start + 8) : 0;
  }

  /// The agent's IPv4 address, or the low 64 bits of its IPv6 address.
  ///
  /// @return the bits, an IPv4 address in the low 32 of them; 0 for unknown
  public long agentAddressLow() {
    return switch (agentAddressType()) {
      case 1 -> u32(start + 8);
      case 2 -> segment.get(LONG, start + 16);
      default -> 0;
    };
  }

  /// The sub-agent id: with the agent's address it names a stream of datagrams.
  ///
  /// @return an unsigned 32-bit number; 0 for versions 2 and 4
  public long subAgentId() {
    return isOlder() ? 0 : headerWord(0);
  }

  /// The datagram's sequence number within its agent and sub-agent.
  ///
  /// @return an unsigned 32-bit number that wraps
  public long sequenceNumber() {
    return headerWord(4);
  }

  /// Milliseconds since the agent started.
  ///
  /// @return an unsigned 32-bit number that wraps after 49.7 days
  public long uptimeMillis() {
    return headerWord(8);
  }

  /// The number of samples the datagram announces; how many there are, only walking it tells.
  ///
  /// @return an unsigned 32-bit number
  public long sampleCount() {
    return headerWord(12);
  }

  private long headerWord(int at) {
    return headerWords != 0 ? u32(headerWords + at) : 0;
  }

  /* Where the first sample starts. */
  final long afterHeader() {
    return headerWords + 16;
  }

  /// What was wrong first. It may be set while samples and records are still delivered.
  ///
  /// @return the error, or [DecodeError#NONE]
  public DecodeError error() {
    return error;
  }

  /// Where the first error is.
  ///
  /// @return a byte offset from the start of the datagram, never more than its length
  public long errorOffset() {
    return error == DecodeError.NONE ? 0 : errorOffset;
  }

  /// The length, count, type or version that was wrong first; for [DecodeError#TRUNCATED], the
  /// bytes that are needed.
  ///
  /// @return an unsigned number; 0 without an error
  public long errorValue() {
    return error == DecodeError.NONE ? 0 : errorValue;
  }

  /// What [#errorValue()] may be at most, or at least where it is too small; for
  /// [DecodeError#TRUNCATED], the bytes that are there.
  ///
  /// @return an unsigned number; 0 without an error
  public long errorLimit() {
    return error == DecodeError.NONE ? 0 : errorLimit;
  }

  /* Notes the first error. Returns false, for those who stop at it. */
  final boolean flag(DecodeError reason, long at, long value, long limit) {
    if (error == DecodeError.NONE) {
      error = reason;
      errorOffset = Math.min(at, end) - start;
      errorValue = value;
      errorLimit = limit;
    }
    return false;
  }

  /* A word that is not the first of the segment. It is read as the second half of a long, so that
   * most reads are of one kind: the JIT then keeps one bound for all of them. */
  final long u32(long at) {
    return segment.get(LONG, at - 4) & UNSIGNED;
  }

  static long padded(long length) {
    return (length + 3) & ~3L;
  }
}
