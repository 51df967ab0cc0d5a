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
/// @param portXmitPkts unsigned 64 bits at 0, counter, packets
/// @param portRcvPkts unsigned 64 bits at 8, counter, packets
/// @param symbolErrorCounter unsigned 32 bits at 16, counter
/// @param linkErrorRecoveryCounter unsigned 32 bits at 20, counter
/// @param linkDownedCounter unsigned 32 bits at 24, counter
/// @param portRcvErrors unsigned 32 bits at 28, counter
/// @param portRcvRemotePhysicalErrors unsigned 32 bits at 32, counter
/// @param portRcvSwitchRelayErrors unsigned 32 bits at 36, counter
/// @param portXmitDiscards unsigned 32 bits at 40, counter
/// @param portXmitConstraintErrors unsigned 32 bits at 44, counter
/// @param portRcvConstraintErrors unsigned 32 bits at 48, counter
/// @param localLinkIntegrityErrors unsigned 32 bits at 52, counter
/// @param excessiveBufferOverrunErrors unsigned 32 bits at 56, counter
/// @param vl15Dropped unsigned 32 bits at 60, counter
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
