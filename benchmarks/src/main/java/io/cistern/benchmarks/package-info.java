/// JMH benchmarks of the libraries, side by side with their peers.
///
/// Hot paths run with `-prof gc`: `gc.alloc.rate.norm` must be 0 B/op for what calls itself
/// allocation-free.
@org.jspecify.annotations.NullMarked
package io.cistern.benchmarks;
