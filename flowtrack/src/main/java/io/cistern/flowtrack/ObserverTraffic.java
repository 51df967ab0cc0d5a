package io.cistern.flowtrack;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What one observer saw in the window.
///
/// @param observer the caller's number of the datagram stream
/// @param total all its traffic
/// @param top the largest keys of each dimension, by bytes, the largest first; the largest by
///   packets are among them
/// @param flows its largest flows, those with the highest byte rate over the last minute first; the
///   largest by packets are among them
/// @param defined the largest keys of each [TopDefinition], by its name
public record ObserverTraffic(
    int observer,
    Totals total,
    Map<Dimension, List<TopEntry>> top,
    List<Flow> flows,
    Map<String, TopList> defined) {
  /// Copies the lists; a dimension that is not in the map gets an empty one.
  public ObserverTraffic {
    top = complete(top);
    flows = List.copyOf(flows);
    defined = Map.copyOf(defined);
  }

  static ObserverTraffic empty(int observer) {
    return new ObserverTraffic(observer, Totals.ZERO, Map.of(), List.of(), Map.of());
  }

  /// The largest keys of one dimension.
  ///
  /// @param dimension which
  /// @return by bytes, the largest first
  public List<TopEntry> top(Dimension dimension) {
    return top.getOrDefault(dimension, List.of());
  }

  static Map<Dimension, List<TopEntry>> complete(Map<Dimension, List<TopEntry>> top) {
    var copy = new EnumMap<Dimension, List<TopEntry>>(Dimension.class);
    for (var dimension : Dimension.values()) {
      copy.put(dimension, List.copyOf(top.getOrDefault(dimension, List.of())));
    }
    return Collections.unmodifiableMap(copy);
  }
}
