package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// ICMP counters of a host: `mib2_icmp_group` (0:2008).
///
/// Source: `sflow_host_ip.txt`.
///
/// @param icmpInMsgs unsigned 32 bits at 0, counter
/// @param icmpInErrors unsigned 32 bits at 4, counter
/// @param icmpInDestUnreachs unsigned 32 bits at 8, counter
/// @param icmpInTimeExcds unsigned 32 bits at 12, counter
/// @param icmpInParamProbs unsigned 32 bits at 16, counter
/// @param icmpInSrcQuenchs unsigned 32 bits at 20, counter
/// @param icmpInRedirects unsigned 32 bits at 24, counter
/// @param icmpInEchos unsigned 32 bits at 28, counter
/// @param icmpInEchoReps unsigned 32 bits at 32, counter
/// @param icmpInTimestamps unsigned 32 bits at 36, counter
/// @param icmpInAddrMasks unsigned 32 bits at 40, counter
/// @param icmpInAddrMaskReps unsigned 32 bits at 44, counter
/// @param icmpOutMsgs unsigned 32 bits at 48, counter
/// @param icmpOutErrors unsigned 32 bits at 52, counter
/// @param icmpOutDestUnreachs unsigned 32 bits at 56, counter
/// @param icmpOutTimeExcds unsigned 32 bits at 60, counter
/// @param icmpOutParamProbs unsigned 32 bits at 64, counter
/// @param icmpOutSrcQuenchs unsigned 32 bits at 68, counter
/// @param icmpOutRedirects unsigned 32 bits at 72, counter
/// @param icmpOutEchos unsigned 32 bits at 76, counter
/// @param icmpOutEchoReps unsigned 32 bits at 80, counter
/// @param icmpOutTimestamps unsigned 32 bits at 84, counter
/// @param icmpOutTimestampReps unsigned 32 bits at 88, counter
/// @param icmpOutAddrMasks unsigned 32 bits at 92, counter
/// @param icmpOutAddrMaskReps unsigned 32 bits at 96, counter
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
