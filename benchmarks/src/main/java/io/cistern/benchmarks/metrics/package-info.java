/// The metricstore beside other stores of time series, all given the same simulated interface
/// counters.
@org.jspecify.annotations.NullMarked
package io.cistern.benchmarks.metrics;
