package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.Octet;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// LACP state and counters of a port: `lag_port_stats` (0:7).
///
/// Source: `sflow_lag.txt`.
///
/// State bits: 0 activity, 1 timeout, 2 aggregation, 3 synchronization, 4 collecting, 5
/// distributing, 6 defaulted, 7 expired.
///
/// @param actorSystemID MAC at 0
/// @param partnerOperSystemID MAC at 8
/// @param attachedAggID ifIndex of the aggregate; unsigned 32 bits at 16, state
/// @param actorAdminState 802.1AX state bits; one byte at 20, state
/// @param actorOperState 802.1AX state bits; one byte at 21, state
/// @param partnerAdminState 802.1AX state bits; one byte at 22, state
/// @param partnerOperState 802.1AX state bits; one byte at 23, state
/// @param lacpdusRx unsigned 32 bits at 24, counter
/// @param markerPDUsRx unsigned 32 bits at 28, counter
/// @param markerResponsePDUsRx unsigned 32 bits at 32, counter
/// @param unknownRx unsigned 32 bits at 36, counter
/// @param illegalRx unsigned 32 bits at 40, counter
/// @param lacpdusTx unsigned 32 bits at 44, counter
/// @param markerPDUsTx unsigned 32 bits at 48, counter
/// @param markerResponsePDUsTx unsigned 32 bits at 52, counter
@SflowStructure(format = 7, name = "lag_port_stats", prefix = "lag", source = "sflow_lag.txt")
public record LagPortStats(
    @Mac long actorSystemID,
    @Mac long partnerOperSystemID,
    @State(about = "ifIndex of the aggregate") long attachedAggID,
    @State(about = "802.1AX state bits") @Octet int actorAdminState,
    @State(about = "802.1AX state bits") @Octet int actorOperState,
    @State(about = "802.1AX state bits") @Octet int partnerAdminState,
    @State(about = "802.1AX state bits") @Octet int partnerOperState,
    @Name(value = "LACPDUsRx", metric = "lag_lacpdus_rx") @Counter long lacpdusRx,
    @Counter long markerPDUsRx,
    @Counter long markerResponsePDUsRx,
    @Counter long unknownRx,
    @Counter long illegalRx,
    @Name(value = "LACPDUsTx", metric = "lag_lacpdus_tx") @Counter long lacpdusTx,
    @Counter long markerPDUsTx,
    @Counter long markerResponsePDUsTx)
    implements CounterRecord {}
