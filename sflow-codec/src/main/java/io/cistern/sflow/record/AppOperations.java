package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Operations of an application by outcome: `app_operations` (0:2202).
///
/// Source: `sflow_application.txt`.
///
/// @param application the application's name, its parts joined by dots; text at 0
/// @param success operations that succeeded; counter, unsigned 32 bits
/// @param other operations that ended in another way than those below; counter, unsigned 32 bits
/// @param timeout operations that timed out; counter, unsigned 32 bits
/// @param internalError operations that failed inside the application; counter, unsigned 32 bits
/// @param badRequest operations whose request was not understood; counter, unsigned 32 bits
/// @param forbidden operations that were not allowed; counter, unsigned 32 bits
/// @param tooLarge operations whose request or response was too large; counter, unsigned 32 bits
/// @param notImplemented operations that the application does not have; counter, unsigned 32 bits
/// @param notFound operations on what does not exist; counter, unsigned 32 bits
/// @param unavailable operations refused because the application was not available; counter,
///   unsigned 32 bits
/// @param unauthorized operations without valid credentials; counter, unsigned 32 bits
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
