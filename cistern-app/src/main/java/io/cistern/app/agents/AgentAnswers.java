package io.cistern.app.agents;

import io.cistern.app.view.AgentDetailView;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.MetricFamily;
import io.cistern.app.view.MetricView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Answers queries about agents from the snapshots of their streams: by their addresses, each
/// answer made once. Immutable.
public final class AgentAnswers {
  private static final Comparator<StreamSnapshot> BY_ID =
      Comparator.comparing((StreamSnapshot s) -> s.id().address())
          .thenComparingLong(s -> s.id().subAgent())
          .thenComparing(s -> String.valueOf(s.id().sender()));

  private final Map<String, KnownAgent> agents = new LinkedHashMap<>();

  /// @param streams of all shards
  /// @param nowMillis tells who is silent: their rates are not known, nor are those of what is no
  ///   longer told
  public AgentAnswers(List<StreamSnapshot> streams, long nowMillis) {
    var byAddress = new LinkedHashMap<String, List<StreamSnapshot>>();
    streams.stream()
        .sorted(BY_ID)
        .forEach(s -> byAddress.computeIfAbsent(s.id().address(), _ -> new ArrayList<>(1)).add(s));
    byAddress.forEach((address, of) -> agents.put(address, new KnownAgent(address, of, nowMillis)));
  }

  /// Every stream, by address and sub-agent.
  public List<AgentView> agents() {
    return agents.values().stream().flatMap(agent -> agent.views().stream()).toList();
  }

  /// Whether an agent of this address sent anything.
  public boolean knows(String address) {
    return agents.containsKey(address);
  }

  private Optional<KnownAgent> known(String address) {
    return Optional.ofNullable(agents.get(address));
  }

  /// The streams and data sources of one address.
  public Optional<AgentDetailView> agent(String address) {
    return known(address).map(KnownAgent::detail);
  }

  /// The interfaces of one address.
  public Optional<List<InterfaceView>> interfaces(String address) {
    return known(address).map(KnownAgent::interfaces);
  }

  /// The current numbers of all agents that are not silent.
  ///
  /// @param of which addresses
  /// @param metrics which names
  public List<MetricFamily> families(Predicate<String> of, Predicate<String> metrics) {
    var families = new Families();
    agents.forEach((address, agent) -> {
      if (of.test(address) && !agent.isSilent()) {
        agent.streams().forEach(stream -> families.add(address, stream.entities()));
      }
    });
    return families.of(metrics);
  }

  /// Every current value of one address.
  public Optional<List<MetricView>> metrics(String address) {
    return known(address).map(KnownAgent::metrics);
  }
}
