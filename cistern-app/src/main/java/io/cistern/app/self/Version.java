package io.cistern.app.self;

/// The program's version.
public final class Version {
  private Version() {}

  /// As the jar's manifest has it; `development` where there is none.
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
