package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Priority flow control of a queue: `pfc` (0:11).
///
/// Source: sflowtool sflow.h.
///
/// @param requests unsigned 32 bits at 0, counter
/// @param indications unsigned 32 bits at 4, counter
/// @param pauseDuration unsigned 32 bits at 8, counter, us
/// @param stormDetected unsigned 32 bits at 12, counter
/// @param stormRestored unsigned 32 bits at 16, counter
@SflowStructure(
    format = 11,
    name = "pfc",
    prefix = "pfc",
    source = "sflowtool sflow.h",
    snakeCase = true)
public record Pfc(
    @Counter long requests,
    @Counter long indications,
    @Counter("us") long pauseDuration,
    @Counter long stormDetected,
    @Counter long stormRestored)
    implements CounterRecord {}
