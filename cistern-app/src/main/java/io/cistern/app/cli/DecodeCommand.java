package io.cistern.app.cli;

import io.cistern.app.intake.CaptureReader;
import io.cistern.app.intake.CapturedDatagram;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.MalformedDatagramException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
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
    versionProvider = VersionText.class,
    description = "Prints sFlow datagrams as JSON, one object a line.",
    footer = {
      "",
      "Exit code 1 if a datagram was malformed or a frame passed over: the reason (and the offset)",
      "is on standard error, and what could be read is printed all the same."
    })
final class DecodeCommand implements Callable<Integer> {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = CaptureFiles.KINDS)
  private List<String> files = List.of();

  private final JsonFactory factory = new JsonFactory();
  private boolean failed;

  @Override
  public Integer call() {
    for (String file : files) {
      try (var capture = CaptureFiles.open(file)) {
        decode(file, capture);
      } catch (IOException | InvalidPathException e) {
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
    try {
      for (var next = capture.next(); next != null; next = capture.next()) {
        decode(file, next);
      }
    } finally { // of a damaged file too
      CaptureFiles.remarks(capture).forEach(remark -> complain(file + ": " + remark));
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
