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
/// @param queueIndex the queue's number; state, unsigned 32 bits at 0
/// @param segmentSize bytes of a segment; state, unsigned 32 bits at 4
/// @param queueSegments segments the queue can hold; state, unsigned 32 bits at 8
/// @param queueLength0 packets that found the queue empty; counter, unsigned 32 bits at 12
/// @param queueLength1 packets that found 1 segment in it; counter, unsigned 32 bits at 16
/// @param queueLength2 packets that found 2 segments; counter, unsigned 32 bits at 20
/// @param queueLength4 packets that found 3 or 4; counter, unsigned 32 bits at 24
/// @param queueLength8 packets that found 5 to 8; counter, unsigned 32 bits at 28
/// @param queueLength32 packets that found 9 to 32; counter, unsigned 32 bits at 32
/// @param queueLength128 packets that found 33 to 128; counter, unsigned 32 bits at 36
/// @param queueLength1024 packets that found 129 to 1024; counter, unsigned 32 bits at 40
/// @param queueLengthMore packets that found more than 1024; counter, unsigned 32 bits at 44
/// @param dropped packets dropped because the queue was full; counter, unsigned 32 bits at 48
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
