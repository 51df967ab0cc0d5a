package io.cistern.benchmarks;

import io.cistern.sflow.DatagramCursor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// Sends datagrams of three flow samples to a collector on loopback: each with the next sequence
/// numbers, as a switch would, so that no collector can pass over them as repetitions, and with
/// source ports that go through 65,536 values, so that there are flows to keep.
///
/// Arguments: port, datagrams a second (0 = as many as it can), seconds. Prints what it sent.
final class DatagramBlast {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int SEQUENCE_OFFSET = 16;
  private static final int UPTIME_OFFSET = 20;
  private static final int POOL_OFFSET = 12;
  private static final int SAMPLING_RATE = 1000;
  private static final int SOURCE_PORT_OFFSET = 34; // behind Ethernet and IPv4
  private static final int BURST = 32;

  private final MemorySegment datagram = ThreeSamples.inNativeMemory();
  private final ByteBuffer buffer = datagram.asByteBuffer();
  private final List<Long> samples = new ArrayList<>();
  private final List<Long> sourcePorts = new ArrayList<>();
  private long sent;

  private DatagramBlast() {
    var cursor = new DatagramCursor();
    cursor.wrap(datagram);
    while (cursor.nextSample()) {
      samples.add(cursor.sampleOffset());
      while (cursor.nextRecord()) {
        if (cursor.isSampledHeader()) {
          sourcePorts.add(cursor.headerOffset() + SOURCE_PORT_OFFSET);
        }
      }
    }
  }

  static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    double rate = Double.parseDouble(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    new DatagramBlast().run(port, rate, seconds);
  }

  private void run(int port, double rate, double seconds) throws IOException {
    try (var channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      long start = System.nanoTime();
      double elapsed = 0;
      while (elapsed < seconds) {
        if (rate > 0 && sent >= elapsed * rate) {
          LockSupport.parkNanos(100_000);
        } else {
          for (int i = 0; i < BURST; i++) {
            number();
            channel.write(buffer.rewind());
          }
        }
        elapsed = (System.nanoTime() - start) / 1e9;
      }
      System.out.printf(Locale.ROOT, "sent %d in %.1fs = %.0f/s%n", sent, elapsed, sent / elapsed);
    }
  }

  private void number() {
    sent++;
    datagram.set(INT, SEQUENCE_OFFSET, (int) sent);
    datagram.set(INT, UPTIME_OFFSET, (int) (sent / 50));
    for (int i = 0; i < samples.size(); i++) {
      int sequence = (int) (sent * samples.size() + i);
      datagram.set(INT, samples.get(i), sequence);
      datagram.set(INT, samples.get(i) + POOL_OFFSET, sequence * SAMPLING_RATE);
      datagram.set(SHORT, sourcePorts.get(i), (short) sequence);
    }
  }
}
