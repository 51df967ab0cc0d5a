package io.cistern.app.agents;

import io.cistern.app.metrics.EntitySnapshot;
import io.cistern.app.metrics.MetricDefinition;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.metrics.RecordSnapshot;
import io.cistern.app.view.MetricFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Turns records of entities into families of metrics, without a copy of any number.
final class Families {
  private record Part(MetricFamily.Entity of, RecordSnapshot record) {}

  private final Map<RecordPlan, List<Part>> parts = new LinkedHashMap<>();

  void add(String address, List<EntitySnapshot> entities) {
    for (EntitySnapshot entity : entities) {
      var of = new MetricFamily.Entity(address, entity.id().instance());
      for (RecordSnapshot record : entity.records()) {
        parts.computeIfAbsent(record.plan(), _ -> new ArrayList<>()).add(new Part(of, record));
      }
    }
  }

  /// The families of the metrics that are wanted.
  List<MetricFamily> of(Predicate<String> wanted) {
    var families = new ArrayList<MetricFamily>();
    parts.forEach((plan, of) -> {
      for (int i = 0; i < plan.metrics().size(); i++) {
        MetricDefinition metric = plan.metrics().get(i);
        if (wanted.test(metric.name())) {
          families.add(family(metric, i, of));
        }
      }
    });
    return families;
  }

  private static MetricFamily family(MetricDefinition metric, int index, List<Part> of) {
    return new MetricFamily(
        metric.name(), metric.kindText(), metric.unit(), taker -> forEach(of, index, taker));
  }

  private static void forEach(List<Part> of, int index, MetricFamily.Taker taker) {
    for (Part part : of) {
      Number value = part.record.value(index);
      if (value != null) {
        taker.take(part.of, value.doubleValue());
      }
    }
  }
}
