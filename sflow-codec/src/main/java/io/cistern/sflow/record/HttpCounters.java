package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// Requests of a web server by method and status: `http_counters` (0:2201).
///
/// Source: `sflow_http.txt`.
///
/// @param methodOptionCount unsigned 32 bits at 0, counter, requests
/// @param methodGetCount unsigned 32 bits at 4, counter, requests
/// @param methodHeadCount unsigned 32 bits at 8, counter, requests
/// @param methodPostCount unsigned 32 bits at 12, counter, requests
/// @param methodPutCount unsigned 32 bits at 16, counter, requests
/// @param methodDeleteCount unsigned 32 bits at 20, counter, requests
/// @param methodTraceCount unsigned 32 bits at 24, counter, requests
/// @param methodConnectCount unsigned 32 bits at 28, counter, requests
/// @param methodOtherCount unsigned 32 bits at 32, counter, requests
/// @param status1XXCount unsigned 32 bits at 36, counter, requests
/// @param status2XXCount unsigned 32 bits at 40, counter, requests
/// @param status3XXCount unsigned 32 bits at 44, counter, requests
/// @param status4XXCount unsigned 32 bits at 48, counter, requests
/// @param status5XXCount unsigned 32 bits at 52, counter, requests
/// @param statusOtherCount unsigned 32 bits at 56, counter, requests
@SflowStructure(
    format = 2201,
    name = "http_counters",
    prefix = "http",
    source = "sflow_http.txt",
    snakeCase = true)
public record HttpCounters(
    @Counter("requests") long methodOptionCount,
    @Counter("requests") long methodGetCount,
    @Counter("requests") long methodHeadCount,
    @Counter("requests") long methodPostCount,
    @Counter("requests") long methodPutCount,
    @Counter("requests") long methodDeleteCount,
    @Counter("requests") long methodTraceCount,
    @Counter("requests") long methodConnectCount,
    @Counter("requests") long methodOtherCount,
    @Name(value = "status_1XX_count", metric = "http_status_1xx_count") @Counter("requests")
        long status1XXCount,
    @Name(value = "status_2XX_count", metric = "http_status_2xx_count") @Counter("requests")
        long status2XXCount,
    @Name(value = "status_3XX_count", metric = "http_status_3xx_count") @Counter("requests")
        long status3XXCount,
    @Name(value = "status_4XX_count", metric = "http_status_4xx_count") @Counter("requests")
        long status4XXCount,
    @Name(value = "status_5XX_count", metric = "http_status_5xx_count") @Counter("requests")
        long status5XXCount,
    @Counter("requests") long statusOtherCount)
    implements CounterRecord {}
