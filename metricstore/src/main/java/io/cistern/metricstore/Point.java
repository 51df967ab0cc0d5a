package io.cistern.metricstore;

/// One sample of the simple face.
///
/// @param timeMillis epoch milliseconds
/// @param value as appended
public record Point(long timeMillis, double value) {}
