/// The listmap beside other ordered maps: one interface, [OrderedStore], and the same work for
/// each.
@org.jspecify.annotations.NullMarked
package io.cistern.benchmarks.maps;
