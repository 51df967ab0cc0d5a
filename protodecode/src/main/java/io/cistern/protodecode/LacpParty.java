package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// One end of an aggregated link in LACP.
///
/// Source: IEEE 802.1AX, section 6.4.2.3.
///
/// @param systemPriority priority of the system
/// @param system the system's MAC address
/// @param key operational key: ports with the same key can form one link
/// @param portPriority priority of the port
/// @param port number of the port
/// @param state 8 bits: activity, timeout, aggregation, synchronization, collecting, distributing,
///   defaulted, expired, lowest first
public record LacpParty(
    int systemPriority, MacAddress system, int key, int portPriority, int port, int state) {

  static LacpParty read(MemorySegment s, long at) {
    return new LacpParty(
        Wire.u16(s, at + 2),
        new MacAddress(Wire.u48(s, at + 4)),
        Wire.u16(s, at + 10),
        Wire.u16(s, at + 12),
        Wire.u16(s, at + 14),
        Wire.u8(s, at + 16));
  }
}
