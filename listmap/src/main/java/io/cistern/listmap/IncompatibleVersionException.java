package io.cistern.listmap;

import java.nio.file.Path;

/// The file is a map, of a format version that this library does not read.
public final class IncompatibleVersionException extends ListMapException {

  private static final long serialVersionUID = 1L;

  /// The version the file states.
  private final long version;

  public IncompatibleVersionException(Path file, long version, long newest) {
    super(
        file,
        "format version not supported: version=" + version + ", supported=1 to " + newest,
        null);
    this.version = version;
  }

  /// The version the file states.
  ///
  /// @return the format version, unsigned 32 bits
  public long version() {
    return version;
  }
}
