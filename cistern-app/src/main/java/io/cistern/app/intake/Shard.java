package io.cistern.app.intake;

import com.google.common.util.concurrent.Uninterruptibles;
import io.cistern.app.agents.Copies;
import io.cistern.app.agents.DecodeErrors;
import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.self.Vitals;
import io.cistern.app.store.RowQueue;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DecodeError;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the datagrams of its agents from a ring, on a thread of its own, and publishes what it
/// knows once a second, and when it is asked to. Everything in it belongs to that thread; reading
/// flow samples is allocation-free.
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
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  /// Somebody waits for a publication.
  private record Request(long nowMillis, CountDownLatch done) {}

  private final DatagramRing ring;
  private final InstantSource clock;
  private final StreamTable streams;
  private final FlowIntake flows;
  private final SampleReader reader;
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

  /// @param ring is used, not closed
  /// @param vitals watches the thread
  public Shard(
      int number,
      DatagramRing ring,
      InstantSource clock,
      StreamTable streams,
      FlowIntake flows,
      InstanceNames names,
      RowQueue rows,
      Vitals vitals) {
    this.ring = ring;
    this.clock = clock;
    this.streams = streams;
    this.flows = flows;
    this.reader = new SampleReader(flows, names, rows);
    this.snapshot = newSnapshot(clock.millis());
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
      if (now >= nextPublication || nextPublication - now > PUBLISH_MILLIS) {
        publish(now);
      }
      Request asked = request;
      if (asked != null) {
        request = null;
        publish(asked.nowMillis);
        asked.done.countDown();
      }
      if (read == 0) {
        if (last) {
          reader.finish(streams.streams());
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

  private void publish(long now) {
    nextPublication = now + PUBLISH_MILLIS;
    try {
      snapshot = newSnapshot(now);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private ShardSnapshot newSnapshot(long now) {
    return new ShardSnapshot(
        now,
        datagrams,
        bytes,
        reader.samples(),
        unreadable.toMap(),
        streams.refused(),
        failures,
        streams.streams().stream().map(StreamState::snapshot).toList(),
        flows.snapshot(now, TOP_N),
        reader.discards().snapshot());
  }

  /// What it knew at its last publication; any thread may ask.
  public ShardSnapshot snapshot() {
    return snapshot;
  }

  /// Asks it to publish what it knows at a time. One thread asks, and waits before it asks again.
  ///
  /// @return is counted down when that is done
  CountDownLatch publishNow(long nowMillis) {
    var asked = new Request(nowMillis, new CountDownLatch(1));
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
