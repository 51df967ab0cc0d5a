/// The sFlow collector. Not a library: nothing is exported; the entry point is
/// `io.cistern.app.cli.Main`.
@org.jspecify.annotations.NullMarked
open module io.cistern.app {
  requires static org.jspecify;
  requires io.cistern.sflow;
  requires io.cistern.protodecode;
  requires io.cistern.flowtrack;
  requires io.cistern.metricstore;
  requires io.cistern.simulate;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires java.management;
  requires jdk.unsupported; // sun.misc.Signal, in one class
  requires aircompressor.v3;
  requires com.google.common;
  requires info.picocli;
  requires org.slf4j;
  requires ch.qos.logback.classic;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
}
