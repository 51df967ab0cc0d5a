package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Operations of an application by outcome: `app_operations` (0:2202).
///
/// Source: `sflow_application.txt`.
///
/// @param application text at 0
/// @param success unsigned 32 bits, counter, operations
/// @param other unsigned 32 bits, counter, operations
/// @param timeout unsigned 32 bits, counter, operations
/// @param internalError unsigned 32 bits, counter, operations
/// @param badRequest unsigned 32 bits, counter, operations
/// @param forbidden unsigned 32 bits, counter, operations
/// @param tooLarge unsigned 32 bits, counter, operations
/// @param notImplemented unsigned 32 bits, counter, operations
/// @param notFound unsigned 32 bits, counter, operations
/// @param unavailable unsigned 32 bits, counter, operations
/// @param unauthorized unsigned 32 bits, counter, operations
@SflowStructure(
    format = 2202,
    name = "app_operations",
    prefix = "app",
    source = "sflow_application.txt",
    snakeCase = true)
public record AppOperations(
    String application,
    @Counter("operations") long success,
    @Counter("operations") long other,
    @Counter("operations") long timeout,
    @Counter("operations") long internalError,
    @Counter("operations") long badRequest,
    @Counter("operations") long forbidden,
    @Counter("operations") long tooLarge,
    @Counter("operations") long notImplemented,
    @Counter("operations") long notFound,
    @Counter("operations") long unavailable,
    @Counter("operations") long unauthorized)
    implements CounterRecord {}
