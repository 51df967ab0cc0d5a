package io.cistern.app.agents;

import io.cistern.app.metrics.EntitySnapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the ports of one agent carry together, each packet once. Immutable.
///
/// Interfaces contain each other: a LAG its members, a routed VLAN the ports in it, a bridge its
/// ports. So only what a cable or a virtual machine hangs on counts: interfaces of a physical
/// ifType that no other port names as its aggregator (`dot3adAggPortAttachedAggID` of
/// `lag_port_stats`) and that are not the local port of an Open vSwitch bridge, through which only
/// what already passed another of its ports comes and goes. A port that several sub-agents report
/// counts for the one that owns its name. One port of which the type or the rate is not known makes
/// the sum unknown.
final class PortTotals {
  /* IANAifType: ethernetCsmacd, and what old agents say for fast and gigabit Ethernet. */
  private static final Set<Long> PHYSICAL = Set.of(6L, 62L, 69L, 117L);

  /* OFPP_LOCAL, in the 16 bits of OpenFlow 1.0, which Open vSwitch sends, and in the 32 of 1.1. */
  private static final Set<Long> LOCAL_PORT = Set.of(0xfffeL, 0xfffffffeL);

  private static final Comparator<EntitySnapshot> OWNER_FIRST =
      Comparator.comparing((EntitySnapshot e) -> e.id().instance().indexOf('@') >= 0)
          .thenComparing(e -> e.id().subAgent())
          .thenComparing(e -> e.id().instance());

  private final Map<Long, EntitySnapshot> ports = new TreeMap<>();
  private final Set<Long> aggregators = new HashSet<>();

  /// @param streams all of one agent
  PortTotals(List<StreamSnapshot> streams) {
    for (StreamSnapshot stream : streams) {
      for (EntitySnapshot entity : stream.entities()) {
        if (Interfaces.isInterface(entity)) {
          ports.merge(Interfaces.index(entity), entity, PortTotals::owner);
          addAggregator(entity);
        }
      }
    }
  }

  private static EntitySnapshot owner(EntitySnapshot a, EntitySnapshot b) {
    return OWNER_FIRST.compare(a, b) <= 0 ? a : b;
  }

  private void addAggregator(EntitySnapshot member) {
    Number attached = member.value("lag_attached_agg_id");
    long index = attached == null ? 0 : attached.longValue();
    if (index != 0 && index != Interfaces.index(member)) {
      aggregators.add(index);
    }
  }

  /// The sum of a counter's rates over the ports that a stream reports, per second; null where it
  /// has none, or where one of them is not known.
  @Nullable Double rate(StreamSnapshot stream, String counter) {
    Double sum = null;
    for (EntitySnapshot entity : stream.entities()) {
      if (!isCounted(entity)) {
        continue;
      }
      Double rate = entity.value("if_type") == null ? null : entity.rate(counter);
      if (rate == null) {
        return null;
      }
      sum = (sum == null ? 0 : sum) + rate;
    }
    return sum;
  }

  /// Whether it counts, or would if its type were known.
  private boolean isCounted(EntitySnapshot entity) {
    if (!Interfaces.isInterface(entity)) {
      return false;
    }
    long index = Interfaces.index(entity);
    Number type = entity.value("if_type");
    Number port = entity.value("of_port_no");
    return ports.get(index) == entity
        && !aggregators.contains(index)
        && (type == null || PHYSICAL.contains(type.longValue()))
        && (port == null || !LOCAL_PORT.contains(port.longValue()));
  }
}
