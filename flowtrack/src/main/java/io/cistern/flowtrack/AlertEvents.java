package io.cistern.flowtrack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Tells what changed in the alerts that go on.
final class AlertEvents {
  static final long UPDATE_MILLIS = 10_000;

  private record Id(Object who, Object kind, int protocol, int port, Object target) {}

  private record Told(Alert alert, long millis) {}

  private final Map<Id, Told> open = new HashMap<>();

  /// Compares the alerts with those of the last call.
  void publish(List<? extends Alert> alerts, long now, Consumer<AlertEvent> to) {
    var seen = new HashSet<Id>();
    for (var alert : alerts) {
      if (alert.active()) {
        seen.add(id(alert));
        tell(alert, now, to);
      }
    }
    for (var entry : List.copyOf(open.entrySet())) {
      if (!seen.contains(entry.getKey())) {
        open.remove(entry.getKey());
        var last = last(entry.getKey(), entry.getValue().alert, alerts);
        to.accept(new AlertEvent(AlertEvent.Phase.END, last));
      }
    }
  }

  private void tell(Alert alert, long now, Consumer<AlertEvent> to) {
    var told = open.get(id(alert));
    if (told == null) {
      to.accept(new AlertEvent(AlertEvent.Phase.BEGIN, alert));
    } else if (now - told.millis >= UPDATE_MILLIS
        && alert.lastSeenMillis() != told.alert.lastSeenMillis()) {
      to.accept(new AlertEvent(AlertEvent.Phase.UPDATE, alert));
    } else {
      return;
    }
    open.put(id(alert), new Told(alert, now));
  }

  /// The alert as it ended, if it is still remembered; else as it was last reported.
  private static Alert last(Id id, Alert told, List<? extends Alert> alerts) {
    for (var alert : alerts) {
      if (!alert.active()
          && id(alert).equals(id)
          && alert.lastSeenMillis() >= told.lastSeenMillis()) {
        return alert;
      }
    }
    return told.ended();
  }

  private static Id id(Alert alert) {
    return switch (alert) {
      case Scan s -> new Id(s.scanner(), s.kind(), s.protocol(), s.port(), s.target());
      case Flood f -> new Id(f.target(), Flood.class, 0, 0, f.target());
    };
  }
}
