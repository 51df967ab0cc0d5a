package io.cistern.app.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One datagram stream: an agent address and a sub-agent.
///
/// @param sender who sends it, where several devices send as this agent and it is not the first of
///   them; else null
/// @param name what the agent calls itself (its host name), or null
/// @param silent whether nothing came for three of its usual intervals
/// @param uptimeSeconds the agent's own uptime
/// @param samplingRates the rates seen, ascending
/// @param interfaces how many interfaces it reported
/// @param inBitsPerSecond over the physical ports, each packet once, from counters; null where
///   there are none or one of them is not known, such as before two counter samples
public record AgentView(
    String agent,
    long subAgent,
    @Nullable String sender,
    @Nullable String name,
    Instant firstSeen,
    Instant lastSeen,
    boolean silent,
    long uptimeSeconds,
    long datagrams,
    SampleCounts samples,
    List<Long> samplingRates,
    Lost lost,
    int interfaces,
    @Nullable Double inBitsPerSecond,
    @Nullable Double outBitsPerSecond) {

  /// Samples received, by kind.
  public record SampleCounts(long flow, long counters, long discarded, long unknown) {}

  /// Lost on the way (by sequence numbers; null where the agent numbers in more series than can be
  /// told apart), and in the agent (its own `drops`).
  public record Lost(@Nullable Long datagrams, @Nullable Long samples, long agentDrops) {}
}
