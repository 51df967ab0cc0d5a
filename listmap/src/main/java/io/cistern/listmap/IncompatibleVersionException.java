package io.cistern.listmap;

import java.nio.file.Path;

/// The file is a map, of a format version that this library does not read.
public final class IncompatibleVersionException extends ListMapException {

  private static final long serialVersionUID = 1L;

  /// The version the file states.
  private final long version;

  /// A file of another version.
  ///
  /// @param file the path the map was opened with
  /// @param version what the file states, unsigned 32 bits
  /// @param newest the newest version that is read
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
