package io.cistern.app.config;

/// The configuration cannot be used. The message says where, what, and what was expected.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  ConfigException(Origin origin, String message) {
    super(origin + ": " + message);
  }
}
