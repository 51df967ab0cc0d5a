package io.cistern.app.agents;

import io.cistern.app.metrics.EntitySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one datagram stream now. Immutable.
///
/// @param rival who else sends as the same agent at the same time, where this one is kept apart
/// @param observer its number among all streams of the collector
/// @param silentAfterMillis how long it may say nothing before it counts as silent
/// @param uptimeMillis the agent's own
/// @param samplingRates those seen, ascending
/// @param decodeErrors malformed datagrams by reason
/// @param unknown structures of unknown formats
public record StreamSnapshot(
    StreamId id,
    @Nullable String rival,
    int observer,
    long firstSeenMillis,
    long lastSeenMillis,
    long silentAfterMillis,
    long uptimeMillis,
    long datagrams,
    Samples samples,
    List<Long> samplingRates,
    Losses losses,
    Map<String, Long> decodeErrors,
    Map<String, Long> unknown,
    List<Source> sources,
    List<EntitySnapshot> entities) {
  /// Copies the collections.
  public StreamSnapshot {
    samplingRates = List.copyOf(samplingRates);
    decodeErrors = Map.copyOf(decodeErrors);
    unknown = Map.copyOf(unknown);
    sources = List.copyOf(sources);
    entities = List.copyOf(entities);
  }

  /// Whether nothing came for so long that nothing is expected.
  boolean isSilent(long nowMillis) {
    return nowMillis - lastSeenMillis > silentAfterMillis;
  }

  /// The same as it is to be shown at a time: without the rates that are not those of now.
  StreamSnapshot at(long nowMillis) {
    boolean isSilent = isSilent(nowMillis);
    List<EntitySnapshot> shown = new ArrayList<>(entities.size());
    boolean isSame = true;
    for (EntitySnapshot entity : entities) {
      EntitySnapshot now = entity.at(nowMillis, isSilent);
      isSame &= now == entity;
      shown.add(now);
    }
    return isSame
        ? this
        : new StreamSnapshot(
            id,
            rival,
            observer,
            firstSeenMillis,
            lastSeenMillis,
            silentAfterMillis,
            uptimeMillis,
            datagrams,
            samples,
            samplingRates,
            losses,
            decodeErrors,
            unknown,
            sources,
            shown);
  }

  /// Samples received, by kind.
  public record Samples(long flow, long counters, long discarded, long unknown) {
    /// All of them.
    public long total() {
      return flow + counters + discarded + unknown;
    }
  }

  /// What was lost, came twice or late.
  ///
  /// @param datagrams null where the agent numbers in more series than can be told apart
  /// @param samples null where one of its sources does
  /// @param refusedSources samples of data sources beyond the limit
  public record Losses(
      @Nullable Long datagrams,
      long duplicates,
      long reordered,
      long restarts,
      @Nullable Long samples,
      long agentDrops,
      long refusedSources) {}

  /// One data source.
  ///
  /// @param samplingRate the last one, or null where none was told
  /// @param coverage what samples say that came in against counters, or null where one is missing
  public record Source(
      String instance,
      int sourceClass,
      long index,
      @Nullable Long samplingRate,
      long flowSamples,
      long counterSamples,
      @Nullable Long samplesLost,
      long agentDrops,
      Coverage.@Nullable Ratio coverage) {}
}
