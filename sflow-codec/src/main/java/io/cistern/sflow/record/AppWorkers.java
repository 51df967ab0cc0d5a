package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Workers of an application: `app_workers` (0:2206).
///
/// Source: `sflow_application.txt`.
///
/// @param workersActive workers that handle a request; gauge, unsigned 32 bits at 0
/// @param workersIdle workers that wait for one; gauge, unsigned 32 bits at 4
/// @param workersMax workers the application may have; gauge, unsigned 32 bits at 8
/// @param reqDelayed requests that had to wait for a worker; counter, unsigned 32 bits at 12
/// @param reqDropped requests dropped because no worker was free; counter, unsigned 32 bits at 16
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
