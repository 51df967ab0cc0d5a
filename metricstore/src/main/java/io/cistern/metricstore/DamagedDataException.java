package io.cistern.metricstore;

import java.io.IOException;

/// Bytes of a row, chunk or entity record are not what an encoder writes.
final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int offset;

  DamagedDataException(String what, int offset) {
    super(what + ": offset=" + offset);
    this.what = what;
    this.offset = offset;
  }

  /// This, saying which record it is.
  DamagedDataException in(String record) {
    return new DamagedDataException(record + ": " + what, offset);
  }

  int offset() {
    return offset;
  }
}
