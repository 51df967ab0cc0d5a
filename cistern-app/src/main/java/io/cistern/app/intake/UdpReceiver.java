package io.cistern.app.intake;

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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives datagrams on a thread that does nothing else, and hands each to the ring of its agent's
/// shard. What finds no room there is counted, never waited for. Counters may be read by any
/// thread.
///
/// A wildcard address takes IPv6 and IPv4, where the system has IPv6. It never sends.
public final class UdpReceiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpReceiver.class);
  private static final int MAX_DATAGRAM = 65_536;
  private static final int ADDRESS_END = 24;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final int requestedBuffer;
  private final int grantedBuffer;
  private final DatagramRing[] rings;
  private final InstantSource clock;
  private final SocketDrops socketDrops;
  private final Thread thread;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong queueDrops = new AtomicLong();

  /// Binds the socket; datagrams wait in the kernel until [#start()].
  ///
  /// @param rings one for each shard; are used, not closed
  /// @throws IOException if the address cannot be bound
  public UdpReceiver(
      InetSocketAddress listen,
      int receiveBufferBytes,
      List<DatagramRing> rings,
      InstantSource clock)
      throws IOException {
    this.rings = rings.toArray(DatagramRing[]::new);
    this.clock = clock;
    this.requestedBuffer = receiveBufferBytes;
    this.channel = bind(listen, receiveBufferBytes);
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.grantedBuffer = channel.getOption(StandardSocketOptions.SO_RCVBUF);
    this.socketDrops = new SocketDrops(address.getPort());
    this.thread = Thread.ofPlatform().name("cistern-receive").unstarted(this::run);
  }

  private static DatagramChannel bind(InetSocketAddress listen, int buffer) throws IOException {
    try {
      return bind(DatagramChannel.open(), listen, buffer);
    } catch (IOException | UnsupportedOperationException e) {
      if (listen.isUnresolved() || !listen.getAddress().isAnyLocalAddress()) {
        throw e;
      }
      LOG.info("no IPv6 socket ({}), listening on IPv4 alone", e.getMessage());
      return bind(DatagramChannel.open(StandardProtocolFamily.INET), listen, buffer);
    }
  }

  private static DatagramChannel bind(DatagramChannel channel, InetSocketAddress listen, int buffer)
      throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
      return channel.bind(listen);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Begins to receive.
  public void start() {
    thread.start();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    MemorySegment segment = MemorySegment.ofBuffer(buffer);
    while (channel.isOpen()) {
      try {
        while (true) {
          buffer.clear();
          channel.receive(buffer);
          handOn(segment, buffer.position());
        }
      } catch (ClosedChannelException _) {
        return; // close() ends the loop this way
      } catch (IOException e) {
        LOG.warn("receive: {}", e.toString());
      }
    }
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
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
