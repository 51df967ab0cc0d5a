package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Length of the queue a packet met: `extended_queue_length` (0:1019).
///
/// Source: sflow list.
///
/// The length is in segments.
///
/// @param queueIndex the queue's number; unsigned 32 bits at 0
/// @param queueLength segments in the queue when the packet came to it; unsigned 32 bits at 4
@SflowStructure(format = 1019, name = "extended_queue_length", source = "sflow list")
public record ExtendedQueueLength(long queueIndex, long queueLength) implements FlowRecord {}
