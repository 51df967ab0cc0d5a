package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntConsumer;

/// Finds the entities that a query means by their sources, instances, metrics and labels. Whoever
/// adds entities and labels waits for those who look up, and they for him; appending rows does
/// neither.
final class LabelIndex {
  private final EntityIndex entities;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Postings sources = new Postings(true);
  private final Postings instances = new Postings(true);
  private final SchemaIndex schemas = new SchemaIndex();
  private final Map<String, Postings> labels = new HashMap<>();

  LabelIndex(EntityIndex entities) {
    this.entities = entities;
  }

  private Entity entity(int id) {
    return Objects.requireNonNull(entities.find(id));
  }

  /// Adds an entity without labels.
  void add(Entity entity, String source, String instance) {
    lock.writeLock().lock();
    try {
      sources.add(entity.id(), source, entities.size());
      instances.add(entity.id(), instance, entities.size());
      schemas.add(entity.id(), entity.schema());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Gives an entity more columns.
  void setSchema(Entity entity, Schema more) {
    if (entity.schema() == more) {
      return;
    }
    lock.writeLock().lock();
    try {
      schemas.remove(entity.id(), entity.schema());
      entities.addColumns(more.size() - entity.schema().size());
      entity.setSchema(more);
      schemas.add(entity.id(), more);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Gives an entity other labels.
  void setLabels(Entity entity, byte[] encoded) {
    if (entity.encodedLabels() == encoded) {
      return;
    }
    lock.writeLock().lock();
    try {
      Map<String, String> before = entity.labels();
      entity.setLabels(encoded);
      Map<String, String> after = entity.labels();
      before.forEach((name, value) -> {
        if (!value.equals(after.get(name))) {
          remove(entity.id(), name, value);
        }
      });
      after.forEach((name, value) -> {
        if (!value.equals(before.get(name))) {
          labels
              .computeIfAbsent(name, _ -> new Postings(false))
              .add(entity.id(), value, entities.size());
        }
      });
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remove(int id, String name, String value) {
    Postings postings = Objects.requireNonNull(labels.get(name));
    postings.remove(id, value);
    if (postings.size() == 0) {
      labels.remove(name);
    }
  }

  private record Named(Entity entity, EntityName name) {
    static final Comparator<Named> ORDER =
        Comparator.comparing((Named named) -> named.name.source())
            .thenComparing(named -> named.name.instance());
  }

  /// The entities that a query means, by source and instance.
  List<Entity> select(Query query) {
    var found = new ArrayList<Named>();
    lock.readLock().lock();
    try {
      candidates(
          query,
          id -> {
            Entity entity = entity(id);
            if (hasLabels(entity, query)) {
              var name = EntityName.decode(entities.name(entity));
              if (query.source().matches(name.source())
                  && query.instance().matches(name.instance())) {
                found.add(new Named(entity, name));
              }
            }
          });
    } finally {
      lock.readLock().unlock();
    }
    found.sort(Named.ORDER);
    return found.stream().map(Named::entity).toList();
  }

  private static boolean hasLabels(Entity entity, Query query) {
    byte[] encoded = entity.encodedLabels();
    for (Query.Label label : query.labels()) {
      if (!label.match().matches(EntityCodec.label(encoded, label.name()))) {
        return false;
      }
    }
    return true;
  }

  /// Those that one of the conditions leaves: the one that leaves the fewest, as far as that can be
  /// told in less time than looking at those saves.
  private void candidates(Query query, IntConsumer action) {
    Condition best = null;
    long fewest = entities.size();
    for (Condition condition : conditions(query)) {
      long its = condition.cost(fewest);
      if (its < fewest) {
        best = condition;
        fewest = its;
      }
    }
    if (best == null) {
      entities.all().forEach(entity -> action.accept(entity.id()));
    } else {
      best.forEach(action);
    }
  }

  /// Those that may leave few, the ones that can be told soonest first.
  private List<Condition> conditions(Query query) {
    var conditions = new ArrayList<Condition>();
    if (query.source() != Match.any()) {
      conditions.add(new ValueCondition(sources, query.source(), entities));
    }
    if (query.instance() != Match.any()) {
      conditions.add(new ValueCondition(instances, query.instance(), entities));
    }
    if (query.metric() != Match.any()) {
      conditions.add(schemas.condition(query.metric()));
    }
    for (Query.Label label : query.labels()) {
      conditions.add(new ValueCondition(labels.get(label.name()), label.match(), entities));
    }
    conditions.sort(Comparator.comparingInt(Condition::toCompare));
    return conditions;
  }
}
