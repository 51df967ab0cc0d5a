package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Counters of an InfiniBand port: `ib_counters` (0:9).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param portXmitPkts packets sent; counter, unsigned 64 bits at 0
/// @param portRcvPkts packets received; counter, unsigned 64 bits at 8
/// @param symbolErrorCounter minor errors on the lanes; counter, unsigned 32 bits at 16
/// @param linkErrorRecoveryCounter times the link was retrained and recovered; counter, unsigned 32
///   bits at 20
/// @param linkDownedCounter times the link failed to recover and went down; counter, unsigned 32
///   bits at 24
/// @param portRcvErrors packets received with an error; counter, unsigned 32 bits at 28
/// @param portRcvRemotePhysicalErrors packets received that another port had marked as bad;
///   counter, unsigned 32 bits at 32
/// @param portRcvSwitchRelayErrors packets received that the switch could not relay; counter,
///   unsigned 32 bits at 36
/// @param portXmitDiscards packets discarded before they were sent; counter, unsigned 32 bits at 40
/// @param portXmitConstraintErrors packets not sent because a filter or partition forbids it;
///   counter, unsigned 32 bits at 44
/// @param portRcvConstraintErrors received packets discarded because a filter or partition forbids
///   them; counter, unsigned 32 bits at 48
/// @param localLinkIntegrityErrors times there were more local errors than allowed; counter,
///   unsigned 32 bits at 52
/// @param excessiveBufferOverrunErrors times buffers overran for too long; counter, unsigned 32
///   bits at 56
/// @param vl15Dropped management packets dropped for want of buffers; counter, unsigned 32 bits at
///   60
@SflowStructure(
    format = 9,
    name = "ib_counters",
    prefix = "ib",
    source = "draft_sflow_infiniband_2.txt")
public record IbCounters(
    @Name("PortXmitPkts") @Counter("packets") @U64 long portXmitPkts,
    @Name("PortRcvPkts") @Counter("packets") @U64 long portRcvPkts,
    @Name("SymbolErrorCounter") @Counter long symbolErrorCounter,
    @Name("LinkErrorRecoveryCounter") @Counter long linkErrorRecoveryCounter,
    @Name("LinkDownedCounter") @Counter long linkDownedCounter,
    @Name("PortRcvErrors") @Counter long portRcvErrors,
    @Name("PortRcvRemotePhysicalErrors") @Counter long portRcvRemotePhysicalErrors,
    @Name("PortRcvSwitchRelayErrors") @Counter long portRcvSwitchRelayErrors,
    @Name("PortXmitDiscards") @Counter long portXmitDiscards,
    @Name("PortXmitConstraintErrors") @Counter long portXmitConstraintErrors,
    @Name("PortRcvConstraintErrors") @Counter long portRcvConstraintErrors,
    @Name("LocalLinkIntegrityErrors") @Counter long localLinkIntegrityErrors,
    @Name("ExcessiveBufferOverrunErrors") @Counter long excessiveBufferOverrunErrors,
    @Name("VL15Dropped") @Counter long vl15Dropped)
    implements CounterRecord {}
