package io.cistern.app.cli;

/// Text for a terminal.
final class Printable {
  private Printable() {}

  /// The text with control characters, which may come from a file or the wire, replaced.
  static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
