package io.cistern.app.intake;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The frames of a capture, in the file's order.
interface Frames {

  /// The next frame, or null at the end.
  ///
  /// @throws IOException if the file is damaged or ends within a frame
  @Nullable Frame next() throws IOException;
}
