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
import org.jspecify.annotations.Nullable;

/// Finds the entities that a query means by their sources and labels; of instances alone it looks
/// at every entity, which saves 5 bytes for each. Whoever adds entities and labels waits for those
/// who look up, and they for him; appending rows does neither.
final class LabelIndex {

  /// How much longer it takes to compare a value with a pattern than to pass an entity.
  private static final int PATTERN_COST = 8;

  private final EntityIndex entities;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Postings sources = new Postings(id -> name(id).source(), true);
  private final Map<String, Postings> labels = new HashMap<>();

  LabelIndex(EntityIndex entities) {
    this.entities = entities;
  }

  private Entity entity(int id) {
    return Objects.requireNonNull(entities.find(id));
  }

  private EntityName name(int id) {
    return EntityName.decode(entities.name(entity(id)));
  }

  private String label(int id, String name) {
    return entity(id).labels().getOrDefault(name, "");
  }

  /// Adds an entity without labels.
  void add(Entity entity, String source) {
    lock.writeLock().lock();
    try {
      sources.add(entity.id(), source);
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
      before.forEach((name, value) -> postings(name).remove(entity.id(), value));
      entity.setLabels(encoded);
      entity.labels().forEach((name, value) -> postings(name).add(entity.id(), value));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Postings postings(String name) {
    return labels.computeIfAbsent(name, _ -> new Postings(id -> label(id, name), false));
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
            var named = new Named(entity(id), name(id));
            if (isMeant(named, query)) {
              found.add(named);
            }
          });
    } finally {
      lock.readLock().unlock();
    }
    found.sort(Named.ORDER);
    return found.stream().map(Named::entity).toList();
  }

  private static boolean isMeant(Named named, Query query) {
    if (!query.source().matches(named.name.source())
        || !query.instance().matches(named.name.instance())) {
      return false;
    }
    Map<String, String> has = query.labels().isEmpty() ? Map.of() : named.entity.labels();
    return query.labels().stream()
        .allMatch(label -> label.match().matches(has.getOrDefault(label.name(), "")));
  }

  /// What one condition of a query would have looked at.
  ///
  /// @param postings `null`: no entity has the label
  private record Way(@Nullable Postings postings, Match match) {}

  /// Those that one of the conditions leaves: the one that leaves the fewest, as far as can be told
  /// soon.
  private void candidates(Query query, IntConsumer action) {
    Way best = null;
    long cost = entities.nextId();
    for (Way way : ways(query)) {
      long its = cost(way, cost);
      if (its < cost) {
        best = way;
        cost = its;
      }
    }
    if (best == null) {
      entities.all().forEach(entity -> action.accept(entity.id()));
    } else if (best.postings != null) {
      follow(best.postings, best.match, action);
    }
  }

  private static void follow(Postings postings, Match match, IntConsumer action) {
    String exact = match.exact();
    if (exact == null) {
      postings.forEach(match::matches, action);
      return;
    }
    for (int entry = postings.first(exact); entry >= 0; entry = postings.next(entry)) {
      action.accept(postings.entity(entry));
    }
  }

  private List<Way> ways(Query query) {
    var ways = new ArrayList<Way>();
    ways.add(new Way(sources, query.source()));
    for (Query.Label label : query.labels()) {
      if (!label.match().matches("")) { // else those without the label are meant, too
        ways.add(new Way(labels.get(label.name()), label.match()));
      }
    }
    return ways;
  }

  /// What following a way costs, if it is less than so much.
  private static long cost(Way way, long limit) {
    Postings postings = way.postings;
    if (postings == null) {
      return 0;
    }
    String exact = way.match.exact();
    if (exact == null) {
      return way.match == Match.any() ? limit : (long) postings.values() * PATTERN_COST;
    }
    long length = 0;
    for (int entry = postings.first(exact); entry >= 0 && length < limit; ) {
      length++;
      entry = postings.next(entry);
    }
    return length;
  }
}
