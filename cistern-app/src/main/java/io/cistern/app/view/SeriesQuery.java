package io.cistern.app.view;

import org.jspecify.annotations.Nullable;

/// Which stored points are asked for.
///
/// @param agent glob over agent addresses
/// @param instance glob over instances
/// @param metric glob over metric names
/// @param fromMillis inclusive, epoch milliseconds
/// @param toMillis exclusive, epoch milliseconds
/// @param stepMillis 0 for the points as they were recorded
/// @param function one of last, avg, min, max, sum, count, first, delta, increase, rate, raw; null
///   for rate of counters and avg of gauges
public record SeriesQuery(
    String agent,
    String instance,
    String metric,
    long fromMillis,
    long toMillis,
    long stepMillis,
    @Nullable String function) {}
