/// The sFlow of invented sites, with the truth beside it.
@org.jspecify.annotations.NullMarked
module io.cistern.simulate {
  requires io.cistern.sflow;
  requires static org.jspecify;

  exports io.cistern.simulate;
}
