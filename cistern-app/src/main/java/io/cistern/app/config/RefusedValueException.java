package io.cistern.app.config;

/// A configuration record refuses one of its components: thrown by its constructor.
final class RefusedValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String component;

  /// @param component the name of the component
  /// @param message what is wrong with it, and what was expected
  RefusedValueException(String component, String message) {
    super(message);
    this.component = component;
  }

  String component() {
    return component;
  }
}
