package io.cistern.sflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes datagrams. Reusable, not thread-safe.
final class DatagramEncoder {
  private final XdrWriter out = new XdrWriter();

  byte[] encode(Datagram datagram) {
    if (datagram.version() != 5) {
      throw new IllegalArgumentException("only version 5 is encoded: " + datagram.version());
    }
    out.clear();
    out.bits(datagram.version());
    out.beginRecord();
    out.address(datagram.agent());
    out.word(datagram.subAgentId());
    out.word(datagram.sequenceNumber());
    out.word(datagram.uptimeMillis());
    int count = out.reserve();
    int counted = 0;
    for (Sample sample : datagram.samples()) {
      encode(sample);
      counted += tag(sample) == DatagramCursor.FOUNDRY_ACL_TAG ? 0 : 1;
    }
    out.set(count, counted);
    return out.toArray();
  }

  private void encode(Sample sample) {
    out.bits(tag(sample));
    int length = out.reserve();
    switch (sample) {
      case FlowSample flow -> body(flow);
      case CountersSample counters -> body(counters);
      case DiscardedPacket packet -> body(packet);
      case UnknownSample unknown -> out.raw(unknown.bytes());
    }
    close(length);
  }

  private static int tag(Sample sample) {
    return switch (sample) {
      case FlowSample flow -> flow.expanded() ? 3 : 1;
      case CountersSample counters -> counters.expanded() ? 4 : 2;
      case DiscardedPacket _ -> 5;
      case UnknownSample unknown -> unknown.enterprise() << 12 | unknown.format();
    };
  }

  private void body(FlowSample flow) {
    out.word(flow.sequenceNumber());
    source(flow.source(), flow.expanded());
    out.word(flow.samplingRate());
    out.word(flow.samplePool());
    out.word(flow.drops());
    packetInterface(flow.input(), flow.expanded());
    packetInterface(flow.output(), flow.expanded());
    records(flow.records(), flow.leftovers());
  }

  private void body(CountersSample counters) {
    out.word(counters.sequenceNumber());
    source(counters.source(), counters.expanded());
    records(counters.records(), counters.leftovers());
  }

  private void body(DiscardedPacket packet) {
    out.word(packet.sequenceNumber());
    source(packet.source(), true);
    out.word(packet.drops());
    out.word(packet.inputIfIndex());
    out.word(packet.outputIfIndex());
    out.word(packet.reason());
    records(packet.records(), packet.leftovers());
  }

  private void source(DataSource source, boolean expanded) {
    if (expanded) {
      out.bits(source.sourceClass());
      out.word(source.index());
    } else {
      out.word((long) source.sourceClass() << 24 | checked(source.index(), 24));
    }
  }

  private static long checked(long value, int bits) {
    if (value >>> bits != 0) {
      throw new IllegalArgumentException(
          "too large for a compact sample: value=" + value + ", bits=" + bits);
    }
    return value;
  }

  private void packetInterface(PacketInterface value, boolean expanded) {
    if (expanded) {
      out.bits(value.format());
      out.word(value.value());
    } else {
      out.word((long) value.format() << 30 | checked(value.value(), 30));
    }
  }

  private void records(List<?> records, List<Leftover> leftovers) {
    out.word(records.size());
    for (int i = 0; i < records.size(); i++) {
      record(records.get(i), leftover(i, leftovers));
    }
    Bytes stray = leftover(records.size(), leftovers);
    if (stray != null) {
      out.raw(stray);
    }
  }

  private static @Nullable Bytes leftover(int record, List<Leftover> leftovers) {
    for (Leftover leftover : leftovers) {
      if (leftover.record() == record) {
        return leftover.bytes();
      }
    }
    return null;
  }

  private void record(Object record, @Nullable Bytes extension) {
    switch (record) {
      case UnknownFlowRecord unknown ->
          raw(unknown.enterprise(), unknown.format(), unknown.bytes());
      case UnknownCounterRecord unknown ->
          raw(unknown.enterprise(), unknown.format(), unknown.bytes());
      default -> known(record, extension);
    }
  }

  private void raw(int enterprise, int format, Bytes bytes) {
    out.bits(enterprise << 12 | format);
    int length = out.reserve();
    out.raw(bytes);
    close(length);
  }

  private void known(Object record, @Nullable Bytes extension) {
    Structure<?> structure = Structure.of(record.getClass());
    if (structure == null) {
      throw new IllegalArgumentException("no registered structure: " + record.getClass().getName());
    }
    out.bits(structure.tag());
    int length = out.reserve();
    structure.encode(record, out);
    if (extension != null) {
      out.raw(extension);
    }
    close(length);
  }

  /* Sets a length word to what follows it, and pads. */
  private void close(int length) {
    out.set(length, out.position() - length - 4);
    out.pad();
  }
}
