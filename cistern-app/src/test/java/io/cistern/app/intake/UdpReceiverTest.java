package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.LogLines;
import io.cistern.app.self.Condition;
import io.cistern.app.self.Vitals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UdpReceiverTest {
  /// A socket whose error goes on is one warning, not one for each attempt, and shows meanwhile.
  @Test
  void triesAFailingSocketAgainWithoutALineForEachTry() throws Exception {
    int failures = 8;
    var attempts = new AtomicInteger();
    var failed = new CountDownLatch(1);
    var mended = new CountDownLatch(1);
    UdpReceiver.Source source =
        buffer -> {
          int attempt = attempts.incrementAndGet();
          if (attempt == failures) {
            failed.countDown();
            awaitQuietly(mended);
          }
          if (attempt <= failures) {
            throw new IOException("Network is down");
          }
          if (attempt > failures + 1) {
            throw new ClosedChannelException();
          }
          buffer.put(new byte[28]);
          return null; // the sender is not known
        };
    try (var log = new LogLines(Condition.class);
        var channel = DatagramChannel.open();
        var ring = new DatagramRing(1 << 17)) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var receiver = UdpReceiver.of(channel, source, new Vitals());
      var intake = new Intake(List.of(ring), List.of(), () -> {});
      receiver.start(intake);
      assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(receiver.trouble()).hasValue("datagrams cannot be received: Network is down");
      mended.countDown();
      while (receiver.isAlive()) {
        Thread.onSpinWait();
      }
      assertThat(intake.received()).isEqualTo(1);
      assertThat(receiver.trouble()).isEmpty();
      assertThat(log.messages())
          .containsExactly(
              "datagrams cannot be received (failures: 1)", "over: datagrams cannot be received");
      receiver.close();
    }
  }

  @Test
  void pausesLongerAfterEachFailureUpToASecond() {
    long pause = 0;
    for (int i = 0; i < 10; i++) {
      pause = UdpReceiver.nextPause(pause);
      assertThat(pause).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1 << i));
    }
    assertThat(UdpReceiver.nextPause(pause)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(UdpReceiver.nextPause(TimeUnit.SECONDS.toNanos(1)))
        .isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
