package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of an 802.11 interface: `ieee80211_counters` (0:6).
///
/// Source: `sflow_80211.txt`.
///
/// @param dot11TransmittedFragmentCount unsigned 32 bits at 0, counter
/// @param dot11MulticastTransmittedFrameCount unsigned 32 bits at 4, counter, packets
/// @param dot11FailedCount unsigned 32 bits at 8, counter
/// @param dot11RetryCount unsigned 32 bits at 12, counter
/// @param dot11MultipleRetryCount unsigned 32 bits at 16, counter
/// @param dot11FrameDuplicateCount unsigned 32 bits at 20, counter
/// @param dot11RTSSuccessCount unsigned 32 bits at 24, counter
/// @param dot11RTSFailureCount unsigned 32 bits at 28, counter
/// @param dot11ACKFailureCount unsigned 32 bits at 32, counter
/// @param dot11ReceivedFragmentCount unsigned 32 bits at 36, counter
/// @param dot11MulticastReceivedFrameCount unsigned 32 bits at 40, counter, packets
/// @param dot11FCSErrorCount unsigned 32 bits at 44, counter
/// @param dot11TransmittedFrameCount unsigned 32 bits at 48, counter, packets
/// @param dot11WEPUndecryptableCount unsigned 32 bits at 52, counter
/// @param dot11QoSDiscardedFragmentCount unsigned 32 bits at 56, counter
/// @param dot11AssociatedStationCount unsigned 32 bits at 60, gauge, stations
/// @param dot11QoSCFPollsReceivedCount unsigned 32 bits at 64, counter
/// @param dot11QoSCFPollsUnusedCount unsigned 32 bits at 68, counter
/// @param dot11QoSCFPollsUnusableCount unsigned 32 bits at 72, counter
/// @param dot11QoSCFPollsLostCount unsigned 32 bits at 76, counter
@SflowStructure(
    format = 6,
    name = "ieee80211_counters",
    prefix = "dot11",
    source = "sflow_80211.txt")
public record Ieee80211Counters(
    @Counter long dot11TransmittedFragmentCount,
    @Counter("packets") long dot11MulticastTransmittedFrameCount,
    @Counter long dot11FailedCount,
    @Counter long dot11RetryCount,
    @Counter long dot11MultipleRetryCount,
    @Counter long dot11FrameDuplicateCount,
    @Counter long dot11RTSSuccessCount,
    @Counter long dot11RTSFailureCount,
    @Counter long dot11ACKFailureCount,
    @Counter long dot11ReceivedFragmentCount,
    @Counter("packets") long dot11MulticastReceivedFrameCount,
    @Counter long dot11FCSErrorCount,
    @Counter("packets") long dot11TransmittedFrameCount,
    @Counter long dot11WEPUndecryptableCount,
    @Name(metric = "dot11_qos_discarded_fragment_count") @Counter
        long dot11QoSDiscardedFragmentCount,
    @Gauge("stations") long dot11AssociatedStationCount,
    @Name(metric = "dot11_qos_cf_polls_received_count") @Counter long dot11QoSCFPollsReceivedCount,
    @Name(metric = "dot11_qos_cf_polls_unused_count") @Counter long dot11QoSCFPollsUnusedCount,
    @Name(metric = "dot11_qos_cf_polls_unusable_count") @Counter long dot11QoSCFPollsUnusableCount,
    @Name(metric = "dot11_qos_cf_polls_lost_count") @Counter long dot11QoSCFPollsLostCount)
    implements CounterRecord {}
