package io.cistern.app.intake;

import com.google.common.util.concurrent.Uninterruptibles;
import io.cistern.app.agents.Copies;
import io.cistern.app.agents.DecodeErrors;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.self.Vitals;
import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DecodeError;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the datagrams of its agents from a ring, on a thread of its own, and publishes what it
/// knows a second after it last did, and when it is asked to. Publishing goes on between datagrams
/// after [#SLICE_NANOS]; flows are copied only for who asks for them. Everything in it belongs to
/// that thread; reading flow samples is allocation-free.
public final class Shard {
  /*
   * An empty ring is waited for without any signal from the receiver, which must not spend a system
   * call on waking us: first a short spin, then short naps, then longer ones. The ring holds far
   * more than comes during the longest nap.
   */
  private static final int SPINS = 50;
  private static final int SHORT_NAPS = 50;
  private static final long SHORT_NAP_NANOS = 200_000;
  private static final long LONG_NAP_NANOS = 2_000_000;
  private static final int BATCH = 256;
  private static final long PUBLISH_MILLIS = 1_000;
  private static final int TOP_N = 200;

  /// How long publishing holds up decoding at most, but for a single stream or somebody who waits.
  private static final long SLICE_NANOS = 20_000_000;

  private static final long PAUSE_NANOS = 4 * SLICE_NANOS;
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  /// Somebody waits.
  ///
  /// @param publishes or else judges only
  private record Request(long nowMillis, boolean publishes, CountDownLatch done) {}

  private final DatagramRing ring;
  private final InstantSource clock;
  private final StreamTable streams;
  private final FlowIntake flows;
  private final SampleReader reader;
  private final FlowReading flowReading;
  private final Publication publication = new Publication();
  private final DatagramCursor cursor = new DatagramCursor();
  private final DecodeErrors unreadable = new DecodeErrors();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Request request;
  private volatile ShardSnapshot snapshot;
  private int idle;
  private long datagrams;
  private long bytes;
  private long failures;
  private long nextPublication;
  private boolean publishing;
  private long nextSliceNanos;
  private volatile long longestSliceNanos;
  private FlowSnapshot alerts;

  /// @param ring is used, not closed
  /// @param vitals watches the thread
  public Shard(
      int number,
      DatagramRing ring,
      InstantSource clock,
      StreamTable streams,
      FlowIntake flows,
      Vitals vitals) {
    this.ring = ring;
    this.clock = clock;
    this.streams = streams;
    this.flows = flows;
    this.reader = new SampleReader(flows);
    this.flowReading = new FlowReading(flows, TOP_N);
    this.alerts = flows.judge(clock.millis());
    this.snapshot = newSnapshot(clock.millis(), List.of());
    this.thread = vitals.thread("cistern-shard-" + number, this::run);
  }

  /// Begins to read.
  public void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      boolean last = stopping;
      int read = readBatch();
      long now = clock.millis();
      publishIfDue(now, read == 0);
      flowReading.serve(now);
      Request asked = request;
      if (asked != null) {
        request = null;
        serve(asked);
      }
      if (read == 0) {
        if (last) {
          streams.finish();
          publishing = false;
          publish(now);
          return;
        }
        rest();
      } else {
        idle = 0;
      }
    }
  }

  private int readBatch() {
    int read = 0;
    while (read < BATCH && ring.peek()) {
      try {
        datagram();
      } catch (RuntimeException e) {
        failed(e);
      } finally {
        ring.release();
      }
      read++;
    }
    return read;
  }

  private void failed(RuntimeException e) {
    failures++;
    if (Long.bitCount(failures) == 1) {
      LOG.error("cannot read a datagram ({} so far)", failures, e);
    }
  }

  private void rest() {
    idle++;
    if (idle <= SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(idle <= SPINS + SHORT_NAPS ? SHORT_NAP_NANOS : LONG_NAP_NANOS);
    }
  }

  private void datagram() {
    datagrams++;
    bytes += ring.length();
    if (!cursor.wrap(ring.memory(), ring.offset(), ring.length())) {
      unreadable.count(cursor.error());
      return;
    }
    StreamState stream =
        streams.find(cursor, ring.senderHigh(), ring.senderLow(), ring.timeMillis());
    if (stream == null) {
      return;
    }
    long hash = Copies.hash(ring.memory(), ring.offset(), ring.length());
    reader.read(stream, cursor, ring.memory(), hash, ring.timeMillis());
    if (cursor.error() != DecodeError.NONE) {
      stream.malformed(cursor.error());
    }
  }

  private void publishIfDue(long now, boolean isIdle) {
    boolean isDue = now >= nextPublication || nextPublication - now > PUBLISH_MILLIS;
    long start = System.nanoTime();
    if (publishing ? isIdle || start - nextSliceNanos >= 0 : isDue) {
      publish(now, start + SLICE_NANOS);
      long end = System.nanoTime();
      nextSliceNanos = end + PAUSE_NANOS;
      longestSliceNanos = Math.max(longestSliceNanos, end - start);
    }
  }

  private void serve(Request asked) {
    if (asked.publishes) {
      publishing = false;
      publish(asked.nowMillis);
    } else {
      alerts = flows.judge(asked.nowMillis);
    }
    asked.done.countDown();
  }

  private void publish(long now) {
    publish(now, Long.MAX_VALUE / 2 + System.nanoTime());
  }

  /// Begins a publication or goes on with one.
  private void publish(long now, long endNanos) {
    try {
      if (!publishing) {
        publishing = true;
        alerts = flows.judge(now);
        publication.begin(streams.streams());
      }
      if (publication.advance(endNanos)) {
        publishing = false;
        nextPublication = now + PUBLISH_MILLIS;
        snapshot = newSnapshot(now, publication.take());
      }
    } catch (RuntimeException e) {
      publishing = false;
      nextPublication = now + PUBLISH_MILLIS;
      failed(e);
    }
  }

  private ShardSnapshot newSnapshot(long now, List<StreamSnapshot> streamSnapshots) {
    return new ShardSnapshot(
        now,
        datagrams,
        bytes,
        reader.samples(),
        unreadable.toMap(),
        streams.refused(),
        failures,
        streamSnapshots,
        alerts,
        reader.discards().snapshot());
  }

  /// What it knew at its last publication; any thread may ask.
  public ShardSnapshot snapshot() {
    return snapshot;
  }

  /// Its flows now. Waits until its thread has copied them, between two batches, and sorts the copy
  /// on the caller's.
  public FlowSnapshot flows() {
    return flowReading.read(thread, snapshot.timeMillis());
  }

  /// How long publishing held up decoding at most, where nobody waited for it.
  public long longestSliceNanos() {
    return longestSliceNanos;
  }

  /// Asks it to publish what it knows at a time. One thread asks, and waits before it asks again.
  ///
  /// @return is counted down when that is done
  CountDownLatch publishNow(long nowMillis) {
    return ask(nowMillis, true);
  }

  /// Asks it only to find scans and floods, as at a publication.
  ///
  /// @return is counted down when that is done
  CountDownLatch judgeNow(long nowMillis) {
    return ask(nowMillis, false);
  }

  private CountDownLatch ask(long nowMillis, boolean publishes) {
    var asked = new Request(nowMillis, publishes, new CountDownLatch(1));
    request = asked;
    wake();
    return asked.done;
  }

  /// Ends its rest, if it rests: for a source that waits for it.
  void wake() {
    LockSupport.unpark(thread);
  }

  /// Whether its thread runs.
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// How much of its ring is in use, 0 to 1.
  public double fill() {
    return ring.used() / (double) ring.capacity();
  }

  /// Reads what the ring still holds, publishes and ends. The receiver must have ended.
  public void stop() {
    stopping = true;
    Uninterruptibles.joinUninterruptibly(thread); // until then it uses the ring
  }
}
