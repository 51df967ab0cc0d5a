package io.cistern.app.intake;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Datagrams that the kernel dropped at our UDP port because the receive buffer was full.
///
/// Source: the last column of `/proc/net/udp` and `/proc/net/udp6`, summed over the lines whose
/// local port is ours. Where these files are absent (not Linux) the count stays 0.
public final class SocketDrops {
  private static final Splitter COLUMNS = Splitter.on(' ').omitEmptyStrings();

  private final List<Path> tables;
  private final String portSuffix;
  private final long atStart;

  /// @param port the local UDP port
  public SocketDrops(int port) {
    this(port, List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")));
  }

  SocketDrops(int port, List<Path> tables) {
    this.tables = tables;
    this.portSuffix = String.format(Locale.ROOT, ":%04X", port);
    this.atStart = sum();
  }

  /// Drops since this object was made.
  public long count() {
    return Math.max(0, sum() - atStart);
  }

  private long sum() {
    long sum = 0;
    for (Path table : tables) {
      try {
        for (String line : Files.readAllLines(table)) {
          sum += dropsOf(line);
        }
      } catch (IOException _) {
        // the system has no such table: nothing is known, nothing is claimed
      }
    }
    return sum;
  }

  private long dropsOf(String line) {
    List<String> columns = COLUMNS.splitToList(line);
    boolean ours = columns.size() >= 13 && columns.get(1).endsWith(portSuffix);
    return ours ? Long.parseLong(columns.getLast()) : 0;
  }
}
