package io.cistern.app.config;

/// Where a value was written.
///
/// @param text as `cistern.yaml:3:11`, `CISTERN_HTTP_LISTEN`, `--http-listen` or `default`
record Origin(String text) {
  static final Origin DEFAULT = new Origin("default");

  static Origin of(String file, long line, long column) {
    return new Origin(file + ":" + line + ":" + column);
  }

  @Override
  public String toString() {
    return text;
  }
}
