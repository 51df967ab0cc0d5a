package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Priority flow control of a queue: `pfc` (0:11).
///
/// Source: sflowtool sflow.h.
///
/// @param requests pause frames sent; counter, unsigned 32 bits at 0
/// @param indications pause frames received; counter, unsigned 32 bits at 4
/// @param pauseDuration time the queue was paused in microseconds; counter, unsigned 32 bits at 8
/// @param stormDetected times a storm of pause frames was detected; counter, unsigned 32 bits at 12
/// @param stormRestored times the queue was restored after one; counter, unsigned 32 bits at 16
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
