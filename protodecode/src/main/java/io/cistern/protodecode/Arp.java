package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// An ARP or RARP packet.
///
/// Source: RFC 826, RFC 903. With Ethernet and IPv4 addresses:
///
/// | offset | size | field                                   |
/// |-------:|-----:|-----------------------------------------|
/// |      0 |    2 | hardware type, 1 Ethernet               |
/// |      2 |    2 | protocol type, 0x0800 IPv4              |
/// |      4 |    1 | length of a hardware address, h         |
/// |      5 |    1 | length of a protocol address, p         |
/// |      6 |    2 | operation                               |
/// |      8 |    h | sender's hardware address               |
/// |    8+h |    p | sender's protocol address               |
/// |  8+h+p |    h | target's hardware address               |
/// | 8+2h+p |    p | target's protocol address               |
///
/// @param hardwareType ARP hardware type, 1 Ethernet
/// @param protocolType EtherType of the protocol whose addresses are asked for
/// @param operation 1 request, 2 reply, 3 reverse request, 4 reverse reply
/// @param senderMac sender's hardware address, `null` if it is not of 6 bytes
/// @param senderIp sender's IPv4 address, `null` if the protocol is not IPv4
/// @param targetMac target's hardware address, `null` if it is not of 6 bytes
/// @param targetIp target's IPv4 address, `null` if the protocol is not IPv4
public record Arp(
    int hardwareType,
    int protocolType,
    int operation,
    @Nullable MacAddress senderMac,
    @Nullable IpAddress senderIp,
    @Nullable MacAddress targetMac,
    @Nullable IpAddress targetIp)
    implements Layer {
  static final int FIXED_LENGTH = 8;

  static Arp read(MemorySegment s, long at) {
    int hardwareLength = Wire.u8(s, at + 4);
    int protocolLength = Wire.u8(s, at + 5);
    boolean mac = hardwareLength == 6;
    boolean ip = protocolLength == 4 && Wire.u16(s, at + 2) == EtherType.IPV4;
    long sender = at + FIXED_LENGTH;
    long target = sender + hardwareLength + protocolLength;
    return new Arp(
        Wire.u16(s, at),
        Wire.u16(s, at + 2),
        Wire.u16(s, at + 6),
        mac ? new MacAddress(Wire.u48(s, sender)) : null,
        ip ? IpAddress.v4(Wire.i32(s, sender + hardwareLength)) : null,
        mac ? new MacAddress(Wire.u48(s, target)) : null,
        ip ? IpAddress.v4(Wire.i32(s, target + hardwareLength)) : null);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ARP;
  }
}
