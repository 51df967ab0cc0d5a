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
/// @param actorSystemID MAC address of the port's own system; 6 bytes, padded to 8, at 0
/// @param partnerOperSystemID MAC address of its partner's system; 6 bytes, padded to 8, at 8
/// @param attachedAggID ifIndex of the aggregate; state, unsigned 32 bits at 16
/// @param actorAdminState 802.1AX state bits; state, one byte at 20
/// @param actorOperState 802.1AX state bits; state, one byte at 21
/// @param partnerAdminState 802.1AX state bits; state, one byte at 22
/// @param partnerOperState 802.1AX state bits; state, one byte at 23
/// @param lacpdusRx LACPDUs received; counter, unsigned 32 bits at 24
/// @param markerPDUsRx marker PDUs received; counter, unsigned 32 bits at 28
/// @param markerResponsePDUsRx marker responses received; counter, unsigned 32 bits at 32
/// @param unknownRx slow protocol frames received of an unknown kind; counter, unsigned 32 bits at
///   36
/// @param illegalRx slow protocol frames received that are malformed; counter, unsigned 32 bits at
///   40
/// @param lacpdusTx LACPDUs sent; counter, unsigned 32 bits at 44
/// @param markerPDUsTx marker PDUs sent; counter, unsigned 32 bits at 48
/// @param markerResponsePDUsTx marker responses sent; counter, unsigned 32 bits at 52
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
