package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/// Cursor over the samples and records of one sFlow datagram. Allocation-free, reusable, not
/// thread-safe.
///
/// Bytes never make it throw: it stops, or steps over what is damaged, and [#error()] and
/// [#errorOffset()] say what was wrong first and where. What was read before stays valid, and every
/// complete record of a datagram that was cut short is delivered.
///
/// Everything a getter returns is read from the bytes when it is asked for and is valid until the
/// next `wrap`, `nextSample` or `nextRecord`. Offsets of samples, records and headers count from
/// the start of the wrapped segment, so that they can be given to it as they are.
///
/// | offset | size | field                                          |
/// |-------:|-----:|------------------------------------------------|
/// |      0 |    4 | version: 5; 2 and 4 have no sub-agent id       |
/// |      4 |    4 | agent address type: 0 unknown, 1 IPv4, 2 IPv6  |
/// |      8 | 0/4/16 | agent address                                |
/// |     +0 |    4 | sub-agent id                                   |
/// |     +4 |    4 | sequence number                                |
/// |     +8 |    4 | uptime in milliseconds                         |
/// |    +12 |    4 | number of samples                              |
/// |    +16 |      | samples: data format, length, body             |
///
/// Datagrams of versions 2 and 4, which have no sub-agent id, are presented as if they were of
/// version 5: their samples as flow and counters samples, their records with the data formats of
/// version 5. Counter records, `sampled_ipv4`, `sampled_ipv6`, `extended_switch` and
/// `extended_router` have the same layout there and here; the sampled header's getters know both of
/// its layouts. `extended_gateway` and `extended_user` have fewer fields there: decode such a
/// datagram with [Datagram#decode(MemorySegment)] to read them.
///
/// Source: sFlow version 5, section 5, `sample_datagram_v5`; RFC 3176 (version 2) and version 4.
/// All integers are XDR, big-endian.
public final class DatagramCursor {
  /*
   * Samples and records advance by their declared length, never by what was understood of them: that
   * is what keeps structures extended at their end, vendors' structures and Brocade's four stray
   * bytes from costing their neighbours anything. A declared length is believed as far as the bytes
   * go:
   *
   *  - a sample past the end of the datagram is entered all the same, and the records that lie inside
   *    the datagram are delivered;
   *  - a record past the end of its sample but inside the datagram is delivered (sample lengths are
   *    computed by hand in agents more often than record lengths are) and flagged;
   *  - missing padding at the end of a sample or of the datagram is no error.
   *
   * All arithmetic is done in long on unsigned 32-bit values, so that nothing can wrap.
   */

  /// The largest number of samples read from one datagram; the rest is reported as
  /// [DecodeError#BAD_COUNT].
  public static final int MAX_SAMPLES = 1024;

  /// The largest number of records read from one sample; the rest is reported as
  /// [DecodeError#BAD_COUNT].
  public static final int MAX_RECORDS = 256;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final long UNSIGNED = 0xffff_ffffL;

  /* A byte for each of the sample formats 0 to 7: 32, 12, 44, 16 and 32 for 1 to 5. */
  private static final long FIXED_LENGTHS = 0x0000_2010_2c0c_2000L;

  /* The first two words of most datagrams: version 5, the agent's address is one of IPv4. */
  private static final long VERSION_5_IPV4 = 0x0000_0005_0000_0001L;

  private static final int SAMPLED_HEADER_TAG = 1;
  private static final int COMPACT_OUTPUT = 24;

  private final OlderWalk olderWalk = new OlderWalk();
  private MemorySegment segment = MemorySegment.NULL;
  private long start;
  private long end;
  private int version;
  private boolean older;
  private int agentAddressType;
  private long headerWords;
  private long samplesAnnounced;
  private int samplesLimit;
  private int samplesRead;
  private long nextSample;

  private int sampleTag;
  private long sampleOffset;
  private long sampleLimit;

  private int recordsLeft;
  private int recordTag;
  private long recordOffset;
  private long recordLength;
  private int headerLength;

  private DecodeError error = DecodeError.NONE;
  private long errorOffset;

  /// Creates a cursor over nothing; [#wrap(MemorySegment)] gives it a datagram.
  public DatagramCursor() {}

  /// Points the cursor at a datagram, before its first sample.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return `true` if its header was read; `false` if these bytes are no sFlow datagram or end
  ///   inside the header, [#error()] says which
  public boolean wrap(MemorySegment datagram) {
    return wrap(datagram, 0, datagram.byteSize());
  }

  /// Points the cursor at a datagram inside a larger segment, before its first sample.
  ///
  /// @param segment the bytes around the datagram, for example a receive buffer
  /// @param offset where the datagram starts in it
  /// @param length the datagram's length in bytes
  /// @return as [#wrap(MemorySegment)]
  /// @throws IndexOutOfBoundsException if offset and length do not lie inside the segment
  public boolean wrap(MemorySegment segment, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    this.segment = segment;
    start = offset;
    end = offset + length;
    error = DecodeError.NONE;
    samplesRead = 0;
    leaveSample();
    if (length >= 28 && segment.get(LONG, offset) == VERSION_5_IPV4) { // the usual case
      enterDatagram(5, 1, offset + 12);
      return true;
    }
    version = 0;
    older = false;
    agentAddressType = 0;
    headerWords = offset;
    samplesAnnounced = 0;
    samplesLimit = 0;
    nextSample = end;
    return readHeader();
  }

  /* Given where the words after the agent's address are, the sub-agent id first. */
  private void enterDatagram(int version, int addressType, long words) {
    this.version = version;
    older = version != 5;
    agentAddressType = addressType;
    headerWords = words;
    samplesAnnounced = u32(words + 12);
    samplesLimit = older ? 0 : (int) Math.min(samplesAnnounced, MAX_SAMPLES);
    nextSample = words + 16;
  }

  private boolean readHeader() {
    if (end - start < 4) {
      return fail(DecodeError.TRUNCATED, start);
    }
    version = segment.get(INT, start);
    older = version == 2 || version == 4;
    if (version != 5 && !older) {
      return fail(DecodeError.NOT_SFLOW, start);
    }
    if (end - start < 8) {
      return fail(DecodeError.TRUNCATED, start + 4);
    }
    int type = segment.get(INT, start + 4);
    if (type < 0 || type > 2) {
      return fail(DecodeError.BAD_ADDRESS_TYPE, start + 4);
    }
    long afterAgent = start + 8 + addressLength(type);
    long words = older ? afterAgent - 4 : afterAgent; // no sub-agent id
    if (end - words < 16) {
      return fail(DecodeError.TRUNCATED, Math.min(afterAgent, end));
    }
    enterDatagram(version, type, words);
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
    return version;
  }

  /* Whether samples and records have no lengths: versions 2 and 4. */
  boolean isOlder() {
    return older;
  }

  /// The version of the NetFlow or IPFIX message that came where sFlow was expected.
  ///
  /// @return 1, 5, 7, 8, 9, or 10 for IPFIX; 0 where the bytes are not taken for NetFlow
  public int netflowVersion() {
    int high = version >>> 16;
    boolean netflow = high == 1 || high == 5 || (high >= 7 && high <= 10);
    return error == DecodeError.NOT_SFLOW && netflow ? high : 0;
  }

  /// The type of the agent's address.
  ///
  /// @return 0 unknown, 1 IPv4, 2 IPv6
  public int agentAddressType() {
    return agentAddressType;
  }

  /// The high 64 bits of the agent's IPv6 address.
  ///
  /// @return the bits; 0 for IPv4 and unknown
  public long agentAddressHigh() {
    return agentAddressType == 2 ? segment.get(LONG, start + 8) : 0;
  }

  /// The agent's IPv4 address, or the low 64 bits of its IPv6 address.
  ///
  /// @return the bits, an IPv4 address in the low 32 of them; 0 for unknown
  public long agentAddressLow() {
    return switch (agentAddressType) {
      case 1 -> u32(start + 8);
      case 2 -> segment.get(LONG, start + 16);
      default -> 0;
    };
  }

  /// The sub-agent id: with the agent's address it names a stream of datagrams.
  ///
  /// @return an unsigned 32-bit number; 0 for versions 2 and 4
  public long subAgentId() {
    return older ? 0 : headerWord(0);
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

  /// Moves to the next sample.
  ///
  /// A sample that cannot be entered (its length is smaller than its own fixed part) is stepped
  /// over and flagged.
  ///
  /// @return `true` if positioned on a sample, `false` at the end or where nothing more can be read
  public boolean nextSample() {
    // the usual case, small enough to be inlined: a known sample that lies inside the datagram
    if (samplesRead >= samplesLimit) {
      return endSamples();
    }
    long at = nextSample;
    long room = end - at - 8;
    if (room >= 0) {
      long words = segment.get(LONG, at);
      long length = words & UNSIGNED;
      int fixed = fixedLength((int) (words >>> 32));
      if (fixed != 0 && fixed <= length && length <= room) {
        samplesRead++;
        enterSample((int) (words >>> 32), at + 8, length, fixed);
        return true;
      }
    }
    return nextOtherSample();
  }

  private boolean endSamples() {
    if (samplesRead != samplesAnnounced) { // above the cap, or of versions 2 and 4
      return nextOtherSample();
    }
    leaveSample();
    return false;
  }

  private void enterSample(int tag, long offset, long length, int fixed) {
    sampleTag = tag;
    sampleOffset = offset;
    sampleLimit = offset + length;
    nextSample = offset + padded(length);
    recordOffset = offset + fixed;
    recordLength = 0;
    long count = u32(offset + fixed - 4);
    recordsLeft = count <= MAX_RECORDS ? (int) count : tooManyRecords();
    recordTag = 0;
  }

  private int tooManyRecords() {
    flag(DecodeError.BAD_COUNT, recordOffset - 4);
    return MAX_RECORDS;
  }

  private boolean nextOtherSample() {
    if (older) {
      return nextOlderSample();
    }
    while (samplesRead < samplesLimit) {
      long at = nextSample;
      if (end - at < 8) {
        return fail(DecodeError.TRUNCATED, Math.min(end, at));
      }
      samplesRead++;
      int tag = segment.get(INT, at);
      if (tag == VendorSamples.FOUNDRY_ACL) { // it is not counted
        samplesAnnounced++;
        samplesLimit = (int) Math.min(samplesAnnounced, MAX_SAMPLES);
      }
      if (enterOtherSample(tag, u32(at + 4), at + 8)) {
        return true;
      }
    }
    if (samplesRead < samplesAnnounced) {
      return fail(
          end - nextSample < 8 ? DecodeError.TRUNCATED : DecodeError.BAD_COUNT,
          Math.min(end, nextSample));
    }
    leaveSample();
    return false;
  }

  /* A sample that is unknown, leaves the datagram, or is too short for itself. */
  private boolean enterOtherSample(int tag, long length, long offset) {
    boolean cut = length > end - offset;
    long inside = Math.min(length, end - offset);
    int fixed = fixedLength(tag);
    if (cut) {
      flag(DecodeError.TRUNCATED, offset - 8);
    }
    if (inside < fixed) {
      flag(DecodeError.BAD_LENGTH, offset - 8);
      leaveSample();
      nextSample = Math.min(end, offset + padded(length));
      return false;
    }
    if (fixed == 0) {
      leaveSample();
      sampleTag = tag;
      sampleOffset = offset;
      sampleLimit = offset + inside;
    } else {
      enterSample(tag, offset, inside, fixed);
    }
    nextSample = Math.min(end, offset + padded(length));
    return true;
  }

  /* The length of what comes before the records, their count included; 0 for unknown samples. */
  private static int fixedLength(int tag) {
    return (tag & ~7) == 0 ? (int) (FIXED_LENGTHS >>> (tag << 3)) & 0xff : 0;
  }

  private boolean nextOlderSample() {
    if (samplesRead == samplesAnnounced) {
      leaveSample();
      return false;
    }
    if (end - nextSample < 4) {
      return fail(DecodeError.TRUNCATED, nextSample);
    }
    if (samplesRead == MAX_SAMPLES) {
      return fail(DecodeError.BAD_COUNT, nextSample);
    }
    if (!olderWalk.enter(segment, version, nextSample, end)) {
      return fail(olderWalk.error(), nextSample);
    }
    samplesRead++;
    leaveSample();
    sampleTag = olderWalk.sampleType();
    sampleOffset = nextSample + 4;
    sampleLimit = olderWalk.end();
    nextSample = sampleLimit;
    if (olderWalk.error() != DecodeError.NONE) { // where the next sample starts is not known
      flag(olderWalk.error(), olderWalk.errorAt());
      samplesAnnounced = samplesRead;
      nextSample = end;
    }
    return true;
  }

  private boolean nextOlderRecord() {
    if (sampleTag == 0 || !olderWalk.nextRecord()) {
      leaveRecord();
      return false;
    }
    recordTag = olderWalk.tag();
    recordOffset = olderWalk.offset();
    recordLength = olderWalk.length();
    if (isSampledHeader()) {
      headerLength = readHeaderLength(headerFixed());
    }
    return true;
  }

  /// What the current sample is.
  ///
  /// @return its kind; [SampleKind#UNKNOWN] also where there is no current sample
  public SampleKind sampleKind() {
    return switch (sampleTag) {
      case 1, 3 -> SampleKind.FLOW;
      case 2, 4 -> SampleKind.COUNTERS;
      case 5 -> SampleKind.DISCARDED_PACKET;
      default -> SampleKind.UNKNOWN;
    };
  }

  private boolean isFlowSample() {
    return sampleTag == 1 || sampleTag == 3;
  }

  /// Whether the current sample came in its expanded form (0:3 and 0:4).
  ///
  /// @return `true` for an expanded form
  public boolean isExpanded() {
    return sampleTag == 3 || sampleTag == 4;
  }

  /// The enterprise that defines the current sample's format.
  ///
  /// @return 0 for the standard ones, 20 bits
  public int sampleEnterprise() {
    return sampleTag >>> 12;
  }

  /// The current sample's format within its enterprise.
  ///
  /// @return 12 bits
  public int sampleFormat() {
    return sampleTag & 0xfff;
  }

  /// Where the current sample's body starts in the segment, after its format and length words.
  ///
  /// @return a byte offset
  public long sampleOffset() {
    return sampleOffset;
  }

  /// The current sample's body length: as declared, cut to what the datagram holds.
  ///
  /// @return bytes that can be read from [#sampleOffset()]
  public long sampleLength() {
    return sampleLimit - sampleOffset;
  }

  /// The current sample's sequence number within its data source.
  ///
  /// @return an unsigned 32-bit number that wraps; 0 for unknown samples
  public long sampleSequenceNumber() {
    return fixedLength(sampleTag) == 0 ? 0 : u32(sampleOffset);
  }

  /// The class of the current sample's data source.
  ///
  /// @return 0 ifIndex, 1 VLAN, 2 physical entity, 3 logical entity; 0 for unknown samples
  public int sourceClass() {
    if (fixedLength(sampleTag) == 0) {
      return 0;
    }
    int word = segment.get(INT, sampleOffset + 4);
    return isWide() ? word : word >>> 24;
  }

  /// The index of the current sample's data source within its class.
  ///
  /// @return an unsigned number of 24 bits in compact, 32 in expanded samples; 0 for unknown
  ///   samples
  public long sourceIndex() {
    if (fixedLength(sampleTag) == 0) {
      return 0;
    }
    return isWide() ? u32(sampleOffset + 8) : u32(sampleOffset + 4) & 0xff_ffff;
  }

  /* Discarded packets name their data source in two words, as the expanded forms do. */
  private boolean isWide() {
    return sampleTag >= 3;
  }

  /// The flow sample's N of one in N.
  ///
  /// @return an unsigned 32-bit number, 0 where the agent does not know it; 0 for other samples
  public long samplingRate() {
    return isFlowSample() ? u32(sampleOffset + (sampleTag == 3 ? 12 : 8)) : 0;
  }

  /// The number of packets that could have been sampled so far.
  ///
  /// @return an unsigned 32-bit counter; 0 for other than flow samples
  public long samplePool() {
    return isFlowSample() ? u32(sampleOffset + (sampleTag == 3 ? 16 : 12)) : 0;
  }

  /// The number of samples (flow samples) or discard notifications (discarded packets) that the
  /// agent itself lost since it started.
  ///
  /// @return an unsigned 32-bit counter; 0 for other samples
  public long drops() {
    return switch (sampleKind()) {
      case FLOW -> u32(sampleOffset + (isExpanded() ? 20 : 16));
      case DISCARDED_PACKET -> u32(sampleOffset + 12);
      case COUNTERS, UNKNOWN -> 0;
    };
  }

  /// The format of the interface the packet came in on, see [PacketInterface].
  ///
  /// @return the format, 0 for an ifIndex; 0 for discarded packets and samples without interfaces
  public int inputFormat() {
    return interfaceFormat(20, 24);
  }

  /// The interface the packet came in on, see [PacketInterface].
  ///
  /// @return the value, 0 for unknown and for samples without interfaces
  public long inputValue() {
    return interfaceValue(20, 24, 16);
  }

  /// The format of the interface the packet went out on, see [PacketInterface].
  ///
  /// @return the format: 0 ifIndex, 1 discarded, 2 multiple
  public int outputFormat() {
    return interfaceFormat(COMPACT_OUTPUT, 32);
  }

  /// The interface the packet went out on, see [PacketInterface].
  ///
  /// @return the value: an ifIndex, a discard reason, or a count, as [#outputFormat()] says
  public long outputValue() {
    return interfaceValue(COMPACT_OUTPUT, 32, 20);
  }

  private int interfaceFormat(int compactAt, int expandedAt) {
    if (!isFlowSample()) {
      return 0;
    }
    if (isExpanded()) {
      return segment.get(INT, sampleOffset + expandedAt);
    }
    int word = segment.get(INT, sampleOffset + compactAt);
    return older ? olderInterfaceFormat(word, compactAt) : word >>> 30;
  }

  /* Versions 2 and 4 write an ifIndex; the highest bit of an output says that there are several. */
  private static int olderInterfaceFormat(int word, int at) {
    return at == COMPACT_OUTPUT && word < 0 ? 2 : 0;
  }

  private long interfaceValue(int compactAt, int expandedAt, int discardedAt) {
    return switch (sampleKind()) {
      case FLOW -> {
        if (isExpanded()) {
          yield u32(sampleOffset + expandedAt + 4);
        }
        int word = segment.get(INT, sampleOffset + compactAt);
        yield older
            ? word & (olderInterfaceFormat(word, compactAt) == 0 ? 0xffff_ffffL : 0x7fff_ffffL)
            : word & 0x3fff_ffff;
      }
      case DISCARDED_PACKET -> u32(sampleOffset + discardedAt);
      case COUNTERS, UNKNOWN -> 0;
    };
  }

  /// Why the packet was discarded.
  ///
  /// @return the code of [DiscardReason]; 0 for other than discarded packets
  public long discardReason() {
    return sampleTag == 5 ? u32(sampleOffset + 24) : 0;
  }

  /// The number of records the current sample announces.
  ///
  /// @return an unsigned 32-bit number; 0 for unknown samples
  public long recordCount() {
    if (fixedLength(sampleTag) == 0) {
      return 0;
    }
    return older ? olderWalk.announced() : u32(sampleOffset + fixedLength(sampleTag) - 4);
  }

  /// Moves to the next record of the current sample.
  ///
  /// @return `true` if positioned on a record that lies inside the datagram as a whole; `false` at
  ///   the end of the sample's records or where the next one cannot be read
  public boolean nextRecord() {
    // the usual case, as in nextSample: a record that lies inside its sample
    if (recordsLeft == 0) {
      return endRecords();
    }
    long at = recordOffset + padded(recordLength);
    long room = sampleLimit - at - 8;
    if (room >= 0) {
      long words = segment.get(LONG, at);
      long length = words & UNSIGNED;
      if (length <= room) {
        enterRecord((int) (words >>> 32), at + 8, length);
        return true;
      }
    }
    return nextOtherRecord();
  }

  private boolean endRecords() {
    if (older) {
      return nextOlderRecord();
    }
    leaveRecord();
    return false;
  }

  private void enterRecord(int tag, long offset, long length) {
    recordsLeft--;
    recordTag = tag;
    recordOffset = offset;
    recordLength = length;
    if (isSampledHeader()) {
      headerLength = readHeaderLength(headerFixed());
    }
  }

  /* A record that does not lie inside its sample. */
  private boolean nextOtherRecord() {
    long at = recordOffset + padded(recordLength);
    if (sampleLimit - at < 8) {
      return stopRecords(DecodeError.BAD_COUNT);
    }
    long length = u32(at + 4);
    if (length > end - at - 8) {
      return stopRecords(DecodeError.BAD_LENGTH);
    }
    flag(DecodeError.BAD_LENGTH, at); // past the end of its sample, not of the datagram
    enterRecord(segment.get(INT, at), at + 8, length);
    return true;
  }

  private boolean stopRecords(DecodeError reason) {
    boolean cut = u32(sampleOffset - 4) > end - sampleOffset;
    flag(cut ? DecodeError.TRUNCATED : reason, recordsEnd());
    recordsLeft = 0;
    recordOffset = sampleLimit;
    recordLength = 0;
    leaveRecord();
    return false;
  }

  /* Given what comes before the header's bytes, their number last. */
  private int readHeaderLength(int fixed) {
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
    flag(DecodeError.BAD_LENGTH, recordOffset + (room < 0 ? -8 : fixed - 4));
    return (int) Math.max(0, room);
  }

  /* Where the records read so far end, padding included: after the last, what is left of the sample. */
  long recordsEnd() {
    return Math.min(recordOffset + padded(recordLength), sampleLimit);
  }

  /// The enterprise that defines the current record's format.
  ///
  /// @return 0 for the standard ones, 20 bits
  public int recordEnterprise() {
    return recordTag >>> 12;
  }

  /// The current record's format within its enterprise.
  ///
  /// @return 12 bits
  public int recordFormat() {
    return recordTag & 0xfff;
  }

  /// The current record's data format word: `enterprise << 12 | format`.
  ///
  /// @return the word; 0 where there is no current record
  public int recordTag() {
    return recordTag;
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
    return recordLength;
  }

  /// Whether the current record is a `sampled_header` (0:1 in a flow or discarded packet sample),
  /// so that the header's own getters mean something.
  ///
  /// @return `true` on a sampled header
  public boolean isSampledHeader() {
    return recordTag == SAMPLED_HEADER_TAG
        && (sampleTag & 1) != 0; // flow samples, discarded packets
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
    return older ? 0 : headerField(8);
  }

  /// Where the sampled header's bytes start in the segment.
  ///
  /// @return a byte offset
  public long headerOffset() {
    return recordOffset + headerFixed();
  }

  /* What comes before the sampled bytes: versions 2 and 4 do not say how many were stripped. */
  private int headerFixed() {
    return older ? 12 : 16;
  }

  /// The number of bytes sampled, never more than the record holds.
  ///
  /// @return bytes that can be read from [#headerOffset()]; 0 where the record is no sampled header
  public int headerLength() {
    return isSampledHeader() ? headerLength : 0;
  }

  private long headerField(int at) {
    return isSampledHeader() && recordLength >= at + 4 ? u32(recordOffset + at) : 0;
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

  /// The bytes that follow the last announced sample, once [#nextSample()] has returned `false`.
  ///
  /// @return bytes; 0 before that and where the datagram could not be walked to its end
  public long trailingBytes() {
    return samplesRead == samplesAnnounced && headerWords > start
        ? Math.max(0, end - nextSample)
        : 0;
  }

  private void leaveSample() {
    sampleTag = 0;
    recordsLeft = 0;
    leaveRecord();
  }

  private void leaveRecord() {
    recordTag = 0;
  }

  private boolean fail(DecodeError reason, long at) {
    flag(reason, at);
    leaveSample();
    samplesAnnounced = samplesRead;
    samplesLimit = samplesRead;
    nextSample = end;
    return false;
  }

  private void flag(DecodeError reason, long at) {
    if (error == DecodeError.NONE) {
      error = reason;
      errorOffset = at - start;
    }
  }

  private long headerWord(int at) {
    return headerWords > start ? u32(headerWords + at) : 0;
  }

  private long u32(long at) {
    return segment.get(INT, at) & 0xffff_ffffL;
  }

  private static long padded(long length) {
    return (length + 3) & ~3L;
  }
}
