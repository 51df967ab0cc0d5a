package io.cistern.flowtrack;

/// The fields by which packets belong together; those that a [Dimension] leaves out are absent.
///
/// @param source the source address, [IpAddress#NONE] where absent
/// @param destination the destination address, [IpAddress#NONE] where absent
/// @param protocol the IP protocol number, -1 where absent
/// @param sourcePort the source port, -1 where absent
/// @param destinationPort the destination port, -1 where absent
public record FlowKey(
    IpAddress source, IpAddress destination, int protocol, int sourcePort, int destinationPort) {}
