package io.cistern.app.intake;

import com.google.common.net.InetAddresses;
import io.cistern.app.self.Condition;
import io.cistern.app.self.ListenException;
import io.cistern.app.self.Vitals;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives datagrams on a thread that does nothing else, and hands each in with the time at which
/// it came.
///
/// A wildcard address takes IPv6 and IPv4, where the system has IPv6. It never sends.
///
/// A socket that fails is tried again, after a pause that grows to a second, for as long as it
/// takes; [#trouble()] says so meanwhile.
public final class UdpReceiver implements DatagramSource {
  private static final Logger LOG = LoggerFactory.getLogger(UdpReceiver.class);
  private static final int MAX_DATAGRAM = 65_536;
  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  /// What datagrams are read from.
  @FunctionalInterface
  interface Source {
    @Nullable SocketAddress receive(ByteBuffer buffer) throws IOException;
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
  private @Nullable Intake intake;
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
    } catch (IOException | UnresolvedAddressException e) {
      boolean isAny = !listen.isUnresolved() && listen.getAddress().isAnyLocalAddress();
      if (!isAny || hasIpv6()) {
        throw new ListenException("receive sFlow", "--sflow-listen", "udp", listen, e);
      }
    }
    try {
      var ipv4 = DatagramChannel.open(StandardProtocolFamily.INET);
      var receiver = open(ipv4, listen, receiveBufferBytes, clock, vitals);
      LOG.info("this system has no IPv6: sFlow is received by IPv4 alone");
      return receiver;
    } catch (IOException e) {
      throw new ListenException("receive sFlow", "--sflow-listen", "udp", listen, e);
    }
  }

  /// Whether an IPv6 socket can be bound at all, to whatever port is free.
  private static boolean hasIpv6() {
    try (var probe = DatagramChannel.open(StandardProtocolFamily.INET6)) {
      probe.bind(null);
      return true;
    } catch (IOException | UnsupportedOperationException _) {
      return false;
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

  @Override
  public void start(Intake to) {
    intake = to;
    thread.start();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    MemorySegment segment = MemorySegment.ofBuffer(buffer);
    Intake to = Objects.requireNonNull(intake);
    var sender = new SenderBits();
    while (!closing) {
      try {
        while (true) {
          buffer.clear();
          SocketAddress from = source.receive(buffer); // the JDK makes no new one for the same
          if (pauseNanos != 0) {
            recovered();
          }
          sender.take(from instanceof InetSocketAddress inet ? inet.getAddress() : null);
          to.offer(segment, buffer.position(), sender.high(), sender.low(), clock.millis());
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

  @Override
  public String name() {
    return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  /// The address listened on, with its real port.
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public int requestedBuffer() {
    return requestedBuffer;
  }

  @Override
  public int grantedBuffer() {
    return grantedBuffer;
  }

  @Override
  public Optional<String> trouble() {
    return condition.text();
  }

  @Override
  public long socketDrops() {
    return socketDrops.count();
  }

  @Override
  public boolean isAlive() {
    return thread.isAlive();
  }

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
