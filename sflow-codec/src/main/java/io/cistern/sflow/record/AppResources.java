package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Resources an application uses: `app_resources` (0:2203).
///
/// Source: `sflow_application.txt`.
///
/// @param userTime CPU time in user mode in milliseconds; counter, unsigned 32 bits at 0
/// @param systemTime CPU time in system mode in milliseconds; counter, unsigned 32 bits at 4
/// @param memUsed bytes of memory in use; gauge, unsigned 64 bits at 8
/// @param memMax bytes of memory the application may use; gauge, unsigned 64 bits at 16
/// @param fdOpen open file descriptors; gauge, unsigned 32 bits at 24
/// @param fdMax file descriptors the application may open; gauge, unsigned 32 bits at 28
/// @param connOpen open network connections; gauge, unsigned 32 bits at 32
/// @param connMax network connections the application may open; gauge, unsigned 32 bits at 36
@SflowStructure(
    format = 2203,
    name = "app_resources",
    prefix = "app",
    source = "sflow_application.txt",
    snakeCase = true)
public record AppResources(
    @Counter("ms") long userTime,
    @Counter("ms") long systemTime,
    @Gauge("bytes") @U64 long memUsed,
    @Gauge("bytes") @U64 long memMax,
    @Gauge("files") long fdOpen,
    @Gauge("files") long fdMax,
    @Gauge("connections") long connOpen,
    @Gauge("connections") long connMax)
    implements CounterRecord {}
