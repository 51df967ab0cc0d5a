package io.cistern.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The network between the agents and the collector: it loses, delays and doubles datagrams.
final class Channel {
  private static final long DELAY_MILLIS = 500;

  /// What is under way, and in which order it was sent.
  private record Arrival(SimulatedDatagram datagram, long number) implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      int byTime = Long.compare(datagram.timeMillis(), other.datagram.timeMillis());
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final SiteOptions options;
  private final SplittableRandom random;
  private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
  private final Map<Long, Long> lostBySender = new HashMap<>();
  private long sent;

  Channel(SiteOptions options, SplittableRandom random) {
    this.options = options;
    this.random = random;
  }

  void send(List<SimulatedDatagram> datagrams) {
    datagrams.forEach(this::send);
  }

  private void send(SimulatedDatagram datagram) {
    if (happens(options.loss())) {
      lostBySender.merge(datagram.sender(), 1L, Long::sum);
      return;
    }
    long delay = happens(options.late()) ? DELAY_MILLIS : 0;
    arrivals.add(new Arrival(at(datagram, datagram.timeMillis() + delay), sent++));
    if (happens(options.doubled())) {
      arrivals.add(new Arrival(datagram, sent++));
    }
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  private static SimulatedDatagram at(SimulatedDatagram datagram, long timeMillis) {
    return new SimulatedDatagram(timeMillis, datagram.sender(), datagram.payload());
  }

  /// Hands on what has arrived before a time.
  void deliver(long beforeMillis, DatagramSink sink) throws java.io.IOException {
    while (!arrivals.isEmpty() && arrivals.peek().datagram().timeMillis() < beforeMillis) {
      sink.accept(arrivals.remove().datagram());
    }
  }

  /// Datagrams of a sender that never arrived.
  long lost(long sender) {
    return lostBySender.getOrDefault(sender, 0L);
  }
}
