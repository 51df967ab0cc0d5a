package io.cistern.app.intake;

import io.cistern.app.self.Condition;
import io.cistern.app.self.Vitals;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives datagrams on a thread that does nothing else, and hands each to the ring of its agent's
/// shard. What finds no room there is counted, never waited for. Counters may be read by any
/// thread.
///
/// A wildcard address takes IPv6 and IPv4, where the system has IPv6. It never sends.
///
/// A socket that fails is tried again, after a pause that grows to a second, for as long as it
/// takes; [#trouble()] says so meanwhile.
public final class UdpReceiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpReceiver.class);
  private static final int MAX_DATAGRAM = 65_536;
  private static final int ADDRESS_END = 24;
  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// What datagrams are read from.
  @FunctionalInterface
  interface Source {
    void receive(ByteBuffer buffer) throws IOException;
  }

  private final DatagramChannel channel;
  private final Source source;
  private final InetSocketAddress address;
  private final int requestedBuffer;
  private final int grantedBuffer;
  private final InstantSource clock;
  private final SocketDrops socketDrops;
  private final Thread thread;
  private final Condition condition = new Condition("datagrams cannot be received");
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong queueDrops = new AtomicLong();
  private DatagramRing[] rings = {};
  private long pauseNanos; // 0 while the socket works
  private volatile boolean closing;

  private UdpReceiver(
      DatagramChannel channel, Source source, int buffer, InstantSource clock, Vitals vitals)
      throws IOException {
    this.channel = channel;
    this.source = source;
    this.clock = clock;
    this.requestedBuffer = buffer;
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.grantedBuffer = channel.getOption(StandardSocketOptions.SO_RCVBUF);
    this.socketDrops = new SocketDrops(address.getPort());
    this.thread = vitals.thread("cistern-receive", this::run);
  }

  /// Binds the socket; datagrams wait in the kernel until [#start].
  ///
  /// @param vitals watches the thread
  /// @throws IOException if the address cannot be bound
  public static UdpReceiver open(
      InetSocketAddress listen, int receiveBufferBytes, InstantSource clock, Vitals vitals)
      throws IOException {
    try {
      return open(DatagramChannel.open(), listen, receiveBufferBytes, clock, vitals);
    } catch (IOException | UnsupportedOperationException e) {
      if (listen.isUnresolved() || !listen.getAddress().isAnyLocalAddress()) {
        throw e;
      }
      LOG.info("no IPv6 socket ({}), listening on IPv4 alone", e.getMessage());
      var ipv4 = DatagramChannel.open(StandardProtocolFamily.INET);
      return open(ipv4, listen, receiveBufferBytes, clock, vitals);
    }
  }

  private static UdpReceiver open(
      DatagramChannel channel,
      InetSocketAddress listen,
      int buffer,
      InstantSource clock,
      Vitals vitals)
      throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
      channel.bind(listen);
      return new UdpReceiver(channel, channel::receive, buffer, clock, vitals);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /// One that reads from `source` until its channel is closed.
  static UdpReceiver of(DatagramChannel channel, Source source, Vitals vitals) throws IOException {
    return new UdpReceiver(channel, source, 0, InstantSource.system(), vitals);
  }

  /// Begins to receive. Once.
  ///
  /// @param to one ring for each shard; are used, not closed
  public void start(List<DatagramRing> to) {
    rings = to.toArray(DatagramRing[]::new);
    thread.start();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    MemorySegment segment = MemorySegment.ofBuffer(buffer);
    while (!closing) {
      try {
        while (true) {
          buffer.clear();
          source.receive(buffer);
          if (pauseNanos != 0) {
            recovered();
          }
          handOn(segment, buffer.position());
        }
      } catch (ClosedChannelException _) {
        return; // close() ends the loop this way
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private void failed(IOException e) {
    condition.failed(e);
    pauseNanos = nextPause(pauseNanos);
    LockSupport.parkNanos(pauseNanos);
  }

  static long nextPause(long nanos) {
    return Math.clamp(2 * nanos, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
  }

  private void recovered() {
    pauseNanos = 0;
    condition.succeeded();
  }

  private void handOn(MemorySegment datagram, int length) {
    received.lazySet(received.get() + 1);
    receivedBytes.lazySet(receivedBytes.get() + length);
    if (!rings[shard(datagram, length)].offer(datagram, 0, length, clock.millis())) {
      queueDrops.lazySet(queueDrops.get() + 1);
    }
  }

  /// By the agent's address, so that all its sub-agents meet in one shard.
  private int shard(MemorySegment datagram, int length) {
    if (rings.length == 1 || length < ADDRESS_END) {
      return 0;
    }
    long hash =
        datagram.get(INT, 4) == 1
            ? datagram.get(INT, 8)
            : datagram.get(LONG, 8) * 31 + datagram.get(LONG, 16);
    hash *= 0x9e3779b97f4a7c15L;
    return (int) Long.remainderUnsigned(hash ^ hash >>> 32, rings.length);
  }

  /// The address listened on, with its real port.
  public InetSocketAddress address() {
    return address;
  }

  /// What was asked of the kernel, bytes.
  public int requestedBuffer() {
    return requestedBuffer;
  }

  /// What the kernel granted, bytes.
  public int grantedBuffer() {
    return grantedBuffer;
  }

  /// What is wrong with the socket, if anything is.
  public Optional<String> trouble() {
    return condition.text();
  }

  /// Datagrams received, those dropped afterwards included.
  public long received() {
    return received.get();
  }

  /// Bytes received.
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /// Datagrams for which a ring had no room.
  public long queueDrops() {
    return queueDrops.get();
  }

  /// Datagrams that the kernel dropped at the socket. Reads files: not for every datagram.
  public long socketDrops() {
    return socketDrops.count();
  }

  /// Whether the thread runs.
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Closes the socket and ends the thread.
  @Override
  public void close() throws IOException {
    closing = true;
    channel.close();
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
