/// JMH benchmarks of the libraries, side by side with their peers.
@org.jspecify.annotations.NullMarked
package io.cistern.benchmarks;
