/// An ordered map in one memory-mapped file: a linked list with an index.
@org.jspecify.annotations.NullMarked
module io.cistern.listmap {
  requires static org.jspecify;

  exports io.cistern.listmap;
}
