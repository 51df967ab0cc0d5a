package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// Lengths of a queue: `queue_length` (0:1003).
///
/// Source: sflow list.
///
/// A histogram; a sample has one record for each queue.
///
/// @param queueIndex unsigned 32 bits at 0, state
/// @param segmentSize unsigned 32 bits at 4, state, bytes
/// @param queueSegments unsigned 32 bits at 8, state
/// @param queueLength0 unsigned 32 bits at 12, counter
/// @param queueLength1 unsigned 32 bits at 16, counter
/// @param queueLength2 unsigned 32 bits at 20, counter
/// @param queueLength4 unsigned 32 bits at 24, counter
/// @param queueLength8 unsigned 32 bits at 28, counter
/// @param queueLength32 unsigned 32 bits at 32, counter
/// @param queueLength128 unsigned 32 bits at 36, counter
/// @param queueLength1024 unsigned 32 bits at 40, counter
/// @param queueLengthMore unsigned 32 bits at 44, counter
/// @param dropped unsigned 32 bits at 48, counter
@SflowStructure(format = 1003, name = "queue_length", prefix = "queue", source = "sflow list")
public record QueueLength(
    @State long queueIndex,
    @State("bytes") long segmentSize,
    @State long queueSegments,
    @Counter long queueLength0,
    @Counter long queueLength1,
    @Counter long queueLength2,
    @Counter long queueLength4,
    @Counter long queueLength8,
    @Counter long queueLength32,
    @Counter long queueLength128,
    @Counter long queueLength1024,
    @Counter long queueLengthMore,
    @Counter long dropped)
    implements CounterRecord {}
