package io.cistern.metricstore.codec;

import java.io.IOException;

/// Bytes of a row, chunk or entity record are not what an encoder writes.
public final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int offset;
  private final boolean laterFormat;

  public DamagedDataException(String what, int offset) {
    this(what, offset, false);
  }

  /// @param laterFormat whether they are what an encoder of a later version writes
  public DamagedDataException(String what, int offset, boolean laterFormat) {
    super(what + ": offset=" + offset);
    this.what = what;
    this.offset = offset;
    this.laterFormat = laterFormat;
  }

  /// This, saying which record it is.
  public DamagedDataException in(String record) {
    return new DamagedDataException(record + ": " + what, offset, laterFormat);
  }

  /// Whether nothing is damaged: a later version wrote them.
  public boolean isOfLaterFormat() {
    return laterFormat;
  }

  public int offset() {
    return offset;
  }
}
