package io.cistern.app.cli;

import io.cistern.app.intake.CaptureReader;
import io.cistern.app.intake.CapturedDatagram;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.MalformedDatagramException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `cistern decode`: prints the sFlow datagrams of captures, one JSON object a line.
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    description = "Prints sFlow datagrams as JSON, one object a line.",
    footer = {
      "",
      "Exit code 1 if a datagram was malformed: the reason and the offset are on standard error,",
      "and what could be read of it is printed all the same."
    })
final class DecodeCommand implements Callable<Integer> {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "pcap, pcapng or one raw datagram; - is standard input.")
  private List<String> files = List.of();

  private final JsonFactory factory = new JsonFactory();
  private boolean failed;

  @Override
  public Integer call() {
    for (String file : files) {
      try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
          var capture = new CaptureReader(new BufferedInputStream(in))) {
        decode(file, capture);
      } catch (NoSuchFileException _) {
        complain(file + ": no such file");
      } catch (IOException e) {
        complain(file + ": " + e.getMessage());
      }
    }
    out().flush();
    return failed ? 1 : 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void complain(String what) {
    failed = true;
    spec.commandLine().getErr().println("cistern: " + Printable.text(what));
  }

  private void decode(String file, CaptureReader capture) throws IOException {
    for (var next = capture.next(); next != null; next = capture.next()) {
      if (next.isSflow()) {
        decode(file, next);
      }
    }
  }

  private void decode(String file, CapturedDatagram captured) {
    try {
      print(file, captured, Datagram.decode(MemorySegment.ofArray(captured.payload())), null);
    } catch (MalformedDatagramException e) {
      complain(
          String.format(
              Locale.ROOT,
              "%s: frame %d: offset %d: %s",
              file,
              captured.frame(),
              e.offset(),
              e.getMessage()));
      print(file, captured, e.partial().orElse(null), e);
    }
  }

  private void print(
      String file,
      CapturedDatagram captured,
      @Nullable Datagram datagram,
      @Nullable MalformedDatagramException error) {
    var line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("file", file);
      json.writeNumberProperty("frame", captured.frame());
      if (captured.timeNanos() != 0) {
        json.writeStringProperty(
            "time",
            Instant.ofEpochSecond(
                    Math.floorDiv(captured.timeNanos(), NANOS_PER_SECOND),
                    Math.floorMod(captured.timeNanos(), NANOS_PER_SECOND))
                .toString());
      }
      if (error != null) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("reason", error.error().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("offset", error.offset());
        json.writeStringProperty("message", error.getMessage());
        json.writeEndObject();
      }
      if (datagram != null) {
        new DatagramJson(json).write(datagram);
      }
      json.writeEndObject();
    }
    out().println(line);
  }
}
