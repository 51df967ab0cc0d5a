package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// IP counters of a host: `mib2_ip_group` (0:2007).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param ipForwarding unsigned 32 bits at 0, state
/// @param ipDefaultTTL unsigned 32 bits at 4, state
/// @param ipInReceives unsigned 32 bits at 8, counter
/// @param ipInHdrErrors unsigned 32 bits at 12, counter
/// @param ipInAddrErrors unsigned 32 bits at 16, counter
/// @param ipForwDatagrams unsigned 32 bits at 20, counter, packets
/// @param ipInUnknownProtos unsigned 32 bits at 24, counter
/// @param ipInDiscards unsigned 32 bits at 28, counter
/// @param ipInDelivers unsigned 32 bits at 32, counter
/// @param ipOutRequests unsigned 32 bits at 36, counter
/// @param ipOutDiscards unsigned 32 bits at 40, counter
/// @param ipOutNoRoutes unsigned 32 bits at 44, counter
/// @param ipReasmTimeout unsigned 32 bits at 48, state, s
/// @param ipReasmReqds unsigned 32 bits at 52, counter
/// @param ipReasmOKs unsigned 32 bits at 56, counter
/// @param ipReasmFails unsigned 32 bits at 60, counter
/// @param ipFragOKs unsigned 32 bits at 64, counter
/// @param ipFragFails unsigned 32 bits at 68, counter
/// @param ipFragCreates unsigned 32 bits at 72, counter
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
