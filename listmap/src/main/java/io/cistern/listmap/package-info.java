/// An ordered map in one memory-mapped file: a linked list with an index.
package io.cistern.listmap;
