package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of an 802.11 interface: `ieee80211_counters` (0:6).
///
/// Source: `sflow_80211.txt`.
///
/// @param dot11TransmittedFragmentCount fragments sent and acknowledged; counter, unsigned 32 bits
///   at 0
/// @param dot11MulticastTransmittedFrameCount multicast frames sent; counter, unsigned 32 bits at 4
/// @param dot11FailedCount frames given up after too many tries; counter, unsigned 32 bits at 8
/// @param dot11RetryCount frames sent after one retry or more; counter, unsigned 32 bits at 12
/// @param dot11MultipleRetryCount frames sent after more than one retry; counter, unsigned 32 bits
///   at 16
/// @param dot11FrameDuplicateCount frames received twice; counter, unsigned 32 bits at 20
/// @param dot11RTSSuccessCount RTS answered by a CTS; counter, unsigned 32 bits at 24
/// @param dot11RTSFailureCount RTS not answered by a CTS; counter, unsigned 32 bits at 28
/// @param dot11ACKFailureCount frames that were not acknowledged when expected; counter, unsigned
///   32 bits at 32
/// @param dot11ReceivedFragmentCount fragments received; counter, unsigned 32 bits at 36
/// @param dot11MulticastReceivedFrameCount multicast frames received; counter, unsigned 32 bits at
///   40
/// @param dot11FCSErrorCount frames received that fail the frame check; counter, unsigned 32 bits
///   at 44
/// @param dot11TransmittedFrameCount frames sent; counter, unsigned 32 bits at 48
/// @param dot11WEPUndecryptableCount frames received that could not be decrypted; counter, unsigned
///   32 bits at 52
/// @param dot11QoSDiscardedFragmentCount QoS fragments discarded; counter, unsigned 32 bits at 56
/// @param dot11AssociatedStationCount stations associated; gauge, unsigned 32 bits at 60
/// @param dot11QoSCFPollsReceivedCount QoS CF-polls received; counter, unsigned 32 bits at 64
/// @param dot11QoSCFPollsUnusedCount QoS CF-polls received and not used; counter, unsigned 32 bits
///   at 68
/// @param dot11QoSCFPollsUnusableCount QoS CF-polls received that could not be used; counter,
///   unsigned 32 bits at 72
/// @param dot11QoSCFPollsLostCount QoS CF-polls sent and not answered; counter, unsigned 32 bits at
///   76
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
