package io.cistern.app.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stream of an agent address and a sub-agent, and those of other devices that send under the
/// same address. Belongs to one shard thread. Finding is allocation-free.
///
/// Another sender whose numbers and uptime go on where the stream stands is the same device, moved
/// or with several addresses; so is one that comes when the first has fallen silent. Only who
/// contradicts the first while that goes on sending is kept apart.
final class Senders {
  /// The most that are kept apart; what comes from further ones counts for the last.
  static final int LIMIT = 4;

  /* Datagrams that were under way when a device moved. */
  private static final long GRACE_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

  /// A sender's address as 128 bits (IPv4 mapped into IPv6; 0 not known), and its stream.
  private static final class Sender {
    private final StreamState stream;
    private long high;
    private long low;

    Sender(StreamState stream, long high, long low) {
      this.stream = stream;
      this.high = high;
      this.low = low;
    }

    boolean is(long otherHigh, long otherLow) {
      return high == otherHigh && low == otherLow;
    }

    String text() {
      return AgentAddress.text(high, low);
    }
  }

  private final Sender first;
  private final List<Sender> others = new ArrayList<>(0);

  Senders(StreamState stream, long high, long low) {
    first = new Sender(stream, high, low);
  }

  /// Whose datagram it is.
  ///
  /// @param high of the sender's address
  /// @param low of the sender's address; both 0 where it is not known
  /// @param make makes a stream for a sender that is kept apart, null where there are too many
  /// @param forget forgets a stream that turned out to be the first one's
  StreamState find(
      long high,
      long low,
      long sequence,
      long uptime,
      long nowMillis,
      Function<String, @Nullable StreamState> make,
      java.util.function.Consumer<StreamState> forget) {
    if (first.is(high, low) || (high | low) == 0) {
      return first.stream;
    }
    if (first.is(0, 0)) {
      return move(high, low);
    }
    Sender known = other(high, low);
    if (known == null) {
      boolean isSame =
          first.stream.continues(sequence, uptime, nowMillis) || first.stream.isSilent(nowMillis);
      return isSame ? move(high, low) : keepApart(high, low, make);
    }
    if (first.stream.lastSeenMillis() <= known.stream.firstSeenMillis() + GRACE_MILLIS) {
      if (first.stream.isSilent(nowMillis)) { // nobody else was there: it has moved
        others.remove(known);
        forget.accept(known.stream);
        return move(high, low);
      }
    } else if (known.stream.rival() == null) {
      known.stream.rival(first.text());
      LOG.warn(
          "two devices send as agent {}: {} and {}; what the second sends is kept as NAME@{}",
          first.stream.id().address(),
          first.text(),
          known.text(),
          known.text());
    }
    return known.stream;
  }

  private StreamState move(long high, long low) {
    first.high = high;
    first.low = low;
    return first.stream;
  }

  private StreamState keepApart(long high, long low, Function<String, @Nullable StreamState> make) {
    StreamState stream = others.size() == LIMIT ? null : make.apply(AgentAddress.text(high, low));
    if (stream == null) {
      return others.isEmpty() ? first.stream : others.getLast().stream;
    }
    others.add(new Sender(stream, high, low));
    return stream;
  }

  private @Nullable Sender other(long high, long low) {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).is(high, low)) {
        return others.get(i);
      }
    }
    return null;
  }
}
