/// What is done with a file that was not closed, or is damaged: its log is sorted and the leaves
/// are filled anew, it is verified, dumped, and what is intact in it is salvaged. By one thread.
package io.cistern.listmap.recovery;
