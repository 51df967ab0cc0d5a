package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// ICMP counters of a host: `mib2_icmp_group` (0:2008).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param icmpInMsgs ICMP messages received, those with errors counted; counter, unsigned 32 bits
///   at 0
/// @param icmpInErrors messages received with an error; counter, unsigned 32 bits at 4
/// @param icmpInDestUnreachs destination unreachable received; counter, unsigned 32 bits at 8
/// @param icmpInTimeExcds time exceeded received; counter, unsigned 32 bits at 12
/// @param icmpInParamProbs parameter problem received; counter, unsigned 32 bits at 16
/// @param icmpInSrcQuenchs source quench received; counter, unsigned 32 bits at 20
/// @param icmpInRedirects redirects received; counter, unsigned 32 bits at 24
/// @param icmpInEchos echo requests received; counter, unsigned 32 bits at 28
/// @param icmpInEchoReps echo replies received; counter, unsigned 32 bits at 32
/// @param icmpInTimestamps timestamp requests received; counter, unsigned 32 bits at 36
/// @param icmpInAddrMasks address mask requests received; counter, unsigned 32 bits at 40
/// @param icmpInAddrMaskReps address mask replies received; counter, unsigned 32 bits at 44
/// @param icmpOutMsgs ICMP messages to be sent, those with errors counted; counter, unsigned 32
///   bits at 48
/// @param icmpOutErrors messages not sent for an error of ICMP's own; counter, unsigned 32 bits at
///   52
/// @param icmpOutDestUnreachs destination unreachable sent; counter, unsigned 32 bits at 56
/// @param icmpOutTimeExcds time exceeded sent; counter, unsigned 32 bits at 60
/// @param icmpOutParamProbs parameter problem sent; counter, unsigned 32 bits at 64
/// @param icmpOutSrcQuenchs source quench sent; counter, unsigned 32 bits at 68
/// @param icmpOutRedirects redirects sent; counter, unsigned 32 bits at 72
/// @param icmpOutEchos echo requests sent; counter, unsigned 32 bits at 76
/// @param icmpOutEchoReps echo replies sent; counter, unsigned 32 bits at 80
/// @param icmpOutTimestamps timestamp requests sent; counter, unsigned 32 bits at 84
/// @param icmpOutTimestampReps timestamp replies sent; counter, unsigned 32 bits at 88
/// @param icmpOutAddrMasks address mask requests sent; counter, unsigned 32 bits at 92
/// @param icmpOutAddrMaskReps address mask replies sent; counter, unsigned 32 bits at 96
@SflowStructure(
    format = 2008,
    name = "mib2_icmp_group",
    prefix = "icmp",
    source = "sflow_host_ip.txt")
public record Mib2IcmpGroup(
    @Counter long icmpInMsgs,
    @Counter long icmpInErrors,
    @Counter long icmpInDestUnreachs,
    @Counter long icmpInTimeExcds,
    @Counter long icmpInParamProbs,
    @Counter long icmpInSrcQuenchs,
    @Counter long icmpInRedirects,
    @Counter long icmpInEchos,
    @Counter long icmpInEchoReps,
    @Counter long icmpInTimestamps,
    @Counter long icmpInAddrMasks,
    @Counter long icmpInAddrMaskReps,
    @Counter long icmpOutMsgs,
    @Counter long icmpOutErrors,
    @Counter long icmpOutDestUnreachs,
    @Counter long icmpOutTimeExcds,
    @Counter long icmpOutParamProbs,
    @Counter long icmpOutSrcQuenchs,
    @Counter long icmpOutRedirects,
    @Counter long icmpOutEchos,
    @Counter long icmpOutEchoReps,
    @Counter long icmpOutTimestamps,
    @Counter long icmpOutTimestampReps,
    @Counter long icmpOutAddrMasks,
    @Counter long icmpOutAddrMaskReps)
    implements CounterRecord {}
