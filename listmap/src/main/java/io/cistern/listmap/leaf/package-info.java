/// The list of leaves, the truth of the order of the keys of a live map, and its index, a hint.
///
/// One thread writes at a time; any number reads, without locks, by
/// [io.cistern.listmap.leaf.LivePosition].
package io.cistern.listmap.leaf;
