package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A thousand clients that send a byte a second and read nothing, for 40 seconds, beside one that
/// is in earnest. Holds times, and so is a campaign's.
@EnabledIfSystemProperty(
    named = "cistern.times",
    matches = "true",
    disabledReason = "holds times: -Dcistern.times=true, on a quiet machine")
class SlowClientsTest {
  private static final int CLIENTS = 1_000;
  private static final int SECONDS = 40;
  private static final int REQUESTS_A_SECOND = 20;

  @TempDir Path directory;

  @Test
  void holdUpNobody() throws Exception {
    try (var lab = new LabApi(directory)) {
      var slow = new ArrayList<Socket>();
      for (int i = 0; i < CLIENTS; i++) {
        slow.add(new Socket(InetAddress.getLoopbackAddress(), lab.client.api.address().getPort()));
      }
      var nanos = new ArrayList<Long>();
      long start = System.nanoTime();
      for (int second = 0; second < SECONDS; second++) {
        int byteOfHead =
            "GET / HTTP/1.1\r\nX: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".charAt(second);
        slow.forEach(socket -> trickle(socket, byteOfHead));
        for (int i = 0; i < REQUESTS_A_SECOND; i++) {
          long begin = System.nanoTime();
          assertThat(lab.client.get("/api/agents").statusCode()).isEqualTo(200);
          assertThat(lab.client.get("/-/healthy").statusCode()).isEqualTo(200);
          nanos.add(System.nanoTime() - begin);
        }
        long next = start + TimeUnit.SECONDS.toNanos(second + 1L);
        while (System.nanoTime() < next) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
      nanos.sort(null);
      long p99 = nanos.get(nanos.size() * 99 / 100);
      long gone = slow.stream().filter(SlowClientsTest::isGone).count();
      System.out.println("slow clients: p99 of two requests " + p99 / 1_000 + " us, gone " + gone);
      assertThat(TimeUnit.NANOSECONDS.toMillis(p99)).isLessThan(100);
      assertThat(gone).isEqualTo(CLIENTS);
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static void trickle(Socket socket, int b) {
    try {
      socket.getOutputStream().write(b);
    } catch (IOException _) {
      // it is gone, as it should be in the end
    }
  }

  private static boolean isGone(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) { // reset
      return true;
    }
  }
}
