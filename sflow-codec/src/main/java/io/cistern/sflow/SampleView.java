package io.cistern.sflow;

/// What a [DatagramCursor] knows of the sample it stands on. Allocation-free.
///
/// | offset | compact flow (1) | counters (2) | expanded flow (3) | expanded counters (4) | discarded packet (5) |
/// |-------:|------------------|--------------|-------------------|-----------------------|----------------------|
/// |      0 | sequence number  | sequence number | sequence number | sequence number       | sequence number      |
/// |      4 | source           | source       | source class      | source class          | source class         |
/// |      8 | sampling rate    | records      | source index      | source index          | source index         |
/// |     12 | sample pool      |              | sampling rate     | records               | drops                |
/// |     16 | drops            |              | sample pool       |                       | input ifIndex        |
/// |     20 | input            |              | drops             |                       | output ifIndex       |
/// |     24 | output           |              | input format      |                       | reason               |
/// |     28 | records          |              | input value       |                       | records              |
/// |     32 |                  |              | output format     |                       |                      |
/// |     36 |                  |              | output value      |                       |                      |
/// |     40 |                  |              | records           |                       |                      |
abstract sealed class SampleView extends DatagramView permits RecordView {
  static final int FLOW = 1;
  static final int COUNTERS = 2;
  static final int EXPANDED_FLOW = 3;
  static final int EXPANDED_COUNTERS = 4;
  static final int DISCARDED = 5;

  static final int FLOW_FIXED = 32;
  static final int COUNTERS_FIXED = 12;
  static final int EXPANDED_FLOW_FIXED = 44;
  static final int EXPANDED_COUNTERS_FIXED = 16;
  static final int DISCARDED_FIXED = 32;

  private static final int COMPACT_OUTPUT = 24;

  int sampleTag;
  long sampleOffset;
  long sampleLimit;

  SampleView() {}

  /* The length of what comes before the records, their count included; 0 for unknown samples. */
  static int fixedLength(int tag) {
    return switch (tag) {
      case FLOW -> FLOW_FIXED;
      case COUNTERS -> COUNTERS_FIXED;
      case EXPANDED_FLOW -> EXPANDED_FLOW_FIXED;
      case EXPANDED_COUNTERS -> EXPANDED_COUNTERS_FIXED;
      case DISCARDED -> DISCARDED_FIXED;
      default -> 0;
    };
  }

  /// What the current sample is.
  ///
  /// @return its kind; [SampleKind#UNKNOWN] also where there is no current sample
  public SampleKind sampleKind() {
    return switch (sampleTag) {
      case FLOW, EXPANDED_FLOW -> SampleKind.FLOW;
      case COUNTERS, EXPANDED_COUNTERS -> SampleKind.COUNTERS;
      case DISCARDED -> SampleKind.DISCARDED_PACKET;
      default -> SampleKind.UNKNOWN;
    };
  }

  private boolean isFlowSample() {
    return sampleTag == FLOW || sampleTag == EXPANDED_FLOW;
  }

  /// Whether the current sample came in its expanded form (0:3 and 0:4).
  ///
  /// @return `true` for an expanded form
  public boolean isExpanded() {
    return sampleTag == EXPANDED_FLOW || sampleTag == EXPANDED_COUNTERS;
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
    return sampleTag >= EXPANDED_FLOW;
  }

  /// The flow sample's N of one in N.
  ///
  /// @return an unsigned 32-bit number, 0 where the agent does not know it; 0 for other samples
  public long samplingRate() {
    return isFlowSample() ? u32(sampleOffset + (sampleTag == EXPANDED_FLOW ? 12 : 8)) : 0;
  }

  /// The number of packets that could have been sampled so far.
  ///
  /// @return an unsigned 32-bit counter; 0 for other than flow samples
  public long samplePool() {
    return isFlowSample() ? u32(sampleOffset + (sampleTag == EXPANDED_FLOW ? 16 : 12)) : 0;
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
    return isOlder() ? olderInterfaceFormat(word, compactAt) : word >>> 30;
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
        yield isOlder()
            ? word & (olderInterfaceFormat(word, compactAt) == 0 ? UNSIGNED : 0x7fff_ffffL)
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
    return sampleTag == DISCARDED ? u32(sampleOffset + 24) : 0;
  }
}
