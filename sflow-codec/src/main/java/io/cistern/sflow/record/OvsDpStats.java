package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Datapath counters of Open vSwitch: `ovs_dp_stats` (0:2207).
///
/// Source: blog.sflow.com 2015-01.
///
/// @param hits unsigned 32 bits at 0, counter, packets
/// @param misses unsigned 32 bits at 4, counter, packets
/// @param lost unsigned 32 bits at 8, counter, packets
/// @param maskHits unsigned 32 bits at 12, counter
/// @param flows unsigned 32 bits at 16, gauge, flows
/// @param masks unsigned 32 bits at 20, gauge, masks
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
