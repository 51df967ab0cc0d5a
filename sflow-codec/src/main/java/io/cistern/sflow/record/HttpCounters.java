package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// Requests of a web server by method and status: `http_counters` (0:2201).
///
/// Source: `sflow_http.txt`.
///
/// @param methodOptionCount requests with `OPTIONS`; counter, unsigned 32 bits at 0
/// @param methodGetCount requests with `GET`; counter, unsigned 32 bits at 4
/// @param methodHeadCount requests with `HEAD`; counter, unsigned 32 bits at 8
/// @param methodPostCount requests with `POST`; counter, unsigned 32 bits at 12
/// @param methodPutCount requests with `PUT`; counter, unsigned 32 bits at 16
/// @param methodDeleteCount requests with `DELETE`; counter, unsigned 32 bits at 20
/// @param methodTraceCount requests with `TRACE`; counter, unsigned 32 bits at 24
/// @param methodConnectCount requests with `CONNECT`; counter, unsigned 32 bits at 28
/// @param methodOtherCount requests with other methods; counter, unsigned 32 bits at 32
/// @param status1XXCount requests answered with a status from 100 to 199; counter, unsigned 32 bits
///   at 36
/// @param status2XXCount requests answered with a status from 200 to 299; counter, unsigned 32 bits
///   at 40
/// @param status3XXCount requests answered with a status from 300 to 399; counter, unsigned 32 bits
///   at 44
/// @param status4XXCount requests answered with a status from 400 to 499; counter, unsigned 32 bits
///   at 48
/// @param status5XXCount requests answered with a status from 500 to 599; counter, unsigned 32 bits
///   at 52
/// @param statusOtherCount requests answered with another status; counter, unsigned 32 bits at 56
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
