package io.cistern.simulate;

import io.cistern.sflow.Datagram;
import io.cistern.sflow.Sample;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Packs the samples of one agent into datagrams of at most 1,400 bytes, none of which waits for
/// longer than a second.
final class Exporter {
  private static final int LIMIT = 1_400;
  private static final int HEAD = 28;
  private static final long PATIENCE_MILLIS = 1_000;

  private final long address;
  private final long subAgent;
  private final List<SimulatedDatagram> out;
  private List<Sample> samples = new ArrayList<>();
  private int bytes = HEAD;
  private long firstMillis;
  private long bootMillis;
  private long sequence;
  private long counted;
  boolean isSilent;

  /// @param out where datagrams are put
  Exporter(long address, long subAgent, long bootMillis, List<SimulatedDatagram> out) {
    this.address = address;
    this.subAgent = subAgent;
    this.bootMillis = bootMillis;
    this.out = out;
  }

  /// Adds a sample.
  ///
  /// @param size its bytes, about
  void add(Sample sample, int size, long timeMillis) {
    if (!samples.isEmpty()
        && (bytes + size > LIMIT || timeMillis - firstMillis >= PATIENCE_MILLIS)) {
      flush(Math.min(timeMillis, firstMillis + PATIENCE_MILLIS));
    }
    if (samples.isEmpty()) {
      firstMillis = timeMillis;
    }
    samples.add(sample);
    bytes += size;
  }

  /// Sends what waits.
  void flush(long timeMillis) {
    if (samples.isEmpty()) {
      return;
    }
    if (!isSilent) {
      sequence++;
      counted++;
      var datagram =
          Datagram.builder()
              .agent(Address.ipv4(address))
              .subAgentId(subAgent)
              .sequenceNumber(Port.word(sequence))
              .uptimeMillis(Port.word(timeMillis - bootMillis))
              .samples(samples)
              .build();
      out.add(new SimulatedDatagram(timeMillis, address, Bytes.of(datagram.encode())));
    }
    samples = new ArrayList<>();
    bytes = HEAD;
  }

  /// The agent starts again.
  void restart(long timeMillis) {
    flush(timeMillis);
    bootMillis = timeMillis;
    sequence = 0;
  }

  /// Datagrams sent, those that were lost on the way included.
  long datagrams() {
    return counted;
  }

  long address() {
    return address;
  }

  long uptimeMillis(long timeMillis) {
    return timeMillis - bootMillis;
  }
}
