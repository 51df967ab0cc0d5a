package io.cistern.app.agents;

import io.cistern.app.store.RowQueue;
import io.cistern.protodecode.Addresses;
import io.cistern.sflow.DatagramCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The datagram streams of one shard, by agent address and sub-agent. Open addressing, bounded;
/// finding is allocation-free. Belongs to one shard thread.
public final class StreamTable {
  private record Slot(int type, long high, long low, long subAgent, Senders senders) {}

  /* Forged agents must not fill the memory: this many sources take about 100 MiB. */
  private static final int MAX_SOURCES = 1 << 18;

  private final int limit;
  private final int sourceLimit;
  private final int observerStep;
  private final int observerFirst;
  private final Allowance allSources = new Allowance(MAX_SOURCES);
  private final ShardCounters counters;
  private final List<StreamState> streams = new ArrayList<>();
  private final Map<String, List<StreamState>> agents = new HashMap<>();
  private @Nullable Slot[] slots = new Slot[16];
  private final Function<String, @Nullable StreamState> apart = this::makeApart;
  private final Consumer<StreamState> forget = this::forget;
  private @Nullable Slot newOf; // what `apart` makes a stream for
  private long newMillis;
  private int used;
  private int made;
  private long refused;

  private StreamTable(Builder builder) {
    limit = builder.maxStreams;
    sourceLimit = builder.maxSources;
    observerFirst = builder.shard;
    observerStep = builder.shards;
    counters = new ShardCounters(builder.names, builder.rows);
  }

  /// Begins with 4,096 streams of 4,096 data sources, of the only shard.
  ///
  /// @param names names the instances of its agents
  /// @param rows takes the rows of counters
  public static Builder builder(InstanceNames names, RowQueue rows) {
    return new Builder(names, rows);
  }

  /// Makes a table, part by part. Not thread-safe.
  public static final class Builder {
    private final InstanceNames names;
    private final RowQueue rows;
    private int maxStreams = 4_096;
    private int maxSources = 4_096;
    private int shard;
    private int shards = 1;

    private Builder(InstanceNames names, RowQueue rows) {
      this.names = names;
      this.rows = rows;
    }

    /// The most streams that are kept.
    public Builder maxStreams(int most) {
      maxStreams = most;
      return this;
    }

    /// The most data sources of one stream.
    public Builder maxSources(int most) {
      maxSources = most;
      return this;
    }

    /// The number of the shard, from 0.
    public Builder shard(int number) {
      shard = number;
      return this;
    }

    /// How many shards there are: observer numbers are spread over them.
    public Builder shards(int count) {
      shards = count;
      return this;
    }

    /// The table, without a stream.
    public StreamTable build() {
      return new StreamTable(this);
    }
  }

  /// The stream of the cursor's datagram, made where it is new; null, and counted, beyond the
  /// limit.
  ///
  /// @param senderHigh the sender's address, IPv4 mapped into IPv6, its high half
  /// @param senderLow its low half; both 0 where it is not known
  public @Nullable StreamState find(
      DatagramCursor cursor, long senderHigh, long senderLow, long nowMillis) {
    int type = cursor.agentAddressType();
    long high = cursor.agentAddressHigh();
    long low = cursor.agentAddressLow();
    if (type == 2 && AgentAddress.isMapped(high, low)) { // the IPv4 address, in other words
      type = 1;
      low &= 0xffffffffL;
    }
    long subAgent = cursor.subAgentId();
    int at = slot(type, high, low, subAgent);
    Slot found = slots[at];
    if (found != null) {
      newMillis = nowMillis;
      newOf = found;
      return found.senders.find(
          senderHigh,
          senderLow,
          cursor.sequenceNumber(),
          cursor.uptimeMillis(),
          nowMillis,
          apart,
          forget);
    }
    StreamState stream = make(new StreamId(text(type, high, low), subAgent), nowMillis);
    if (stream == null) {
      refused++;
      return null;
    }
    slots[at] = new Slot(type, high, low, subAgent, new Senders(stream, senderHigh, senderLow));
    used++;
    if (used * 2 > slots.length) {
      grow();
    }
    return stream;
  }

  private @Nullable StreamState make(StreamId id, long nowMillis) {
    if (streams.size() == limit) {
      return null;
    }
    int observer = observerFirst + made * observerStep;
    made++;
    var sources = new SourceTable(sourceLimit, allSources);
    var stream = new StreamState(id, observer, nowMillis, sources, counters);
    streams.add(stream);
    List<StreamState> ofAgent = agents.computeIfAbsent(id.address(), _ -> new ArrayList<>(1));
    if (id.sender() == null) { // what another device counts is none of this one's
      ofAgent.add(stream);
    }
    stream.join(id.sender() == null ? ofAgent : List.of(stream));
    return stream;
  }

  /// The stream of another device that sends as the agent that is being looked up.
  private @Nullable StreamState makeApart(String sender) {
    Slot of = Objects.requireNonNull(newOf);
    return make(new StreamId(text(of.type, of.high, of.low), of.subAgent, sender), newMillis);
  }

  private void forget(StreamState stream) {
    streams.remove(stream);
  }

  private static String text(int type, long high, long low) {
    return switch (type) {
      case 1 -> Addresses.ipv4(low);
      case 2 -> Addresses.ipv6(high, low);
      default -> "unknown";
    };
  }

  private void grow() {
    @Nullable Slot[] old = slots;
    slots = new Slot[old.length * 2];
    for (Slot slot : old) {
      if (slot != null) {
        slots[slot(slot.type, slot.high, slot.low, slot.subAgent)] = slot;
      }
    }
  }

  private int slot(int type, long high, long low, long subAgent) {
    int mask = slots.length - 1;
    long hash = ((high * 31 + low) * 31 + subAgent) * 0x9e3779b97f4a7c15L + type;
    int at = (int) (hash >>> 32) & mask;
    while (true) {
      Slot there = slots[at];
      if (there == null
          || (there.low == low
              && there.high == high
              && there.subAgent == subAgent
              && there.type == type)) {
        return at;
      }
      at = (at + 1) & mask;
    }
  }

  /// All streams, in the order in which they came.
  public List<StreamState> streams() {
    return streams;
  }

  /// Hands on the rows of counters that still wait: nothing more will come.
  public void finish() {
    streams.forEach(StreamState::finish);
  }

  /// Datagrams of streams beyond the limit.
  public long refused() {
    return refused;
  }
}
