package io.cistern.app;

import io.cistern.app.agents.StreamId;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.metrics.EntitySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What there is to say of the streams, as sentences for the status.
final class StreamWarnings {
  private StreamWarnings() {}

  static List<String> of(List<StreamSnapshot> streams) {
    var warnings = new ArrayList<String>();
    speeds(streams).ifPresent(warnings::add);
    streams.forEach(stream -> rival(stream).ifPresent(warnings::add));
    streams.forEach(stream -> numbering(stream).ifPresent(warnings::add));
    return List.copyOf(warnings);
  }

  /// What there is to say of an agent address that two devices have.
  private static Optional<String> rival(StreamSnapshot stream) {
    StreamId id = stream.id();
    return stream.rival() == null
        ? Optional.empty()
        : Optional.of(
            "two devices send as agent "
                + id.address()
                + ": "
                + stream.rival()
                + " and "
                + id.sender()
                + "; what the second sends is kept as NAME@"
                + id.sender()
                + ": give each an agent address of its own");
  }

  /// What there is to say of interfaces that carry more than their ifSpeed.
  private static Optional<String> speeds(List<StreamSnapshot> streams) {
    List<String> wrong =
        streams.stream()
            .flatMap(stream -> stream.entities().stream())
            .filter(EntitySnapshot::speedIsWrong)
            .map(entity -> entity.id().agent() + " " + entity.id().instance())
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the ifSpeed of %d interfaces is wrong, since they carry more: %s",
                wrong.size(),
                String.join(", ", wrong.subList(0, Math.min(3, wrong.size())))));
  }

  private static Optional<String> numbering(StreamSnapshot stream) {
    boolean isKnown = stream.losses().datagrams() != null && stream.losses().samples() != null;
    return isKnown
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "agent %s, sub-agent %d numbers in more series than can be told apart: what it lost"
                    + " is unknown",
                stream.id().address(),
                stream.id().subAgent()));
  }
}
