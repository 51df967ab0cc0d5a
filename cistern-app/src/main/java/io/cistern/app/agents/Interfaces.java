package io.cistern.app.agents;

import io.cistern.app.metrics.EntitySnapshot;

/// Which entities are interfaces, and which ones.
final class Interfaces {
  private static final String PREFIX = "if/";

  private Interfaces() {}

  /// Whether an entity is an interface.
  static boolean isInterface(EntitySnapshot entity) {
    return entity.id().instance().startsWith(PREFIX);
  }

  /// The number in `if/3` and `if/3@100000`.
  static long index(EntitySnapshot entity) {
    String instance = entity.id().instance();
    int end = instance.indexOf('@');
    return Long.parseLong(instance.substring(PREFIX.length(), end < 0 ? instance.length() : end));
  }
}
