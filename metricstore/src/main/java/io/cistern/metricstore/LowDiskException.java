package io.cistern.metricstore;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A row was refused because the disk is full or nearly so. Queries go on; rows are taken again
/// once there is room.
public final class LowDiskException extends IOException {
  private static final long serialVersionUID = 1L;

  LowDiskException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
