package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Workers of an application: `app_workers` (0:2206).
///
/// Source: `sflow_application.txt`.
///
/// @param workersActive unsigned 32 bits at 0, gauge, workers
/// @param workersIdle unsigned 32 bits at 4, gauge, workers
/// @param workersMax unsigned 32 bits at 8, gauge, workers
/// @param reqDelayed unsigned 32 bits at 12, counter, requests
/// @param reqDropped unsigned 32 bits at 16, counter, requests
@SflowStructure(
    format = 2206,
    name = "app_workers",
    prefix = "app",
    source = "sflow_application.txt",
    snakeCase = true)
public record AppWorkers(
    @Gauge("workers") long workersActive,
    @Gauge("workers") long workersIdle,
    @Gauge("workers") long workersMax,
    @Counter("requests") long reqDelayed,
    @Counter("requests") long reqDropped)
    implements CounterRecord {}
