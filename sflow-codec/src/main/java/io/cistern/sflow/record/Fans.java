package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Fans: `fans` (0:3003).
///
/// Source: sflow list.
///
/// @param total fans of the device; gauge, unsigned 32 bits at 0
/// @param failed fans that failed; gauge, unsigned 32 bits at 4
/// @param speed speed of the fans in percent of their maximum; gauge, unsigned 32 bits at 8
@SflowStructure(format = 3003, name = "fans", prefix = "fans", source = "sflow list")
public record Fans(@Gauge("fans") long total, @Gauge("fans") long failed, @Gauge("%") long speed)
    implements CounterRecord {}
