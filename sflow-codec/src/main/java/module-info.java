/// sFlow datagrams to values and back.
@org.jspecify.annotations.NullMarked
module io.cistern.sflow {
  requires static org.jspecify;

  exports io.cistern.sflow;
  exports io.cistern.sflow.declaration;
  exports io.cistern.sflow.record;
}
