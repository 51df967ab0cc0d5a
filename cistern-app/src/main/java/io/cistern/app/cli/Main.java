package io.cistern.app.cli;

/// The program's entry point.
public final class Main {
  private Main() {}

  static void main(String[] arguments) {
    System.exit(arguments.length);
  }
}
