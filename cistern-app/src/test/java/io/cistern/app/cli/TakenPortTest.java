package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `run` says where it cannot listen: which address, why, and which option chooses another.
class TakenPortTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  private int run(String sflow, String http) {
    return Main.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(
            "run",
            "--data=" + directory.resolve("data"),
            "--sflow-listen=" + sflow,
            "--http-listen=" + http);
  }

  @Test
  void namesTheUdpPortAndItsOption() throws IOException {
    try (var taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      assertThat(run("127.0.0.1:" + taken.getLocalPort(), "127.0.0.1:0")).isEqualTo(1);
      assertThat(err.toString())
          .contains("cannot receive sFlow on 127.0.0.1:" + taken.getLocalPort() + " (udp)")
          .contains("another program has the port", "--sflow-listen HOST:PORT");
    }
  }

  @Test
  void namesTheWildcardPortAndBlamesNoIpv6() throws IOException {
    try (var taken = new DatagramSocket(0)) {
      assertThat(run("0.0.0.0:" + taken.getLocalPort(), "127.0.0.1:0")).isEqualTo(1);
      assertThat(err.toString()).contains("another program has the port").doesNotContain("IPv6");
    }
  }

  @Test
  void namesTheTcpPortAndItsOption() throws IOException {
    try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(run("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort())).isEqualTo(1);
      assertThat(err.toString())
          .contains("cannot serve the page on 127.0.0.1:" + taken.getLocalPort() + " (tcp)")
          .contains("another program has the port", "--http-listen HOST:PORT");
    }
  }

  @Test
  void saysThatAnAddressIsNotThisMachines() {
    assertThat(run("192.0.2.77:6343", "127.0.0.1:0")).isEqualTo(1);
    assertThat(err.toString())
        .contains("cannot receive sFlow on 192.0.2.77:6343", "no interface of this machine");
  }
}
