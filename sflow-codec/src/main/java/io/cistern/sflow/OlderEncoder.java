package io.cistern.sflow;

import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.ExtendedRouter;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.ExtendedUrl;
import io.cistern.sflow.record.ExtendedUser;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.SampledIpv4;
import io.cistern.sflow.record.SampledIpv6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the samples of sFlow versions 2 and 4, see [OlderWalk] for their layouts.
///
/// A flow sample's first record is its packet data, the others its extended data. What version 5
/// has no field for, a counters sample's interval and type, is its last [Leftover]; without one the
/// interval is 0 and the type the one that has the records.
final class OlderEncoder {
  private static final long SEVERAL = 0x8000_0000L;

  private final Structures structures;
  private final XdrWriter out;
  private final int version;

  OlderEncoder(Structures structures, XdrWriter out, int version) {
    this.structures = structures;
    this.out = out;
    this.version = version;
  }

  void sample(Sample sample) {
    switch (sample) {
      case FlowSample flow -> flow(flow);
      case CountersSample counters -> counters(counters);
      case DiscardedPacket _, RtMetric _, RtFlow _, FoundryAcl _, UnknownSample _ ->
          throw unwritable(sample);
    }
  }

  private IllegalArgumentException unwritable(Object what) {
    return new IllegalArgumentException("version " + version + " has no " + what);
  }

  private void flow(FlowSample flow) {
    List<FlowRecord> records = flow.records();
    if (records.isEmpty()) {
      throw unwritable("flow sample without records");
    }
    out.bits(OlderWalk.FLOW);
    out.word(flow.sequenceNumber());
    out.word(DatagramEncoder.compact(flow.source()));
    out.word(flow.samplingRate());
    out.word(flow.samplePool());
    out.word(flow.drops());
    out.word(input(flow.input()));
    out.word(output(flow.output()));
    for (int i = 0; i < records.size(); i++) {
      flowRecord(records.get(i), i, DatagramEncoder.find(i, flow.leftovers()));
      if (i == 0) {
        out.word(records.size() - 1);
      }
    }
  }

  private long input(PacketInterface input) {
    if (input.format() != 0) {
      throw unwritable(input);
    }
    return input.value();
  }

  private long output(PacketInterface output) {
    boolean fits = output.value() >>> 31 == 0;
    if (output.format() == 2 && fits) {
      return SEVERAL | output.value();
    }
    if (output.format() != 0 || !fits) {
      throw unwritable(output);
    }
    return output.value();
  }

  private void flowRecord(FlowRecord record, int index, @Nullable Leftover leftover) {
    out.word(index == 0 ? packetDataType(record) : extendedType(record));
    if (leftover != null) {
      out.beginRecord(false, leftover.padding(), leftover.length());
    } else {
      out.beginRecord();
    }
    int start = out.position();
    if (!OlderRecords.encode(record, version, out)) {
      structures.write(record, out);
    }
    if (leftover != null && leftover.length() >= 0) {
      out.cutTo(start + leftover.length());
    }
  }

  private int packetDataType(FlowRecord record) {
    return switch (record) {
      case SampledHeader _ -> 1;
      case SampledIpv4 _ -> 2;
      case SampledIpv6 _ -> 3;
      default -> throw unwritable(record);
    };
  }

  private int extendedType(FlowRecord record) {
    return switch (record) {
      case ExtendedSwitch _ -> 1;
      case ExtendedRouter _ -> 2;
      case ExtendedGateway _ -> 3;
      case ExtendedUser _ -> 4;
      case ExtendedUrl _ -> 5;
      default -> throw unwritable(record);
    };
  }

  private void counters(CountersSample counters) {
    List<CounterRecord> records = counters.records();
    int type = countersType(records);
    out.bits(OlderWalk.COUNTERS);
    out.word(counters.sequenceNumber());
    out.word(DatagramEncoder.compact(counters.source()));
    Leftover words = DatagramEncoder.find(records.size(), counters.leftovers());
    if (words == null) {
      out.word(0);
      out.word(type);
    } else {
      out.raw(words.rest());
    }
    for (CounterRecord record : records) {
      out.beginRecord();
      structures.write(record, out);
    }
  }

  private int countersType(List<CounterRecord> records) {
    for (int type = 1; type <= 7; type++) {
      if (hasRecords(type, records)) {
        return type;
      }
    }
    throw unwritable("counters sample with these records: " + records);
  }

  private boolean hasRecords(int type, List<CounterRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      if (OlderLayout.counterTag(type, i) != structures.tagOf(records.get(i))) {
        return false;
      }
    }
    return OlderLayout.counterTag(type, records.size()) == 0;
  }
}
