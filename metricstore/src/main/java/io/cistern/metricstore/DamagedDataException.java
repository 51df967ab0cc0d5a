package io.cistern.metricstore;

import java.io.IOException;

/// Bytes of a row, chunk or entity record are not what an encoder writes.
final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  DamagedDataException(String what, int offset) {
    super(what + ": offset=" + offset);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }
}
