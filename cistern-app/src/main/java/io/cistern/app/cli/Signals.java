package io.cistern.app.cli;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the system asks of the process: the one place that uses `sun.misc.Signal`, because Java has
/// no other way to end with code 0 when asked to, or to outlive a SIGHUP.
///
/// | signal          | does                                                            |
/// |-----------------|-----------------------------------------------------------------|
/// | SIGTERM, SIGINT | stops the collector: what was received is stored; exit code 0   |
/// | SIGHUP          | is logged and ignored until the configuration can be read again |
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /// Takes the signals from the JVM.
  ///
  /// @param stop is called, by a thread of its own, when the process is told to stop
  static void take(Runnable stop) {
    for (String name : List.of("TERM", "INT")) {
      take(
          name,
          signal -> {
            LOG.info("SIG{}: stopping", signal);
            stop.run();
          });
    }
    take(
        "HUP",
        _ -> LOG.info("SIGHUP is ignored: to change what the collector is told, start it again"));
  }

  /* Named in full, and in this body alone: javadoc warns of an import. */
  private static void take(String name, Consumer<String> handler) {
    try {
      sun.misc.Signal.handle(new sun.misc.Signal(name), _ -> handler.accept(name));
    } catch (IllegalArgumentException e) {
      // the system has no such signal, or the JVM keeps it (-Xrs)
      LOG.debug("SIG{} cannot be handled: {}", name, e.getMessage());
    }
  }
}
