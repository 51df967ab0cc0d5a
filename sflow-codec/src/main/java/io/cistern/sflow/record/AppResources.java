package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Resources an application uses: `app_resources` (0:2203).
///
/// Source: `sflow_application.txt`.
///
/// @param userTime unsigned 32 bits at 0, counter, ms
/// @param systemTime unsigned 32 bits at 4, counter, ms
/// @param memUsed unsigned 64 bits at 8, gauge, bytes
/// @param memMax unsigned 64 bits at 16, gauge, bytes
/// @param fdOpen unsigned 32 bits at 24, gauge, files
/// @param fdMax unsigned 32 bits at 28, gauge, files
/// @param connOpen unsigned 32 bits at 32, gauge, connections
/// @param connMax unsigned 32 bits at 36, gauge, connections
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
