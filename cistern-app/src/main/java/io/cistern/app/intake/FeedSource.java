package io.cistern.app.intake;

import io.cistern.app.self.Vitals;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a feed: hands its datagrams in with their own times, which are the collector's clock.
///
/// Nothing is dropped, however fast it plays. At every full second of the feed the clock moves,
/// scans are judged, and, where an interval ends, rows are stored; all with exactly the datagrams
/// before that second. The shards publish at such a second too, but once a second of real time.
/// After the last datagram everything is read, stored and published, and the clock stands at its
/// time: the outcome does not depend on the machine.
public final class FeedSource implements DatagramSource {
  private static final Logger LOG = LoggerFactory.getLogger(FeedSource.class);
  private static final int MAX_DATAGRAM = 65_535;
  private static final long STEP_MILLIS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long PUBLISH_NANOS = 900_000_000; // a feed in its own time: each second

  /* A longer pause has no steps: what is seen and found within seconds is over by then. */
  private static final long LONG_PAUSE_MILLIS = 300_000;

  private final DatagramFeed feed;
  private final double speed;
  private final long intervalMillis;
  private final FeedDatagram first;
  private final MemorySegment buffer = Arena.ofAuto().allocate(MAX_DATAGRAM);
  private final Thread thread;
  private volatile long nowMillis;
  private volatile @Nullable IOException failure;
  private long startNanos;
  private long published = System.nanoTime() - PUBLISH_NANOS; // by System.nanoTime()

  private @Nullable Intake intake;

  private FeedSource(
      DatagramFeed feed, FeedDatagram first, double speed, Duration interval, Vitals vitals) {
    this.feed = feed;
    this.first = first;
    this.speed = speed;
    this.intervalMillis = interval.toMillis();
    this.nowMillis = first.timeMillis();
    this.thread = vitals.thread("cistern-feed", this::run);
  }

  /// Reads the first datagram, at whose time the clock stands until the start.
  ///
  /// @param feed is closed by [#close()], and here in case of an error
  /// @param speed how many times faster than in its own time; 0 as fast as possible
  /// @param interval how often rows are stored, in its own time
  /// @param vitals watches the thread
  /// @throws IOException if the feed has no datagram or cannot be read
  public static FeedSource open(DatagramFeed feed, double speed, Duration interval, Vitals vitals)
      throws IOException {
    try {
      if (!(speed >= 0) || Double.isInfinite(speed)) {
        throw new IllegalArgumentException("speed below 0: " + speed);
      }
      FeedDatagram first = feed.next();
      if (first == null) {
        throw new IOException("no sFlow datagram in " + feed.name());
      }
      return new FeedSource(feed, first, speed, interval, vitals);
    } catch (IOException | RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return feed.name();
  }

  @Override
  public InstantSource clock() {
    return () -> Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public void start(Intake to) {
    intake = to;
    startNanos = System.nanoTime();
    thread.start();
  }

  private void run() {
    try {
      play(Objects.requireNonNull(intake));
    } catch (InterruptedException _) {
      // close() ends it this way
    } catch (IOException e) {
      failure = e;
      LOG.error("{} cannot be played on: {}", feed.name(), e.getMessage());
    }
  }

  private void play(Intake intake) throws IOException, InterruptedException {
    var sender = new SenderBits();
    long time = first.timeMillis();
    for (FeedDatagram next = first; next != null; next = feed.next()) {
      time = Math.max(time, next.timeMillis());
      stopUntil(time, intake);
      awaitDue(time);
      byte[] payload = next.payload();
      MemorySegment.copy(payload, 0, buffer, ValueLayout.JAVA_BYTE, 0, payload.length);
      sender.take(next.sender());
      intake.put(buffer, payload.length, sender.high(), sender.low(), time);
    }
    intake.settle();
    nowMillis = time;
    intake.store();
    intake.publish(time);
  }

  /// Stops at every full second up to a time.
  private void stopUntil(long time, Intake intake) throws InterruptedException {
    boolean isLong = time - nowMillis > LONG_PAUSE_MILLIS;
    long stop = isLong ? floor(time, STEP_MILLIS) : floor(nowMillis, STEP_MILLIS) + STEP_MILLIS;
    for (; stop <= time; stop += STEP_MILLIS) {
      awaitDue(stop);
      intake.settle();
      boolean endsInterval = floor(stop, intervalMillis) > nowMillis;
      nowMillis = stop;
      if (endsInterval) {
        intake.store();
      }
      tell(stop, intake);
    }
  }

  /// Nobody reads more than one state a second of our own time.
  private void tell(long stop, Intake intake) throws InterruptedException {
    long now = System.nanoTime();
    if (now - published >= PUBLISH_NANOS) {
      published = now;
      intake.publish(stop);
    } else {
      intake.judge(stop);
    }
  }

  private static long floor(long time, long unit) {
    return time - Math.floorMod(time, unit);
  }

  private void awaitDue(long time) throws InterruptedException {
    if (speed > 0) {
      long due = startNanos + (long) ((time - first.timeMillis()) * NANOS_PER_MILLI / speed);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /// Waits until everything was played.
  ///
  /// @throws IOException if the feed could not be played to its end
  public void awaitEnd() throws IOException, InterruptedException {
    thread.join();
    Optional<String> trouble = trouble();
    if (trouble.isPresent()) {
      throw new IOException(trouble.get(), failure);
    }
  }

  @Override
  public boolean isAlive() {
    return failure == null;
  }

  @Override
  public Optional<String> trouble() {
    IOException cause = failure;
    return cause == null
        ? Optional.empty()
        : Optional.of(feed.name() + " cannot be played on: " + cause.getMessage());
  }

  @Override
  public int requestedBuffer() {
    return 0;
  }

  @Override
  public int grantedBuffer() {
    return 0;
  }

  @Override
  public long socketDrops() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    feed.close();
  }
}
