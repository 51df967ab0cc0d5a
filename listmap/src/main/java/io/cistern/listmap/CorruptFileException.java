package io.cistern.listmap;

import java.nio.file.Path;

/// Bytes of the file are not what was written. Nothing damaged is ever returned as data; what else
/// is in the file stays readable.
public final class CorruptFileException extends ListMapException {

  private static final long serialVersionUID = 1L;

  /// Offset of the damage.
  private final long offset;

  /// What is damaged.
  private final String what;

  /// Damage in a file.
  ///
  /// @param file the path the map was opened with
  /// @param offset where, in bytes from the start of the file
  /// @param what a short description
  public CorruptFileException(Path file, long offset, String what) {
    super(file, what + ": offset=" + offset, null);
    this.offset = offset;
    this.what = what;
  }

  /// Where the damage was met.
  ///
  /// @return the offset in bytes from the start of the file
  public long offset() {
    return offset;
  }

  /// What was found damaged.
  ///
  /// @return a short description
  public String what() {
    return what;
  }
}
