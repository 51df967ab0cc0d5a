package io.cistern.metricstore;

import java.util.BitSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What a source, an instance or a label must be.
final class ValueCondition implements Condition {

  /// How many values are compared with a pattern in the time in which one entity is looked at.
  private static final int VALUES_AN_ENTITY = 4;

  private static final Postings NOBODY = new Postings(false);

  private final Postings postings;
  private final Match match;
  private final EntityIndex entities;

  /// How many entities are meant that have no such label.
  private final int missing;

  private int @Nullable [] values;

  /// @param postings `null`: no entity has the label
  ValueCondition(@Nullable Postings postings, Match match, EntityIndex entities) {
    this.postings = postings == null ? NOBODY : postings;
    this.match = match;
    this.entities = entities;
    this.missing = match.matches("") ? Math.max(0, entities.size() - this.postings.size()) : 0;
  }

  @Override
  public int toCompare() {
    return match.texts() != null ? 0 : postings.values();
  }

  @Override
  public long cost(long limit) {
    if (missing > 0 && (postings.members() == null || missing >= limit)) {
      return limit;
    }
    Set<String> texts = match.texts();
    if (texts != null && match.isNegated()) {
      return missing + postings.size() - count(postings.values(texts));
    }
    if (toCompare() / VALUES_AN_ENTITY >= limit) {
      return limit;
    }
    int[] meant = texts != null ? postings.values(texts) : postings.values(match);
    values = meant;
    return missing + count(meant);
  }

  private long count(int[] some) {
    long count = 0;
    for (int value : some) {
      count += postings.count(value);
    }
    return count;
  }

  @Override
  public void forEach(IntConsumer action) {
    int[] meant = values == null ? postings.values(match) : values;
    for (int value : meant) {
      postings.forEach(value, action);
    }
    BitSet members = postings.members();
    if (missing > 0 && members != null) {
      int end = entities.nextId();
      for (int id = members.nextClearBit(0); id < end; id = members.nextClearBit(id + 1)) {
        if (entities.find(id) != null) {
          action.accept(id);
        }
      }
    }
  }
}
