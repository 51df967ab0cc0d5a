/// Packet samples to flows, top talkers and scan alerts, in bounded memory.
@org.jspecify.annotations.NullMarked
module io.cistern.flowtrack {
  requires static org.jspecify;

  exports io.cistern.flowtrack;
  exports io.cistern.flowtrack.sample;
}
