package io.cistern.app.flows;

import io.cistern.flowtrack.Flow;
import io.cistern.flowtrack.FlowDetails;
import io.cistern.flowtrack.IpAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of a flow beside addresses, ports, interfaces, VLAN and virtual network, by their
/// names in the API. What is not known is null.
public final class FlowFields {
  /// Reads a field of a flow's details.
  private interface Reading extends Function<FlowDetails, @Nullable Object> {}

  private static final Map<String, Reading> FIELDS = fields();

  private FlowFields() {}

  private static Map<String, Reading> fields() {
    var fields = new LinkedHashMap<String, Reading>();
    fields.put("etherType", d -> known(d.etherType()));
    fields.put("sourceMac", d -> mac(d.sourceMac()));
    fields.put("destinationMac", d -> mac(d.destinationMac()));
    fields.put("vlanPriority", d -> known(d.vlanPriority()));
    fields.put("innerVlan", d -> known(d.innerVlan()));
    fields.put("tunnel", d -> d.tunnel() == null ? null : lower(d.tunnel()));
    fields.put("tunnelId", d -> known(d.tunnelId()));
    fields.put("tunnelSource", d -> address(d.tunnelSource()));
    fields.put("tunnelDestination", d -> address(d.tunnelDestination()));
    fields.put("innerSource", d -> address(d.inner().source()));
    fields.put("innerDestination", d -> address(d.inner().destination()));
    fields.put("innerProtocol", d -> ProtocolName.of(d.inner().protocol()));
    fields.put("innerSourcePort", d -> known(d.inner().sourcePort()));
    fields.put("innerDestinationPort", d -> known(d.inner().destinationPort()));
    fields.put("sourceAs", d -> known(d.sourceAs()));
    fields.put("destinationAs", d -> known(d.destinationAs()));
    fields.put("sourcePeerAs", d -> known(d.sourcePeerAs()));
    fields.put("destinationPeerAs", d -> known(d.destinationPeerAs()));
    fields.put("nextHop", d -> address(d.nextHop()));
    fields.put("sourcePrefixLength", d -> known(d.sourcePrefixLength()));
    fields.put("destinationPrefixLength", d -> known(d.destinationPrefixLength()));
    fields.put("translatedSource", d -> address(d.translatedSource()));
    fields.put("translatedDestination", d -> address(d.translatedDestination()));
    fields.put("translatedSourcePort", d -> known(d.translatedSourcePort()));
    fields.put("translatedDestinationPort", d -> known(d.translatedDestinationPort()));
    fields.put("queue", d -> known(d.queue()));
    fields.put("maxTransitDelayNanos", d -> known(d.maxTransitDelayNanos()));
    fields.put("maxQueueDepthBytes", d -> known(d.maxQueueDepthBytes()));
    return fields;
  }

  /// The names, in the order of the documentation.
  public static Set<String> names() {
    return FIELDS.keySet();
  }

  /// The fields of a flow that are among the keys, by name.
  static Map<String, @Nullable Object> of(Flow flow, Set<String> keys) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    FIELDS.forEach((name, field) -> {
      if (keys.contains(name)) {
        values.put(name, field.apply(flow.details()));
      }
    });
    return values;
  }

  static @Nullable Long known(long number) {
    return number < 0 ? null : (Long) number;
  }

  static @Nullable String address(IpAddress address) {
    return address.version() == 0 ? null : address.toString();
  }

  private static @Nullable String mac(long bits) {
    return bits < 0 ? null : new io.cistern.protodecode.MacAddress(bits).toString();
  }

  private static String lower(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
