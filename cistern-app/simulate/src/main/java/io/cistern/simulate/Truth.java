package io.cistern.simulate;

import java.time.Instant;
import java.util.List;

/// What the datagrams of a simulation sum to: what a collector should say, within the error of its
/// samples. Bytes are those of frames on the wire without their frame check sequence.
///
/// @param begin the time of the first packet
/// @param end the time after the last one
/// @param packets of all flows, each counted once
/// @param bytes of all flows, each counted once where it entered the site
/// @param flows every flow that sent something
/// @param interfaces every port of every switch and router
/// @param agents everything that sends datagrams
/// @param incidents what went wrong
public record Truth(
    Instant begin,
    Instant end,
    long packets,
    long bytes,
    List<FlowTruth> flows,
    List<InterfaceTruth> interfaces,
    List<AgentTruth> agents,
    List<IncidentTruth> incidents) {

  /// What one flow sent.
  ///
  /// @param kind `tuple`, `horizontal_scan`, `vertical_scan` or `flood`: of the last three the
  ///   addresses and ports of single packets differ
  /// @param source its address as text
  /// @param destination its address as text
  /// @param protocol IP protocol number
  /// @param frameBytes of each of its packets as it entered
  /// @param path where its last packets passed
  public record FlowTruth(
      String kind,
      String source,
      String destination,
      int protocol,
      int sourcePort,
      int destinationPort,
      int vlan,
      int frameBytes,
      long packets,
      long bytes,
      List<HopTruth> path) {}

  /// A device that a flow passed.
  ///
  /// @param agent its address
  /// @param inputIf ifIndex
  /// @param outputIf ifIndex
  public record HopTruth(String agent, long inputIf, long outputIf) {}

  /// What a port's counters grew by, restarts or not.
  public record InterfaceTruth(
      String agent,
      long ifIndex,
      String name,
      long inOctets,
      long inPackets,
      long outOctets,
      long outPackets,
      long outDiscards) {}

  /// What an agent sent.
  ///
  /// @param subAgent 0 of a switch, 100000 of a server
  /// @param datagrams sent, lost ones included
  /// @param lost datagrams that never arrived
  public record AgentTruth(
      String agent,
      long subAgent,
      long datagrams,
      long lost,
      long flowSamples,
      long countersSamples,
      long discards) {}

  /// What went wrong, where and when.
  ///
  /// @param kind as `saturated_port`
  /// @param agent the device that it is about, or empty
  /// @param ifIndex the port that it is about, or 0
  /// @param source who causes it, or empty
  /// @param destination who suffers it, or empty
  public record IncidentTruth(
      String kind,
      Instant begin,
      Instant end,
      String agent,
      long ifIndex,
      String source,
      String destination) {}
}
