/// Time series as an organised set of listmaps.
@org.jspecify.annotations.NullMarked
module io.cistern.metricstore {
  requires static org.jspecify;
  requires io.cistern.listmap;

  exports io.cistern.metricstore;
}
