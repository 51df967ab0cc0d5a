package io.cistern.app.cli;

import io.cistern.app.intake.CaptureReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The captures that commands are given, and what is said of them.
final class CaptureFiles {
  /// What they may be, for the commands' help.
  static final String KINDS =
      "pcap, pcapng, one raw datagram or hexadecimal text, as it is or packed with gzip or zstd;"
          + " - is standard input.";

  private CaptureFiles() {}

  /// Opens a file, or standard input for `-`.
  ///
  /// @throws IOException if that is not possible, with a message that says why and not which
  static CaptureReader open(String file) throws IOException {
    if (file.equals("-")) {
      return new CaptureReader(System.in);
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new IOException("is a directory: name the captures in it");
    }
    try {
      return new CaptureReader(Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("may not be read: permission denied", e);
    }
  }

  /// What a capture held beside sFlow datagrams, or that it held nothing; empty if nothing is to be
  /// said.
  static List<String> remarks(CaptureReader capture) {
    var remarks = new ArrayList<String>();
    capture
        .passedOver()
        .forEach((reason, frames) ->
            remarks.add(
                (frames == 1 ? "1 frame" : frames + " frames") + " passed over: " + reason));
    if (capture.frames() == 0) {
      remarks.add("nothing in it: no frame, no datagram");
    }
    return remarks;
  }
}
