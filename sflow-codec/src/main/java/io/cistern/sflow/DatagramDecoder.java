package io.cistern.sflow;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a [Datagram] of what a [DatagramCursor] finds, with the structures it is given. Reusable,
/// and best reused. Not thread-safe.
///
/// Samples and records of unknown formats are kept with their bytes; so are records whose content
/// does not fit their length. [Datagram#decode(MemorySegment)] is the short way to one with the
/// standard structures.
///
/// The bytes may be in an array, a buffer or a segment; they are not changed, and nothing of the
/// datagram refers to them. A program that gives one decoder all three pays for it: the JIT then
/// keeps a version of the loop for each kind.
public final class DatagramDecoder {
  private static final int USUAL_SAMPLES = 8;
  private static final int USUAL_RECORDS = 4;

  private final Structures structures;
  private final DatagramCursor cursor = new DatagramCursor();
  private final XdrReader reader;
  private final List<Leftover> datagramLeftovers = new ArrayList<>();
  private final List<Leftover> leftovers = new ArrayList<>(); // of the current sample
  private final List<FlowRecord> flowRecords = new ArrayList<>(USUAL_RECORDS);
  private final List<CounterRecord> counterRecords = new ArrayList<>();
  private MemorySegment segment = MemorySegment.NULL;

  /// A decoder.
  ///
  /// @param structures those it knows; records of others are kept with their bytes
  public DatagramDecoder(Structures structures) {
    this.structures = structures;
    reader = new XdrReader(structures.nested());
  }

  /// Decodes a datagram.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return the datagram
  /// @throws MalformedDatagramException if it is none, is cut short, or its lengths contradict each
  ///   other; what could be read comes with the exception
  public Datagram decode(byte[] datagram) throws MalformedDatagramException {
    return decode(MemorySegment.ofArray(datagram));
  }

  /// Decodes a datagram inside an array, as a `java.net.DatagramPacket` has it.
  ///
  /// @param bytes the bytes around it
  /// @param offset where it starts
  /// @param length its length in bytes
  /// @return the datagram
  /// @throws IndexOutOfBoundsException if it does not lie inside the array
  /// @throws MalformedDatagramException as [#decode(byte[])]
  public Datagram decode(byte[] bytes, int offset, int length) throws MalformedDatagramException {
    return decode(MemorySegment.ofArray(bytes).asSlice(offset, length));
  }

  /// Decodes a datagram in a buffer.
  ///
  /// @param datagram exactly the payload of one UDP datagram, from its position to its limit, which
  ///   stay as they are; its byte order does not matter
  /// @return the datagram
  /// @throws MalformedDatagramException as [#decode(byte[])]
  public Datagram decode(ByteBuffer datagram) throws MalformedDatagramException {
    return decode(MemorySegment.ofBuffer(datagram));
  }

  /// Decodes a datagram in a segment.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return the datagram
  /// @throws MalformedDatagramException as [#decode(byte[])]
  public Datagram decode(MemorySegment datagram) throws MalformedDatagramException {
    segment = datagram;
    datagramLeftovers.clear();
    if (!cursor.wrap(datagram)) {
      throw malformed(Optional.empty());
    }
    var samples = new ArrayList<Sample>((int) Math.min(cursor.sampleCount(), USUAL_SAMPLES));
    while (cursor.nextSample()) {
      samples.add(sample(samples.size()));
    }
    Datagram decoded = datagram(samples);
    if (cursor.error() != DecodeError.NONE) {
      throw malformed(Optional.of(decoded));
    }
    return decoded;
  }

  private Datagram datagram(List<Sample> samples) {
    long trailing = cursor.trailingBytes();
    if (trailing > 0) {
      Bytes rest = Bytes.of(segment, segment.byteSize() - trailing, trailing);
      datagramLeftovers.add(Leftover.rest(samples.size(), rest));
    } else if ((segment.byteSize() & 3) != 0) { // the last padding is not there
      datagramLeftovers.add(Leftover.length(samples.size(), segment.byteSize()));
    }
    return new Datagram(
        cursor.version(),
        agent(),
        cursor.subAgentId(),
        cursor.sequenceNumber(),
        cursor.uptimeMillis(),
        copy(samples),
        copy(datagramLeftovers));
  }

  /* As List.copyOf, without the array that makes for short lists. */
  private static <T> List<T> copy(List<T> list) {
    return switch (list.size()) {
      case 0 -> List.of();
      case 1 -> List.of(list.get(0));
      case 2 -> List.of(list.get(0), list.get(1));
      default -> List.copyOf(list);
    };
  }

  private Address agent() {
    return new Address(
        cursor.agentAddressType(), cursor.agentAddressHigh(), cursor.agentAddressLow());
  }

  private MalformedDatagramException malformed(Optional<Datagram> partial) {
    var text = new StringBuilder(cursor.error().text());
    int netflow = cursor.netflowVersion();
    if (netflow != 0) {
      text.append(": ").append(netflow == 10 ? "IPFIX" : "NetFlow v" + netflow);
    }
    text.append(": offset=").append(cursor.errorOffset());
    text.append(", value=").append(Long.toUnsignedString(cursor.errorValue()));
    text.append(", limit=").append(Long.toUnsignedString(cursor.errorLimit()));
    text.append(", length=").append(segment.byteSize());
    return new MalformedDatagramException(
        text.toString(), cursor.error(), cursor.errorOffset(), partial);
  }

  private Sample sample(int index) {
    leftovers.clear();
    Sample sample =
        switch (cursor.sampleKind()) {
          case FLOW -> flowSample();
          case COUNTERS -> countersSample();
          case DISCARDED_PACKET -> discardedPacket();
          case UNKNOWN -> otherSample(index);
        };
    if (cursor.sampleKind() != SampleKind.UNKNOWN && !cursor.isOlder()) {
      keepSampleLeftover(null, index);
    }
    return sample;
  }

  private FlowSample flowSample() {
    readFlowRecords();
    return new FlowSample(
        cursor.isExpanded(),
        cursor.sampleSequenceNumber(),
        source(),
        cursor.samplingRate(),
        cursor.samplePool(),
        cursor.drops(),
        new PacketInterface(cursor.inputFormat(), cursor.inputValue()),
        new PacketInterface(cursor.outputFormat(), cursor.outputValue()),
        copy(flowRecords),
        copy(leftovers));
  }

  private DiscardedPacket discardedPacket() {
    readFlowRecords();
    return new DiscardedPacket(
        cursor.sampleSequenceNumber(),
        source(),
        cursor.drops(),
        cursor.inputValue(),
        cursor.outputValue(),
        cursor.discardReason(),
        copy(flowRecords),
        copy(leftovers));
  }

  private CountersSample countersSample() {
    readCounterRecords();
    return new CountersSample(
        cursor.isExpanded(),
        cursor.sampleSequenceNumber(),
        source(),
        copy(counterRecords),
        copy(leftovers));
  }

  private DataSource source() {
    return new DataSource(cursor.sourceClass(), cursor.sourceIndex());
  }

  private void readFlowRecords() {
    flowRecords.clear();
    while (cursor.nextRecord()) {
      int enterprise = cursor.recordEnterprise();
      int format = cursor.recordFormat();
      Object known = flowRecord(enterprise, format);
      keepRecordLeftover(known, flowRecords.size());
      flowRecords.add(
          known instanceof FlowRecord record
              ? record
              : new UnknownFlowRecord(enterprise, format, recordBytes()));
    }
    afterRecords(flowRecords.size());
  }

  private void readCounterRecords() {
    counterRecords.clear();
    while (cursor.nextRecord()) {
      int enterprise = cursor.recordEnterprise();
      int format = cursor.recordFormat();
      Object known = decode(structures.counterRecord(enterprise, format));
      keepRecordLeftover(known, counterRecords.size());
      counterRecords.add(
          known instanceof CounterRecord record
              ? record
              : new UnknownCounterRecord(enterprise, format, recordBytes()));
    }
    afterRecords(counterRecords.size());
  }

  private @Nullable Object flowRecord(int enterprise, int format) {
    return isOlderRecord() ? olderRecord() : decode(structures.flowRecord(enterprise, format));
  }

  private boolean isOlderRecord() {
    return cursor.isOlder() && cursor.recordEnterprise() == DatagramCursor.OLDER;
  }

  private @Nullable FlowRecord olderRecord() {
    reader.wrap(segment, cursor.recordOffset(), cursor.recordLength(), false);
    FlowRecord record = OlderRecords.decode(reader, cursor.version(), cursor.recordTag());
    return reader.isMalformed() ? null : record;
  }

  /* The record under the cursor; null if it is of no known structure or does not fit it. */
  private @Nullable Object decode(@Nullable Structure<?> structure) {
    if (structure == null) {
      return null;
    }
    Object record = read(structure);
    Structure<?> other = structure.alternative();
    if (other != null && (reader.isMalformed() || reader.remaining() > 0)) {
      Object alternative = read(other);
      if (!reader.isMalformed() && !reader.isEnded() && reader.remaining() == 0) {
        return alternative;
      }
      record = read(structure);
    }
    return reader.isMalformed() ? null : record;
  }

  private Object read(Structure<?> structure) {
    return structure.decode(reader, segment, cursor.recordOffset(), cursor.recordLength());
  }

  private Bytes recordBytes() {
    return Bytes.of(segment, cursor.recordOffset(), cursor.recordLength());
  }

  private void keepRecordLeftover(@Nullable Object known, int index) {
    if (known != null && reader.isExact() && (cursor.recordLength() & 3) == 0) {
      return; // the usual case: its values say it all
    }
    long limit = cursor.recordsEnd();
    keepLeftover(known, index, cursor.recordOffset(), cursor.recordLength(), limit, leftovers);
  }

  private void keepSampleLeftover(@Nullable Sample known, int index) {
    long limit = segment.byteSize();
    keepLeftover(
        known, index, cursor.sampleOffset(), cursor.sampleLength(), limit, datagramLeftovers);
  }

  /* What a record or sample just decoded, if it is of a known structure, does not say of its
   * bytes. */
  private void keepLeftover(
      @Nullable Object known,
      int index,
      long offset,
      long length,
      long limit,
      List<Leftover> leftovers) {
    if (known == null) {
      reader.wrap(segment, offset + length, 0, false);
    }
    boolean isCut = reader.isCut();
    Bytes rest = reader.remaining() == 0 ? Bytes.EMPTY : reader.rest();
    long tail = offset + length;
    long tailEnd = Math.min(limit, tail + (-length & 3));
    reader.readPadding(tail, tailEnd);
    if (isCut || reader.isDirty() || rest.length() > 0) {
      Bytes padding = reader.isDirty() ? padding(known, tail, tailEnd) : Bytes.EMPTY;
      leftovers.add(new Leftover(index, isCut ? (int) length : -1, padding, rest));
    }
  }

  /* All padding of a record or sample, which is read once more for it. */
  private Bytes padding(@Nullable Object known, long tail, long tailEnd) {
    reader.collectPadding(true);
    reader.wrap(segment, tail, 0, false);
    if (known instanceof Sample) {
      readSample();
    } else if (isOlderRecord()) {
      olderRecord();
    } else if (known != null && structures.of(known.getClass()) instanceof Structure<?> structure) {
      read(structure);
    }
    reader.readPadding(tail, tailEnd);
    reader.collectPadding(false);
    byte[] padding = reader.collectedPadding();
    return Arrays.equals(padding, new byte[padding.length]) ? Bytes.EMPTY : Bytes.of(padding);
  }

  /* What is left of a sample after the last record's body. */
  private void afterRecords(int count) {
    if (cursor.isOlder()) {
      if (cursor.sampleKind() == SampleKind.COUNTERS) { // interval and type
        leftovers.add(Leftover.rest(count, Bytes.of(segment, cursor.sampleOffset() + 8, 8)));
      }
      return;
    }
    long sampleEnd = cursor.sampleOffset() + cursor.sampleLength();
    long stray = sampleEnd - cursor.recordsEnd();
    if (stray > 0) {
      leftovers.add(Leftover.rest(count, Bytes.of(segment, cursor.recordsEnd(), stray)));
    } else if (count > 0 && (sampleEnd - cursor.sampleOffset() & 3) != 0) {
      leftovers.add(Leftover.length(count, cursor.sampleLength())); // the last padding is not there
    }
  }

  private Sample otherSample(int index) {
    Sample sample = readSample();
    boolean isKnown = sample != null && !reader.isMalformed() && !reader.isEnded();
    keepSampleLeftover(isKnown ? sample : null, index);
    return sample != null && isKnown
        ? sample
        : new UnknownSample(
            cursor.sampleEnterprise(),
            cursor.sampleFormat(),
            Bytes.of(segment, cursor.sampleOffset(), cursor.sampleLength()));
  }

  private @Nullable Sample readSample() {
    reader.wrap(segment, cursor.sampleOffset(), cursor.sampleLength(), false);
    return VendorSamples.decode(reader, cursor.sampleEnterprise() << 12 | cursor.sampleFormat());
  }
}
