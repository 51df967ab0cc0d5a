package io.cistern.app.http;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.CollectorView;
import io.cistern.app.view.FlowQuery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The events of all streams: a frame a second, rendered once for all readers. Of a topic that
/// nobody reads nothing is made. Any thread may ask.
final class EventFrames {
  static final List<String> TOPICS = List.of("status", "agents", "flows", "scans");

  private static final long AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(950); // who looks each second
  private static final byte[] NOTHING = {};
  private static final FlowQuery TOP_FLOWS = FlowQuery.builder().build();

  private final CollectorView view;
  private @Nullable Frame newest;
  private long madeNanos;
  private final AtomicInteger rendered = new AtomicInteger();

  EventFrames(CollectorView view) {
    this.view = view;
  }

  /// The frame of this second.
  synchronized Frame current() {
    Frame known = newest;
    long now = System.nanoTime();
    if (known == null || now - madeNanos >= AGE_NANOS) {
      known = new Frame(known);
      newest = known;
      madeNanos = now;
    }
    return known;
  }

  /// How many events were rendered.
  int rendered() {
    return rendered.get();
  }

  private Object state(String topic) {
    return switch (topic) {
      case "status" -> view.status();
      case "agents" -> view.agents();
      case "flows" -> view.flows(TOP_FLOWS);
      default -> Map.of("scans", view.scans(false));
    };
  }

  private byte[] render(String topic, Object data) {
    rendered.incrementAndGet();
    var out = new ByteArrayOutputStream();
    out.writeBytes(("event: " + topic + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(Json.bytes(data)); // JSON of one line: line feeds are escaped in it
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /// What there is to tell in one second.
  final class Frame {
    private final Map<String, Object> states = new ConcurrentHashMap<>();
    private final Map<String, byte[]> wholes = new HashMap<>();
    private final Map<String, byte[]> changes = new HashMap<>();
    private final Map<String, Object> before; // not the frame itself, which would hold all others

    private Frame(@Nullable Frame previous) {
      before = previous == null ? Map.of() : previous.states;
    }

    /// The event of a topic for one reader; empty where nothing changed.
    ///
    /// @param last what the reader had before, or null: the frame before this one, or else an older
    ///   one, and it gets the whole state
    byte[] event(String topic, @Nullable Frame last) {
      if (last == this) {
        return NOTHING;
      }
      return last != null && last.states == before ? change(topic) : whole(topic);
    }

    private synchronized Object state(String topic) {
      return states.computeIfAbsent(topic, EventFrames.this::state);
    }

    private synchronized byte[] whole(String topic) {
      return wholes.computeIfAbsent(topic, t -> render(t, asData(t, state(t))));
    }

    private synchronized byte[] change(String topic) {
      byte[] known = changes.get(topic);
      if (known == null) {
        known = newChange(topic);
        changes.put(topic, known);
      }
      return known;
    }

    private byte[] newChange(String topic) {
      Object now = state(topic);
      Object then = before.get(topic);
      if (now.equals(then)) {
        return NOTHING;
      }
      if (!topic.equals("agents") || then == null) {
        return whole(topic);
      }
      return render(topic, asData(topic, changed(agents(now), agents(then))));
    }

    private static Object asData(String topic, Object state) {
      return topic.equals("agents") ? Map.of("agents", state) : state;
    }

    @SuppressWarnings("unchecked") // what the view gave
    private static List<AgentView> agents(Object state) {
      return (List<AgentView>) state;
    }

    private record Id(String agent, long subAgent, @Nullable String sender) {
      static Id of(AgentView view) {
        return new Id(view.agent(), view.subAgent(), view.sender());
      }
    }

    private static List<AgentView> changed(List<AgentView> now, List<AgentView> then) {
      var known = new HashMap<Id, AgentView>();
      then.forEach(agent -> known.put(Id.of(agent), agent));
      return now.stream().filter(agent -> !agent.equals(known.get(Id.of(agent)))).toList();
    }
  }
}
