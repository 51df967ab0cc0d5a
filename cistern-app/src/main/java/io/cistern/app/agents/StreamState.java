package io.cistern.app.agents;

import io.cistern.app.agents.SequenceCounter.Outcome;
import io.cistern.app.metrics.EntityState;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DecodeError;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One datagram stream: an agent address and a sub-agent. Belongs to one shard thread; others see
/// its [#snapshot()].
public final class StreamState {
  private static final int INTERFACE = 0;
  private static final int MAX_RATES = 16;
  private static final long MIN_SILENT_MILLIS = 30_000;

  private final StreamId id;
  private final int observer;
  private final long firstSeenMillis;
  private final SourceTable sources;
  private final SequenceCounter sequence = new SequenceCounter();
  private final Copies copies = new Copies();
  private final DecodeErrors errors = new DecodeErrors();
  private final TagCounts unknown = new TagCounts();
  private final CounterReader counters;
  private List<StreamState> agent = List.of();
  private long[] samplingRates = {};
  private long lastSeenMillis;
  private long uptimeMillis;
  private long headUptime; // of the datagram that is being read
  private long madeMillis;
  private double intervalMillis;
  private long datagrams;
  private long duplicates;
  private long flowSamples;
  private long countersSamples;
  private long discardedSamples;
  private long unknownSamples;
  private @Nullable StreamSnapshot snapshot;
  private @Nullable String rival;

  StreamState(StreamId id, int observer, long nowMillis, SourceTable sources, ShardCounters shard) {
    this.id = id;
    this.observer = observer;
    this.firstSeenMillis = nowMillis;
    this.lastSeenMillis = nowMillis;
    this.sources = sources;
    this.counters = new CounterReader(id, unknown, shard);
  }

  /// Which stream this is.
  public StreamId id() {
    return id;
  }

  /// When its first datagram came, epoch milliseconds.
  long firstSeenMillis() {
    return firstSeenMillis;
  }

  /// When its last datagram came, epoch milliseconds.
  long lastSeenMillis() {
    return lastSeenMillis;
  }

  /// Whether nothing came for so long that nothing is expected.
  boolean isSilent(long nowMillis) {
    return nowMillis - lastSeenMillis > silentAfterMillis();
  }

  private long silentAfterMillis() {
    return Math.max(MIN_SILENT_MILLIS, (long) (3 * intervalMillis));
  }

  /// Whether a datagram would go on where this stream stands.
  boolean continues(long sequenceNumber, long uptime, long nowMillis) {
    return sequence.continues(sequenceNumber, uptime, nowMillis);
  }

  /// The other device that sends as the same agent at the same time, once it is known.
  @Nullable String rival() {
    return rival;
  }

  void rival(String sender) {
    rival = sender;
    snapshot = null;
  }

  /// Its number among all streams of the collector.
  public int observer() {
    return observer;
  }

  /// The agent's uptime in its last datagram, milliseconds.
  public long uptimeMillis() {
    return uptimeMillis;
  }

  /// Takes the header of a datagram. Allocation-free.
  ///
  /// @param hash of its bytes
  /// @param receivedMillis when it came, epoch milliseconds
  /// @return what its sequence number says; a duplicate is to be read no further
  public Outcome accept(long sequenceNumber, long uptime, long hash, long receivedMillis) {
    snapshot = null;
    datagrams++;
    headUptime = uptime;
    seen(receivedMillis);
    if (copies.isCopy(sequenceNumber, hash, receivedMillis)) {
      duplicates++;
      return Outcome.DUPLICATE;
    }
    Outcome outcome = sequence.accept(sequenceNumber, uptime, receivedMillis);
    if (isForward(outcome)) {
      uptimeMillis = uptime;
    }
    madeMillis = sequence.current().clock().time(uptime, receivedMillis);
    return outcome;
  }

  private void seen(long nowMillis) {
    long gap = Math.max(0, nowMillis - lastSeenMillis);
    intervalMillis += (gap - intervalMillis) / 16;
    lastSeenMillis = Math.max(lastSeenMillis, nowMillis);
  }

  /// The data source of the cursor's sample, or null where the agent has too many.
  public @Nullable SourceState source(DatagramCursor cursor) {
    return sources.find(cursor.sourceClass(), cursor.sourceIndex());
  }

  /// Takes the head of a flow sample. Allocation-free.
  public void acceptFlow(SourceState source, DatagramCursor cursor) {
    flowSamples++;
    source.flowSamples++;
    if (isForward(
        source.flowSequence.accept(cursor.sampleSequenceNumber(), headUptime, lastSeenMillis))) {
      source.sampled(cursor.samplePool(), cursor.samplingRate());
      source.flowDrops(cursor.drops());
      addRate(cursor.samplingRate());
    }
  }

  /// Takes the cursor's counters sample, head and records; see [CounterReader] for the rest of its
  /// way.
  ///
  /// @param isCurrent false where its datagram is late: its counters are not those of now
  public void readCounters(DatagramCursor cursor, MemorySegment segment, boolean isCurrent) {
    SourceState source = source(cursor);
    if (source == null) {
      return;
    }
    countersSamples++;
    source.countersSamples++;
    Outcome outcome =
        source.countersSequence.accept(cursor.sampleSequenceNumber(), headUptime, lastSeenMillis);
    if (isCurrent) {
      counters.read(source, cursor, segment, madeMillis, continues(outcome));
    } else {
      passOver(cursor);
    }
  }

  /// Whether counters go on since the sample before: not where the agent began again, or may have.
  private static boolean continues(Outcome outcome) {
    return switch (outcome) {
      case FIRST, RESTART, ASIDE -> false;
      case NEWER, REORDERED, DUPLICATE, UNNUMBERED -> true;
    };
  }

  /// Goes behind the sample's records, for what the cursor finds malformed in them.
  private static void passOver(DatagramCursor cursor) {
    while (cursor.nextRecord()) {
      // the cursor does the work
    }
  }

  /// Takes the head of a discarded packet.
  public void acceptDiscarded(SourceState source, DatagramCursor cursor) {
    discardedSamples++;
    source.discardedSamples++;
    if (isForward(
        source.discardedSequence.accept(
            cursor.sampleSequenceNumber(), headUptime, lastSeenMillis))) {
      source.discardDrops(cursor.drops());
    }
  }

  /// A packet was sampled: it counts for the interface that the data source is, as it came in or
  /// went out by it. A source that is neither of the two interfaces samples each packet once, as
  /// Open vSwitch does: it counts as it came in. Allocation-free.
  ///
  /// @param input an ifIndex, -1 not known
  /// @param output an ifIndex, -1 not known
  /// @param frameBytes its length on the wire without its frame check sequence
  public void sampledPacket(SourceState source, long input, long output, long frameBytes) {
    boolean isEgress = source.ifIndex() != 0 && source.ifIndex() == output && output != input;
    long ifIndex = isEgress ? output : input;
    SourceState port = ifIndex < 0 ? null : countingSource(ifIndex);
    if (port != null) {
      Coverage coverage = port.coverage;
      (isEgress ? coverage.out : coverage.in).sampled(source.effectiveRate(), frameBytes);
    }
  }

  /// The data source of an interface that reports its counters: this stream's, or that of another
  /// sub-agent of the agent.
  private @Nullable SourceState countingSource(long ifIndex) {
    SourceState own = ownCountingSource(ifIndex);
    for (int i = 0; own == null && i < agent.size(); i++) {
      own = agent.get(i).ownCountingSource(ifIndex);
    }
    return own;
  }

  private @Nullable SourceState ownCountingSource(long ifIndex) {
    SourceState source = sources.known(INTERFACE, ifIndex);
    return source == null || source.countersSamples == 0 ? null : source;
  }

  /// Tells it the streams of its agent, itself among them; the list grows.
  void join(List<StreamState> ofAgent) {
    agent = ofAgent;
  }

  /// Whether what has the number is newer than all before it.
  public static boolean isForward(Outcome outcome) {
    return switch (outcome) {
      case FIRST, NEWER, RESTART, ASIDE, UNNUMBERED -> true;
      case REORDERED, DUPLICATE -> false;
    };
  }

  /// Counts a sample of an unknown format.
  public void unknownSample(int enterprise, int format) {
    unknownSamples++;
    unknown.count(TagCounts.Place.SAMPLE, enterprise, format);
  }

  /// Counts a record of an unknown format.
  public void unknownRecord(TagCounts.Place place, int enterprise, int format) {
    unknown.count(place, enterprise, format);
  }

  /// Counts a malformed datagram.
  public void malformed(DecodeError reason) {
    errors.count(reason);
  }

  private void addRate(long rate) {
    if (rate == 0) {
      return; // not told
    }
    for (long known : samplingRates) {
      if (known == rate) {
        return;
      }
    }
    if (samplingRates.length < MAX_RATES) {
      samplingRates = Arrays.copyOf(samplingRates, samplingRates.length + 1);
      samplingRates[samplingRates.length - 1] = rate;
      Arrays.sort(samplingRates);
    }
  }

  /// Hands on the rows that still wait for the next ones of their entities: none will come.
  void finish() {
    counters.finish();
  }

  /// What is known now; the same object until the next datagram.
  public StreamSnapshot snapshot() {
    StreamSnapshot known = snapshot;
    if (known == null) {
      known = newSnapshot();
      snapshot = known;
    }
    return known;
  }

  private StreamSnapshot newSnapshot() {
    var sourceSnapshots = new ArrayList<StreamSnapshot.Source>(sources.size());
    sources.forEach(source -> sourceSnapshots.add(snapshot(source)));
    return new StreamSnapshot(
        id,
        rival,
        observer,
        firstSeenMillis,
        lastSeenMillis,
        silentAfterMillis(),
        uptimeMillis,
        datagrams,
        new StreamSnapshot.Samples(flowSamples, countersSamples, discardedSamples, unknownSamples),
        Arrays.stream(samplingRates).boxed().toList(),
        new StreamSnapshot.Losses(
            sequence.isLossKnown() ? sequence.lost() : null,
            duplicates,
            sequence.reordered(),
            sequence.restarts(),
            samplesLost(sourceSnapshots),
            sourceSnapshots.stream().mapToLong(StreamSnapshot.Source::agentDrops).sum(),
            sources.refused()),
        errors.toMap(),
        unknown.toMap(),
        sourceSnapshots,
        counters.snapshots());
  }

  /// The sum of those that are known; null where one is not.
  private static @Nullable Long samplesLost(List<StreamSnapshot.Source> sources) {
    long sum = 0;
    for (StreamSnapshot.Source source : sources) {
      Long lost = source.samplesLost();
      if (lost == null) {
        return null;
      }
      sum += lost;
    }
    return sum;
  }

  private static StreamSnapshot.Source snapshot(SourceState source) {
    EntityState entity = source.entity;
    EntityState host = source.host;
    String instance =
        entity != null
            ? entity.id().instance()
            : host != null
                ? host.id().instance()
                : InstanceNames.plain(source.sourceClass, source.index);
    return new StreamSnapshot.Source(
        instance,
        source.sourceClass,
        source.index,
        source.samplingRate == 0 ? null : source.samplingRate,
        source.flowSamples,
        source.countersSamples,
        source.isLossKnown() ? source.samplesLost() : null,
        source.agentDrops(),
        source.coverage.ratio());
  }
}
