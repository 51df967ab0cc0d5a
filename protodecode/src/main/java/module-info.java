/// Sampled packet headers to protocol layers.
@org.jspecify.annotations.NullMarked
module io.cistern.protodecode {
  requires static org.jspecify;

  exports io.cistern.protodecode;
}
