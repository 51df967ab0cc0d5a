package io.cistern.app.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays the bundled capture at the collector's own socket, round after round: the first one fast,
/// so that there is something to see at once, the others in their own time.
public final class LabDemo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabDemo.class);
  private static final String CAPTURE = "/demo/ovs-hsflowd.pcap.gz";
  private static final double FIRST_SPEED = 10;
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final long MAX_WAIT_NANOS = 100_000_000;
  private static final long FIRST_UPTIME_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DemoLoop loop;
  private final InetSocketAddress to;
  private final Thread thread;
  private volatile boolean stopping;

  /// @param collector where the collector listens; a wildcard means this machine
  public LabDemo(InetSocketAddress collector) throws IOException {
    this.loop = read();
    this.to =
        collector.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), collector.getPort())
            : collector;
    this.thread = Thread.ofPlatform().name("cistern-demo").daemon().unstarted(this::run);
  }

  /// The bundled capture: our own lab, Open vSwitch and hsflowd over real traffic.
  public static CaptureReader capture() throws IOException {
    InputStream resource = LabDemo.class.getResourceAsStream(CAPTURE);
    if (resource == null) {
      throw new IOException("resource is missing: " + CAPTURE);
    }
    return new CaptureReader(new GZIPInputStream(resource));
  }

  private static DemoLoop read() throws IOException {
    var datagrams = new ArrayList<CapturedDatagram>();
    try (CaptureReader capture = capture()) {
      for (var next = capture.next(); next != null; next = capture.next()) {
        datagrams.add(next);
      }
    }
    return new DemoLoop(datagrams);
  }

  /// Begins to play.
  public void start() {
    thread.start();
  }

  private void run() {
    try (DatagramChannel channel = DatagramChannel.open()) {
      long start = System.nanoTime();
      for (int round = 0; !stopping; round++) {
        round(channel, round, start);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("demo ended: {}", e.toString());
    }
  }

  private void round(DatagramChannel channel, int round, long start) throws IOException {
    long begin = System.nanoTime();
    double speed = round == 0 ? FIRST_SPEED : 1;
    for (int i = 0; i < loop.size(); i++) {
      await(begin + (long) (loop.sinceFirstNanos(i) / speed));
      if (stopping) {
        return;
      }
      long uptime = FIRST_UPTIME_MILLIS + (System.nanoTime() - start) / NANOS_PER_MILLI;
      channel.send(ByteBuffer.wrap(loop.datagram(round, i, uptime)), to);
    }
    await(System.nanoTime() + PAUSE_NANOS);
  }

  private void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime();
        left > 0 && !stopping;
        left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, MAX_WAIT_NANOS));
    }
  }

  /// Stops.
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
  }
}
