package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Fans: `fans` (0:3003).
///
/// Source: sflow list.
///
/// @param total unsigned 32 bits at 0, gauge, fans
/// @param failed unsigned 32 bits at 4, gauge, fans
/// @param speed unsigned 32 bits at 8, gauge, %
@SflowStructure(format = 3003, name = "fans", prefix = "fans", source = "sflow list")
public record Fans(@Gauge("fans") long total, @Gauge("fans") long failed, @Gauge("%") long speed)
    implements CounterRecord {}
