package io.cistern.app.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The loss ledger: `GET /api/loss`.
///
/// @param total over all agents
/// @param agents one entry for each stream that lost anything or sent what is not known
public record LossView(Ledger total, List<AgentLedger> agents) {

  /// Counts by cause since the start. Where one agent's loss is unknown, the total is that of the
  /// others.
  ///
  /// @param datagramsLost by gaps in the datagram sequence
  /// @param samplesLost by gaps in the sample sequences
  /// @param agentDrops what the agents say they dropped themselves
  /// @param socketDrops datagrams that the kernel dropped at our socket
  /// @param queueDrops datagrams that our own queue had no room for
  /// @param decodeErrors by reason
  /// @param unknownStructures by `enterprise:format`, with what it was (sample, flow record,
  ///   counter record)
  public record Ledger(
      long datagramsLost,
      long samplesLost,
      long agentDrops,
      long socketDrops,
      long queueDrops,
      Map<String, Long> decodeErrors,
      Map<String, Long> unknownStructures) {}

  /// The part of one stream.
  ///
  /// @param datagramsLost null where the agent numbers in more series than can be told apart
  /// @param samplesLost null where one of its sources does
  public record AgentLedger(
      String agent,
      long subAgent,
      @Nullable Long datagramsLost,
      long datagramsDuplicate,
      long datagramsReordered,
      long restarts,
      @Nullable Long samplesLost,
      long agentDrops,
      Map<String, Long> decodeErrors,
      Map<String, Long> unknownStructures) {}
}
