/// Sealed files: blocks of entries in key order and the index of the blocks, written once and read
/// by any number of threads.
package io.cistern.listmap.block;
