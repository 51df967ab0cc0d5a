package io.cistern.app.cli;

import io.cistern.app.intake.CaptureReplay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cistern replay`: sends the sFlow datagrams of a capture.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Sends the sFlow datagrams of a capture: in their time, faster, or at once.",
    footer = {"", "Exit code 1 if a frame was passed over: why is on standard error."})
final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A capture: " + CaptureFiles.KINDS)
  private String file = "";

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      required = true,
      converter = HostPort.class,
      description = "Where the datagrams go (UDP).")
  private InetSocketAddress to = new InetSocketAddress(0);

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description = "How many times faster than captured; 0 or max: as fast as possible.")
  private String speed = "1";

  @Override
  public Integer call() throws IOException {
    var replay = new CaptureReplay(speed());
    try (var capture = CaptureFiles.open(file);
        var channel = DatagramChannel.open()) {
      CaptureReplay.Sent sent = replay.send(capture, channel, to);
      spec.commandLine()
          .getOut()
          .println(
              String.format(
                  Locale.ROOT,
                  "sent %d datagrams, %d bytes, in %.3f s to %s:%d",
                  sent.datagrams(),
                  sent.bytes(),
                  sent.nanos() / NANOS_PER_SECOND,
                  to.getAddress().getHostAddress(),
                  to.getPort()));
      spec.commandLine().getOut().flush();
      var remarks = CaptureFiles.remarks(capture);
      remarks.forEach(this::complain);
      return remarks.isEmpty() ? 0 : 1;
    } catch (IOException | InvalidPathException e) {
      complain(e.getMessage());
      return 1;
    }
  }

  private void complain(@Nullable String what) {
    spec.commandLine().getErr().println("cistern: " + Printable.text(file + ": " + what));
  }

  private double speed() {
    if (speed.equals("max")) {
      return 0;
    }
    try {
      double number = Double.parseDouble(speed);
      if (number >= 0 && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below, as for a number out of range
    }
    throw new ParameterException(spec.commandLine(), "--speed: not a number from 0 on: " + speed);
  }
}
