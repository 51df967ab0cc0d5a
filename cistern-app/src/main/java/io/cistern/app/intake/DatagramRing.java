package io.cistern.app.intake;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Bounded queue of datagrams from one producer thread to one consumer thread, in native memory.
///
/// An entry is never split: where it does not fit before the end of the memory, a mark sends the
/// reader back to the start. The producer never waits: [#offer] says `false` where there is no
/// room. Positions only grow; an index is a position modulo the capacity. Allocation-free.
///
/// | offset | size | field                                                     |
/// |-------:|-----:|-----------------------------------------------------------|
/// |      0 |    4 | length of the datagram; -1: the next entry is at the start |
/// |      4 |    4 | unused                                                    |
/// |      8 |    8 | receive time, epoch milliseconds                          |
/// |     16 |   16 | the sender's address, IPv4 mapped into IPv6; 0: not known |
/// |     32 |    n | the datagram, then padding to a multiple of 16            |
public final class DatagramRing implements AutoCloseable {
  private static final int HEADER = 32;
  private static final int WRAP = -1;
  private static final int LINE = 128; // keeps the two positions off each other's cache line
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final VarHandle POSITION = LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment positions = arena.allocate(2L * LINE, LINE);
  private final MemorySegment memory;
  private final long capacity;

  private long producerPosition;
  private long consumerSeen; // the producer's last look at the consumer's position
  private long consumerPosition;
  private long producerSeen;
  private int length;
  private long time;

  /// @param capacity bytes, a power of two
  public DatagramRing(int capacity) {
    if (capacity < 2 * LINE || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity not a power of two: " + capacity);
    }
    this.capacity = capacity;
    this.memory = arena.allocate(capacity, LINE);
  }

  /// Copies a datagram in; `false` where there is no room for it now. Producer only.
  ///
  /// @param source holds it from its beginning
  /// @param senderHigh the sender's address, its high half
  /// @param senderLow its low half
  public boolean offer(
      MemorySegment source, int bytes, long senderHigh, long senderLow, long timeMillis) {
    long size = entrySize(bytes);
    long index = producerPosition & (capacity - 1);
    long toEnd = capacity - index;
    long needed = size <= toEnd ? size : toEnd + size;
    if (!hasRoom(needed)) {
      return false;
    }
    if (size > toEnd) {
      memory.set(INT, index, WRAP);
      producerPosition += toEnd;
      index = 0;
    }
    memory.set(INT, index, bytes);
    memory.set(LONG, index + 8, timeMillis);
    memory.set(LONG, index + 16, senderHigh);
    memory.set(LONG, index + 24, senderLow);
    MemorySegment.copy(source, 0, memory, index + HEADER, bytes);
    producerPosition += size;
    POSITION.setRelease(positions, 0L, producerPosition);
    return true;
  }

  private boolean hasRoom(long needed) {
    if (producerPosition + needed - consumerSeen <= capacity) {
      return true;
    }
    consumerSeen = (long) POSITION.getAcquire(positions, (long) LINE);
    return producerPosition + needed - consumerSeen <= capacity;
  }

  /// Points at the oldest datagram; `false` where there is none. Consumer only.
  ///
  /// The datagram stays where it is until [#release()].
  public boolean peek() {
    if (consumerPosition == producerSeen) {
      producerSeen = (long) POSITION.getAcquire(positions, 0L);
      if (consumerPosition == producerSeen) {
        return false;
      }
    }
    long index = consumerPosition & (capacity - 1);
    length = memory.get(INT, index);
    if (length == WRAP) {
      consumerPosition += capacity - index;
      length = memory.get(INT, 0);
    }
    time = memory.get(LONG, (consumerPosition & (capacity - 1)) + 8);
    return true;
  }

  /// The memory in which the datagram lies.
  public MemorySegment memory() {
    return memory;
  }

  /// Where in [#memory()] the datagram begins.
  public long offset() {
    return (consumerPosition & (capacity - 1)) + HEADER;
  }

  /// Bytes of the datagram.
  public int length() {
    return length;
  }

  /// When it was received, epoch milliseconds.
  public long timeMillis() {
    return time;
  }

  /// The high half of its sender's address.
  public long senderHigh() {
    return memory.get(LONG, (consumerPosition & (capacity - 1)) + 16);
  }

  /// The low half of its sender's address; both are 0 where it is not known.
  public long senderLow() {
    return memory.get(LONG, (consumerPosition & (capacity - 1)) + 24);
  }

  /// Gives the room of the datagram back. Consumer only, after a [#peek()] that said `true`.
  public void release() {
    consumerPosition += entrySize(length);
    POSITION.setRelease(positions, (long) LINE, consumerPosition);
  }

  /// Bytes in use; any thread may ask.
  public long used() {
    long consumed = (long) POSITION.getAcquire(positions, (long) LINE);
    return Math.max(0, (long) POSITION.getAcquire(positions, 0L) - consumed);
  }

  /// Bytes in all.
  public long capacity() {
    return capacity;
  }

  private static long entrySize(int bytes) {
    return (HEADER + (long) bytes + 15) & ~15L;
  }

  /// Frees the memory. Neither side may use the ring any more.
  @Override
  public void close() {
    arena.close();
  }
}
