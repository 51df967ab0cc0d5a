package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts together what several vantages saw of the keys of a [TopDefinition].
final class Talkers {
  private static final Comparator<Talker> ORDER =
      Comparator.comparingLong(Talker::value).reversed();

  private record Key(int observer, Map<KeyField, Object> fields) {}

  private Talkers() {}

  static List<Talker> largest(Collection<Talker> talkers, int topN) {
    return talkers.stream().sorted(ORDER).limit(topN).toList();
  }

  /// One list of several. Of a key with an address the vantage that saw the most stands for all,
  /// and so it does for distinct values; an interface belongs to its observer; the rest adds up.
  ///
  /// @param sameObserver whether the lists are of one observer: of any key the larger part is taken
  static List<Talker> once(
      TopDefinition definition, List<List<Talker>> lists, int topN, boolean sameObserver) {
    if (lists.size() == 1) {
      return lists.getFirst();
    }
    var shape = new KeyShape(definition.keys());
    boolean adds = !sameObserver && !shape.hasAddress() && definition.value() != TopValue.DISTINCT;
    var byKey = new HashMap<Key, Talker>();
    for (var list : lists) {
      for (var talker : list) {
        byKey.merge(
            new Key(shape.isLocal() ? talker.observer() : 0, talker.key()),
            talker,
            (a, b) -> adds ? sum(a, b) : a.value() >= b.value() ? a : b);
      }
    }
    return largest(new ArrayList<>(byKey.values()), topN);
  }

  private static Talker sum(Talker a, Talker b) {
    var most = a.value() >= b.value() ? a : b;
    return new Talker(
        most.observer(),
        most.key(),
        a.estimate().plus(b.estimate()),
        a.value() + b.value(),
        a.lower() + b.lower(),
        a.upper() + b.upper(),
        new Rate(
            a.rate().bitsPerSecond() + b.rate().bitsPerSecond(),
            a.rate().packetsPerSecond() + b.rate().packetsPerSecond()));
  }
}
