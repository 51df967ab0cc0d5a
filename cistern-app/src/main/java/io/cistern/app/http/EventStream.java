package io.cistern.app.http;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.FlowQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// Server-sent events: once a second what has changed of the topics asked for.
final class EventStream implements AutoCloseable {
  /* Each stream is its own virtual thread that looks at the published snapshots once a second and
   * writes to its own connection. Streams share nothing, so a reader that is slow waits alone: it
   * misses the states in between and sees the newest next. A reader that is gone is found by the
   * next write, at the latest by the heartbeat; one that does not read by the idle timeout of the
   * write. */

  static final List<String> TOPICS = List.of("status", "agents", "flows", "scans");

  private static final int MAX_STREAMS = 64;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
  private static final FlowQuery TOP_FLOWS =
      new FlowQuery(List.of(Routes.FIVE_TUPLE.split(",", -1)), "bytes", 60, 20, null);

  private final CollectorView view;
  private final Semaphore room = new Semaphore(MAX_STREAMS);
  private final CountDownLatch closed = new CountDownLatch(1);

  EventStream(CollectorView view) {
    this.view = view;
  }

  /// How many streams are open.
  int open() {
    return MAX_STREAMS - room.availablePermits();
  }

  /// Takes a place among the streams; [#leave] gives it back.
  ///
  /// @return false if there are too many
  boolean admit() {
    return room.tryAcquire();
  }

  /// Writes events until the reader is gone or the server closes.
  ///
  /// @throws IOException when the reader is gone
  void serve(Response response, Set<String> topics) throws IOException {
    try {
      var sent = new Sent();
      int quiet = 0;
      do {
        var events = new ByteArrayOutputStream();
        for (var topic : topics) {
          sent.writeChanges(topic, events);
        }
        quiet = events.size() == 0 ? quiet + 1 : 0;
        if (quiet == HEARTBEAT_SECONDS) {
          events.writeBytes(HEARTBEAT);
          quiet = 0;
        }
        if (events.size() > 0) {
          Content.Sink.write(response, false, ByteBuffer.wrap(events.toByteArray()));
        }
      } while (!closed.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException _) { // the server is stopping
      Thread.currentThread().interrupt();
    }
  }

  /// Gives the place of a stream back, once its response is complete.
  void leave() {
    room.release();
  }

  /// Ends every stream, and waits a moment for them: a reader that does not read is cut off by the
  /// server.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (room.tryAcquire(MAX_STREAMS, 1, TimeUnit.SECONDS)) {
        room.release(MAX_STREAMS);
      }
    } catch (InterruptedException _) { // then they are cut off too
      Thread.currentThread().interrupt();
    }
  }

  /// What one reader has already got.
  private final class Sent {
    private final Map<String, Object> topics = new HashMap<>();
    private final Map<String, AgentView> agents = new HashMap<>();

    void writeChanges(String topic, ByteArrayOutputStream out) {
      if (topic.equals("agents")) {
        writeAgents(out);
        return;
      }
      var state =
          switch (topic) {
            case "status" -> view.status();
            case "flows" -> view.flows(TOP_FLOWS);
            default -> Map.of("scans", view.scans(false));
          };
      if (!state.equals(topics.put(topic, state))) {
        write(topic, state, out);
      }
    }

    /// All agents first, then those that changed.
    private void writeAgents(ByteArrayOutputStream out) {
      var first = topics.put("agents", true) == null;
      var changed =
          view.agents().stream()
              .filter(a -> !a.equals(agents.put(a.agent() + '/' + a.subAgent(), a)))
              .toList();
      if (first || !changed.isEmpty()) {
        write("agents", Map.of("agents", changed), out);
      }
    }

    private static void write(String topic, Object data, ByteArrayOutputStream out) {
      out.writeBytes(("event: " + topic + "\ndata: ").getBytes(StandardCharsets.UTF_8));
      out.writeBytes(Json.bytes(data)); // JSON of one line: line feeds are escaped in it
      out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }
}
