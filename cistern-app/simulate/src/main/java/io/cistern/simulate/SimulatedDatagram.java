package io.cistern.simulate;

import io.cistern.sflow.record.Bytes;

/// A datagram that arrives at the collector.
///
/// @param timeMillis when, epoch milliseconds
/// @param sender the IPv4 address that sends it, 32 bits: its agent's
/// @param payload of the UDP datagram
public record SimulatedDatagram(long timeMillis, long sender, Bytes payload) {}
