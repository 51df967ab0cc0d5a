package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a [Datagram] of what a [DatagramCursor] finds.
final class DatagramDecoder {
  private final DatagramCursor cursor = new DatagramCursor();
  private final XdrReader reader = new XdrReader();
  private MemorySegment segment = MemorySegment.NULL;

  Datagram decode(MemorySegment datagram) throws MalformedDatagramException {
    segment = datagram;
    if (!cursor.wrap(datagram)) {
      throw malformed(Optional.empty());
    }
    var samples = new ArrayList<Sample>();
    while (cursor.nextSample()) {
      samples.add(sample());
    }
    Datagram decoded = datagram(samples);
    if (cursor.error() != DecodeError.NONE) {
      throw malformed(Optional.of(decoded));
    }
    return decoded;
  }

  private Datagram datagram(List<Sample> samples) {
    return new Datagram(
        cursor.version(),
        agent(),
        cursor.subAgentId(),
        cursor.sequenceNumber(),
        cursor.uptimeMillis(),
        samples,
        cursor.trailingBytes());
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
    } else if (cursor.error() == DecodeError.NOT_SFLOW) {
      text.append(": version=").append(Integer.toUnsignedString(cursor.version()));
    }
    text.append(": offset=").append(cursor.errorOffset());
    text.append(", length=").append(segment.byteSize());
    return new MalformedDatagramException(
        text.toString(), cursor.error(), cursor.errorOffset(), partial);
  }

  private Sample sample() {
    return switch (cursor.sampleKind()) {
      case FLOW -> flowSample();
      case COUNTERS -> countersSample();
      case DISCARDED_PACKET -> discardedPacket();
      case UNKNOWN ->
          new UnknownSample(
              cursor.sampleEnterprise(),
              cursor.sampleFormat(),
              Bytes.of(segment, cursor.sampleOffset(), cursor.sampleLength()));
    };
  }

  private FlowSample flowSample() {
    var leftovers = new ArrayList<Leftover>(0);
    return new FlowSample(
        cursor.isExpanded(),
        cursor.sampleSequenceNumber(),
        source(),
        cursor.samplingRate(),
        cursor.samplePool(),
        cursor.drops(),
        new PacketInterface(cursor.inputFormat(), cursor.inputValue()),
        new PacketInterface(cursor.outputFormat(), cursor.outputValue()),
        flowRecords(leftovers),
        leftovers);
  }

  private DiscardedPacket discardedPacket() {
    var leftovers = new ArrayList<Leftover>(0);
    return new DiscardedPacket(
        cursor.sampleSequenceNumber(),
        source(),
        cursor.drops(),
        cursor.inputValue(),
        cursor.outputValue(),
        cursor.discardReason(),
        flowRecords(leftovers),
        leftovers);
  }

  private CountersSample countersSample() {
    var leftovers = new ArrayList<Leftover>(0);
    return new CountersSample(
        cursor.isExpanded(),
        cursor.sampleSequenceNumber(),
        source(),
        counterRecords(leftovers),
        leftovers);
  }

  private DataSource source() {
    return new DataSource(cursor.sourceClass(), cursor.sourceIndex());
  }

  private List<FlowRecord> flowRecords(List<Leftover> leftovers) {
    var records = new ArrayList<FlowRecord>();
    while (cursor.nextRecord()) {
      int enterprise = cursor.recordEnterprise();
      int format = cursor.recordFormat();
      var structure = Structure.flowRecord(enterprise, format);
      FlowRecord older = cursor.version() == 5 ? null : olderRecord();
      if (older != null) {
        records.add(older);
        continue;
      }
      records.add(
          record(structure, records.size(), leftovers) instanceof FlowRecord known
              ? known
              : new UnknownFlowRecord(enterprise, format, recordBytes()));
    }
    afterRecords(records.size(), leftovers);
    return records;
  }

  private @Nullable FlowRecord olderRecord() {
    reader.wrap(segment, cursor.recordOffset(), cursor.recordLength(), false);
    return OlderRecords.decode(reader, cursor.version(), cursor.recordTag());
  }

  private List<CounterRecord> counterRecords(List<Leftover> leftovers) {
    var records = new ArrayList<CounterRecord>();
    while (cursor.nextRecord()) {
      int enterprise = cursor.recordEnterprise();
      int format = cursor.recordFormat();
      var structure = Structure.counterRecord(enterprise, format);
      records.add(
          record(structure, records.size(), leftovers) instanceof CounterRecord known
              ? known
              : new UnknownCounterRecord(enterprise, format, recordBytes()));
    }
    afterRecords(records.size(), leftovers);
    return records;
  }

  /* The record under the cursor; null if it is of no known structure or does not fit it. */
  private @Nullable Object record(
      @Nullable Structure<?> structure, int index, List<Leftover> leftovers) {
    if (structure == null) {
      return null;
    }
    Object record = structure.decode(reader, segment, cursor.recordOffset(), cursor.recordLength());
    if (reader.isMalformed()) {
      return null;
    }
    if (reader.remaining() > 0) {
      leftovers.add(new Leftover(index, reader.rest()));
    }
    return record;
  }

  private Bytes recordBytes() {
    return Bytes.of(segment, cursor.recordOffset(), cursor.recordLength());
  }

  private void afterRecords(int count, List<Leftover> leftovers) {
    if (cursor.version() != 5) {
      return; // a sample without a length ends where its records do
    }
    long from = cursor.recordsEnd();
    long length = cursor.sampleOffset() + cursor.sampleLength() - from;
    if (length > 0) {
      leftovers.add(new Leftover(count, Bytes.of(segment, from, length)));
    }
  }
}
