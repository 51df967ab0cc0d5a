package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import io.cistern.metricstore.map.SharedMap;

/// The rows of one hour as they arrive, in one listmap that is log and table at once.
final class Head {
  private final StoreDirectory.Named file;
  private final SharedMap shared;
  private boolean frozen;

  Head(StoreDirectory.Named file, ListMap map) {
    this.file = file;
    this.shared = new SharedMap(map);
  }

  StoreDirectory.Named file() {
    return file;
  }

  SharedMap shared() {
    return shared;
  }

  ListMap map() {
    return shared.map();
  }

  long startMillis() {
    return file.startMillis();
  }

  long endMillis() {
    return file.startMillis() + StoreDirectory.HEAD_MILLIS;
  }

  /// Whether it is being sealed and takes no more rows; under the appender's monitor.
  boolean isFrozen() {
    return frozen;
  }

  void freeze() {
    frozen = true;
  }
}
