package io.cistern.app.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sFlow datagrams of captures, in the order of their times. What has no time, as a raw
/// datagram, comes at the time of the one before it, or else at the first that is known.
public final class CaptureFeed implements DatagramFeed {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// A capture and its next datagram.
  private static final class Head {
    final CaptureReader capture;
    @Nullable CapturedDatagram next;

    Head(CaptureReader capture) {
      this.capture = capture;
    }

    void advance() throws IOException {
      do {
        next = capture.next();
      } while (next != null && !next.isSflow());
    }
  }

  private final String name;
  private final List<Head> heads = new ArrayList<>();
  private final InstantSource clock;
  private long lastMillis;

  private CaptureFeed(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  /// Opens captures.
  ///
  /// @param files at least one
  /// @param clock the time where no file knows one
  /// @throws IOException if one cannot be read
  public static CaptureFeed open(List<Path> files, InstantSource clock) throws IOException {
    String name =
        files.stream()
            .map(file -> String.valueOf(file.getFileName()))
            .collect(Collectors.joining(", "));
    var feed = new CaptureFeed(name, clock);
    try {
      for (Path file : files) {
        feed.add(file);
      }
      return feed;
    } catch (IOException | RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  private void add(Path file) throws IOException {
    var head = new Head(new CaptureReader(new BufferedInputStream(Files.newInputStream(file))));
    heads.add(head);
    head.advance();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable FeedDatagram next() throws IOException {
    Head first = null;
    CapturedDatagram next = null;
    for (Head head : heads) {
      CapturedDatagram candidate = head.next;
      if (candidate != null && (next == null || candidate.timeNanos() < next.timeNanos())) {
        first = head;
        next = candidate;
      }
    }
    if (first == null || next == null) {
      return null;
    }
    first.advance();
    lastMillis = next.timeNanos() == 0 ? unknownTime() : next.timeNanos() / NANOS_PER_MILLI;
    return new FeedDatagram(lastMillis, null, next.payload());
  }

  private long unknownTime() {
    if (lastMillis != 0) {
      return lastMillis;
    }
    return heads.stream()
        .flatMap(head -> java.util.stream.Stream.ofNullable(head.next))
        .mapToLong(next -> next.timeNanos() / NANOS_PER_MILLI)
        .filter(millis -> millis != 0)
        .min()
        .orElseGet(clock::millis);
  }

  @Override
  public void close() throws IOException {
    for (Head head : heads) {
      head.capture.close();
    }
  }
}
