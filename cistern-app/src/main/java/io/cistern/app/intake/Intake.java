package io.cistern.app.intake;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Where a source hands its datagrams in: each goes to the ring of its agent's shard. One thread
/// hands in; counters may be read by any.
///
/// A source that cannot wait, a socket, uses [#offer]; what finds no room is counted and gone. One
/// that can, a capture, uses [#put], and stops the collector between two datagrams: [#settle],
/// [#store] and [#publish] return once everything before them is read, stored, published.
public final class Intake {
  /// Stores rows.
  @FunctionalInterface
  public interface Ticking {
    /// Waits until the rows of everything that was read are stored.
    void awaitTick() throws InterruptedException;
  }

  private static final int ADDRESS_END = 24;
  private static final long NAP_NANOS = 20_000;
  private static final long LOOK_MILLIS = 100;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final DatagramRing[] rings;
  private final List<Shard> shards;
  private final Ticking store;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong queueDrops = new AtomicLong();
  private final AtomicLong publications = new AtomicLong();

  /// @param rings one for each shard; are used, not closed
  /// @param store ticks when it is asked to
  public Intake(List<DatagramRing> rings, List<Shard> shards, Ticking store) {
    this.rings = rings.toArray(DatagramRing[]::new);
    this.shards = List.copyOf(shards);
    this.store = store;
  }

  /// Hands a datagram in, or counts it as dropped where there is no room now. Allocation-free.
  void offer(MemorySegment datagram, int length, long senderHigh, long senderLow, long timeMillis) {
    count(length);
    if (!ring(datagram, length).offer(datagram, length, senderHigh, senderLow, timeMillis)) {
      queueDrops.lazySet(queueDrops.get() + 1);
    }
  }

  /// Hands a datagram in, and waits for room where there is none.
  void put(MemorySegment datagram, int length, long senderHigh, long senderLow, long timeMillis)
      throws InterruptedException {
    count(length);
    DatagramRing ring = ring(datagram, length);
    while (!ring.offer(datagram, length, senderHigh, senderLow, timeMillis)) {
      nap();
    }
  }

  private void count(int length) {
    received.lazySet(received.get() + 1);
    receivedBytes.lazySet(receivedBytes.get() + length);
  }

  /// By the agent's address, so that all its sub-agents meet in one shard.
  private DatagramRing ring(MemorySegment datagram, int length) {
    if (rings.length == 1 || length < ADDRESS_END) {
      return rings[0];
    }
    long hash =
        datagram.get(INT, 4) == 1
            ? datagram.get(INT, 8)
            : datagram.get(LONG, 8) * 31 + datagram.get(LONG, 16);
    hash *= 0x9e3779b97f4a7c15L;
    return rings[(int) Long.remainderUnsigned(hash ^ hash >>> 32, rings.length)];
  }

  private static void nap() throws InterruptedException {
    LockSupport.parkNanos(NAP_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /// Waits until the shards have read everything.
  void settle() throws InterruptedException {
    for (int i = 0; i < rings.length; i++) {
      shards.get(i).wake();
      while (rings[i].used() > 0 && shards.get(i).isAlive()) {
        nap();
      }
    }
  }

  /// Waits until the rows of everything that was read are stored.
  void store() throws InterruptedException {
    store.awaitTick();
  }

  /// Waits until the shards have published what they know at `nowMillis`.
  void publish(long nowMillis) throws InterruptedException {
    await(shards.stream().map(shard -> shard.publishNow(nowMillis)).toList());
    publications.incrementAndGet();
  }

  /// Waits until the shards have found the scans and floods of `nowMillis`.
  void judge(long nowMillis) throws InterruptedException {
    await(shards.stream().map(shard -> shard.judgeNow(nowMillis)).toList());
  }

  /// How often a source had everything published.
  public long publications() {
    return publications.get();
  }

  private void await(List<CountDownLatch> all) throws InterruptedException {
    for (int i = 0; i < all.size(); i++) {
      while (!all.get(i).await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && shards.get(i).isAlive()) {
        // waits on while there is somebody to wait for
      }
    }
  }

  /// Datagrams handed in, those dropped afterwards included.
  public long received() {
    return received.get();
  }

  /// Bytes of them.
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /// Datagrams for which a ring had no room.
  public long queueDrops() {
    return queueDrops.get();
  }
}
