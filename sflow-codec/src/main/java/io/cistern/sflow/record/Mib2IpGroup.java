package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// IP counters of a host: `mib2_ip_group` (0:2007).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param ipForwarding 1 where the host forwards packets, 2 where it does not; state, unsigned 32
///   bits at 0
/// @param ipDefaultTTL TTL of the packets it sends; state, unsigned 32 bits at 4
/// @param ipInReceives packets received, those with errors counted; counter, unsigned 32 bits at 8
/// @param ipInHdrErrors packets discarded for an error in their header; counter, unsigned 32 bits
///   at 12
/// @param ipInAddrErrors packets discarded because their destination is none of the host's;
///   counter, unsigned 32 bits at 16
/// @param ipForwDatagrams packets forwarded; counter, unsigned 32 bits at 20
/// @param ipInUnknownProtos packets discarded because their protocol is not known; counter,
///   unsigned 32 bits at 24
/// @param ipInDiscards good packets received and discarded, for want of buffers for example;
///   counter, unsigned 32 bits at 28
/// @param ipInDelivers packets delivered to a protocol; counter, unsigned 32 bits at 32
/// @param ipOutRequests packets that the host's protocols asked to send; counter, unsigned 32 bits
///   at 36
/// @param ipOutDiscards good packets discarded before they were sent; counter, unsigned 32 bits at
///   40
/// @param ipOutNoRoutes packets discarded because there is no route; counter, unsigned 32 bits at
///   44
/// @param ipReasmTimeout seconds that fragments are kept for the rest to come; state, unsigned 32
///   bits at 48
/// @param ipReasmReqds fragments received; counter, unsigned 32 bits at 52
/// @param ipReasmOKs packets put together from fragments; counter, unsigned 32 bits at 56
/// @param ipReasmFails failures to put a packet together; counter, unsigned 32 bits at 60
/// @param ipFragOKs packets that were fragmented; counter, unsigned 32 bits at 64
/// @param ipFragFails packets discarded because they must not be fragmented; counter, unsigned 32
///   bits at 68
/// @param ipFragCreates fragments made; counter, unsigned 32 bits at 72
@SflowStructure(format = 2007, name = "mib2_ip_group", prefix = "ip", source = "sflow_host_ip.txt")
public record Mib2IpGroup(
    @State long ipForwarding,
    @State long ipDefaultTTL,
    @Counter long ipInReceives,
    @Counter long ipInHdrErrors,
    @Counter long ipInAddrErrors,
    @Counter("packets") long ipForwDatagrams,
    @Counter long ipInUnknownProtos,
    @Counter long ipInDiscards,
    @Counter long ipInDelivers,
    @Counter long ipOutRequests,
    @Counter long ipOutDiscards,
    @Counter long ipOutNoRoutes,
    @State("s") long ipReasmTimeout,
    @Counter long ipReasmReqds,
    @Counter long ipReasmOKs,
    @Counter long ipReasmFails,
    @Counter long ipFragOKs,
    @Counter long ipFragFails,
    @Counter long ipFragCreates)
    implements CounterRecord {}
