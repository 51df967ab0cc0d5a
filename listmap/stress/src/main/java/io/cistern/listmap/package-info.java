/// What readers of a map see while it is written: tests by jcstress, and by Lincheck.
@org.jspecify.annotations.NullMarked
package io.cistern.listmap;
