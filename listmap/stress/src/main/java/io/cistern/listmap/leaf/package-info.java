/// Readers of leaves beside their writer, under jcstress.
@org.jspecify.annotations.NullMarked
package io.cistern.listmap.leaf;
