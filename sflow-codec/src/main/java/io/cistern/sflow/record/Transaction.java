package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// A storage or web transaction: `transaction` (0:2000).
///
/// Source: sflow list 0282.
///
/// @param direction which side the agent is on: 1 client, 2 server; unsigned 32 bits at 0
/// @param waitTime time it waited in microseconds; unsigned 32 bits at 4
/// @param duration how long it took in microseconds; unsigned 32 bits at 8
/// @param status 0 ok, 1 failed, 2 out of memory, 3 timeout, 4 not permitted; unsigned 32 bits at
///   12
/// @param bytesReceived bytes received; unsigned 64 bits at 16
/// @param bytesSend bytes sent; unsigned 64 bits at 24
@SflowStructure(format = 2000, name = "transaction", source = "sflow list 0282", snakeCase = true)
public record Transaction(
    long direction,
    @Name("wait") long waitTime,
    long duration,
    long status,
    @U64 long bytesReceived,
    @U64 long bytesSend)
    implements FlowRecord {}
