/// The sFlow collector. Not a library: nothing is exported; the entry point is `io.cistern.app.cli.Main`.
@org.jspecify.annotations.NullMarked
open module io.cistern.app {
  requires static org.jspecify;
  requires io.cistern.sflow;
  requires io.cistern.protodecode;
  requires io.cistern.flowtrack;
  requires io.cistern.metricstore;
}
