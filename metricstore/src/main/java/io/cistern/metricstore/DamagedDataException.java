package io.cistern.metricstore;

import java.io.IOException;

/// Bytes of a row, chunk or entity record are not what an encoder writes.
final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int offset;
  private final boolean laterFormat;

  DamagedDataException(String what, int offset) {
    this(what, offset, false);
  }

  /// @param laterFormat whether they are what an encoder of a later version writes
  DamagedDataException(String what, int offset, boolean laterFormat) {
    super(what + ": offset=" + offset);
    this.what = what;
    this.offset = offset;
    this.laterFormat = laterFormat;
  }

  /// This, saying which record it is.
  DamagedDataException in(String record) {
    return new DamagedDataException(record + ": " + what, offset, laterFormat);
  }

  /// Whether nothing is damaged: a later version wrote them.
  boolean isOfLaterFormat() {
    return laterFormat;
  }

  int offset() {
    return offset;
  }
}
