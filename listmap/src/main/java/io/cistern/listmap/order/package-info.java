/// The order of keys: how they compare, are searched and walked, whatever kind of file they are in.
///
/// A [io.cistern.listmap.order.Position] is moved by one thread.
package io.cistern.listmap.order;
