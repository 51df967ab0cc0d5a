package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Datapath counters of Open vSwitch: `ovs_dp_stats` (0:2207).
///
/// Source: blog.sflow.com 2015-01.
///
/// @param hits packets that matched a flow in the kernel; counter, unsigned 32 bits at 0
/// @param misses packets that did not, and went to user space; counter, unsigned 32 bits at 4
/// @param lost packets that were to go to user space and were dropped; counter, unsigned 32 bits at
///   8
/// @param maskHits masks tried for all packets; counter, unsigned 32 bits at 12
/// @param flows flows in the kernel; gauge, unsigned 32 bits at 16
/// @param masks masks in the kernel; gauge, unsigned 32 bits at 20
@SflowStructure(
    format = 2207,
    name = "ovs_dp_stats",
    prefix = "ovs",
    source = "blog.sflow.com 2015-01",
    snakeCase = true)
public record OvsDpStats(
    @Counter("packets") long hits,
    @Counter("packets") long misses,
    @Counter("packets") long lost,
    @Counter long maskHits,
    @Gauge("flows") long flows,
    @Gauge("masks") long masks)
    implements CounterRecord {}
