package io.cistern.sflow;

import io.cistern.sflow.record.Bytes;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes datagrams with the structures it is given. Reusable, and best reused: it keeps its
/// buffer. Not thread-safe.
///
/// What a [DatagramDecoder] made of a well-formed datagram, of any of the versions, encodes to its
/// bytes. [Datagram#encode()] is the short way to one with the standard structures.
public final class DatagramEncoder {
  private static final int INTERFACE_BITS = 30;
  private static final int INDEX_BITS = 24;

  /* With a sampled header of 128 bytes and two records beside it, a flow sample takes some 250. */
  private static final int USUAL_SAMPLE = 256;
  private static final int USUAL_HEADER = 64;
  private static final int MOST_OF_A_DATAGRAM = 256; // more do not fit UDP

  private final Structures structures;
  private final XdrWriter out;
  private int bodyStart;
  private Bytes samplePadding = Bytes.EMPTY;

  /// An encoder.
  ///
  /// @param structures those of the records it will be given
  public DatagramEncoder(Structures structures) {
    this.structures = structures;
    out = new XdrWriter(structures.nested());
  }

  /// Encodes a datagram.
  ///
  /// @param datagram the datagram
  /// @return the UDP payload, a new array
  /// @throws IllegalArgumentException if the version is not 2, 4 or 5, the structure of a record is
  ///   not among those of this encoder, a sample or record has no form in version 2 or 4, or a
  ///   number does not fit its place: an interface of more than 30 bits needs the expanded form
  public byte[] encode(Datagram datagram) {
    write(datagram);
    return out.toArray();
  }

  /// Encodes a datagram into a buffer, from its position on.
  ///
  /// @param datagram the datagram
  /// @param target takes the UDP payload; its position moves to the payload's end. On an exception
  ///   it is as it was
  /// @throws java.nio.BufferOverflowException if the payload is longer than what remains of it
  /// @throws java.nio.ReadOnlyBufferException if it is read-only
  /// @throws IllegalArgumentException as [#encode(Datagram)]
  public void encode(Datagram datagram, ByteBuffer target) {
    write(datagram);
    out.copyTo(target);
  }

  /// Encodes a datagram into a segment.
  ///
  /// @param datagram the datagram
  /// @param target takes the UDP payload. On an exception it is as it was
  /// @param offset where the payload starts in it
  /// @return the payload's length in bytes
  /// @throws IndexOutOfBoundsException if the payload does not lie inside the segment
  /// @throws IllegalArgumentException as [#encode(Datagram)], or if the segment is read-only
  public long encode(Datagram datagram, MemorySegment target, long offset) {
    write(datagram);
    out.copyTo(target, offset);
    return out.position();
  }

  private void write(Datagram datagram) {
    List<Sample> samples = datagram.samples();
    List<Leftover> leftovers = datagram.leftovers();
    out.clear(USUAL_HEADER + Math.min(samples.size(), MOST_OF_A_DATAGRAM) * USUAL_SAMPLE);
    out.beginRecord();
    out.bits(datagram.version());
    out.address(datagram.agent());
    OlderEncoder older = older(datagram);
    if (older == null) {
      out.word(datagram.subAgentId());
    }
    out.word(datagram.sequenceNumber());
    out.word(datagram.uptimeMillis());
    int count = out.reserve();
    int counted = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (older == null) {
        sample(sample, find(i, leftovers));
      } else {
        older.sample(sample);
      }
      counted += tag(sample) == VendorSamples.FOUNDRY_ACL ? 0 : 1;
    }
    out.set(count, counted);
    end(0, find(samples.size(), leftovers));
  }

  private @Nullable OlderEncoder older(Datagram datagram) {
    return switch (datagram.version()) {
      case 5 -> null;
      case 2, 4 -> new OlderEncoder(structures, out, datagram.version());
      default -> throw new IllegalArgumentException("no version of sFlow: " + datagram.version());
    };
  }

  static @Nullable Leftover find(int index, List<Leftover> leftovers) {
    for (int i = 0; i < leftovers.size(); i++) {
      if (leftovers.get(i).index() == index) {
        return leftovers.get(i);
      }
    }
    return null;
  }

  private void sample(Sample sample, @Nullable Leftover leftover) {
    out.bits(tag(sample));
    int length = out.reserve();
    bodyStart = out.position();
    samplePadding = leftover == null ? Bytes.EMPTY : leftover.padding();
    out.beginRecord(false, samplePadding, leftover == null ? -1 : leftover.length());
    switch (sample) {
      case FlowSample flow -> body(flow);
      case CountersSample counters -> body(counters);
      case DiscardedPacket packet -> body(packet);
      case RtMetric metrics -> VendorSamples.encode(metrics, out);
      case RtFlow flow -> VendorSamples.encode(flow, out);
      case FoundryAcl acl -> VendorSamples.encode(acl, out);
      case UnknownSample unknown -> out.raw(unknown.bytes());
    }
    end(bodyStart, leftover);
    out.set(length, out.position() - bodyStart);
    out.pad();
  }

  private static int tag(Sample sample) {
    return switch (sample) {
      case FlowSample flow -> flow.expanded() ? 3 : 1;
      case CountersSample counters -> counters.expanded() ? 4 : 2;
      case DiscardedPacket _ -> 5;
      case RtMetric _ -> VendorSamples.RT_METRIC;
      case RtFlow _ -> VendorSamples.RT_FLOW;
      case FoundryAcl _ -> VendorSamples.FOUNDRY_ACL;
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
      out.word(compact(source));
    }
  }

  static long compact(DataSource source) {
    return (long) source.sourceClass() << INDEX_BITS | checked(source.index(), INDEX_BITS);
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
      out.word((long) value.format() << INTERFACE_BITS | checked(value.value(), INTERFACE_BITS));
    }
  }

  private void records(List<?> records, List<Leftover> leftovers) {
    out.word(records.size());
    for (int i = 0; i < records.size(); i++) {
      record(records.get(i), find(i, leftovers));
    }
    end(bodyStart, find(records.size(), leftovers));
    out.beginRecord(false, samplePadding, -1);
  }

  private void record(Object record, @Nullable Leftover leftover) {
    Structure<?> structure = structures.of(record.getClass());
    out.bits(structure == null ? structures.tagOf(record) : structure.tag());
    int length = out.reserve();
    if (leftover == null) {
      out.beginRecord();
    } else {
      boolean compact = structure != null && structure.isCompact(leftover.length());
      out.beginRecord(compact, leftover.padding(), leftover.length());
    }
    if (structure == null) {
      structures.write(record, out);
    } else {
      structure.encode(record, out);
    }
    end(length + 4, leftover);
    out.set(length, out.position() - length - 4);
    out.pad();
  }

  /* Ends a body as it ended on the wire. */
  private void end(int start, @Nullable Leftover leftover) {
    if (leftover == null) {
      return;
    }
    if (leftover.length() >= 0) {
      out.cutTo(start + leftover.length());
    }
    out.raw(leftover.rest());
  }
}
