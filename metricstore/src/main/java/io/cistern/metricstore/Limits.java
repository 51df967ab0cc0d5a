package io.cistern.metricstore;

import io.cistern.metricstore.codec.RowCodec;
import java.util.Locale;
import java.util.Objects;

/// What a store refuses to exceed. Beyond a limit the call fails with [LimitExceededException];
/// refusals of what is to be stored are counted ([StoreStats#refusedByLimit()]). Immutable; made by
/// [#builder()].
public final class Limits {

  /// The limits where none are given.
  public static final Limits DEFAULT = builder().build();

  private final int entities;
  private final int columnsPerEntity;
  private final int newEntitiesPerMinute;
  private final int nameBytes;
  private final int labelsPerEntity;
  private final int openHeads;
  private final int querySeries;
  private final long queryPoints;
  private final long querySamples;

  private Limits(Builder builder) {
    entities = builder.entities;
    columnsPerEntity = builder.columnsPerEntity;
    newEntitiesPerMinute = builder.newEntitiesPerMinute;
    nameBytes = builder.nameBytes;
    labelsPerEntity = builder.labelsPerEntity;
    openHeads = builder.openHeads;
    querySeries = builder.querySeries;
    queryPoints = builder.queryPoints;
    querySamples = builder.querySamples;
  }

  /// A builder of limits that has those of [#DEFAULT].
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// A builder of limits that has these.
  ///
  /// @return the builder
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// How many entities the whole store may have.
  ///
  /// @return at least 1
  public int entities() {
    return entities;
  }

  /// How many columns one entity may have, 65,535 at most.
  ///
  /// @return at least 1
  public int columnsPerEntity() {
    return columnsPerEntity;
  }

  /// How many entities of one source may be created in a minute.
  ///
  /// @return at least 1
  public int newEntitiesPerMinute() {
    return newEntitiesPerMinute;
  }

  /// How long a source, instance, metric, unit, label or label's value may be, in UTF-8.
  ///
  /// @return at least 1
  public int nameBytes() {
    return nameBytes;
  }

  /// How many labels one entity may have.
  ///
  /// @return at least 0
  public int labelsPerEntity() {
    return labelsPerEntity;
  }

  /// How many hours may have rows that are not sealed yet.
  ///
  /// @return at least 2
  public int openHeads() {
    return openHeads;
  }

  /// How many series one query may select.
  ///
  /// @return at least 1
  public int querySeries() {
    return querySeries;
  }

  /// How many points one query may return, all its series or groups together.
  ///
  /// @return at least 1
  public long queryPoints() {
    return queryPoints;
  }

  /// How many samples one query may read; what a rollup or statistics sum up is one.
  ///
  /// @return at least 1
  public long querySamples() {
    return querySamples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits limits
        && entities == limits.entities
        && columnsPerEntity == limits.columnsPerEntity
        && newEntitiesPerMinute == limits.newEntitiesPerMinute
        && nameBytes == limits.nameBytes
        && labelsPerEntity == limits.labelsPerEntity
        && openHeads == limits.openHeads
        && querySeries == limits.querySeries
        && queryPoints == limits.queryPoints
        && querySamples == limits.querySamples;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        entities,
        columnsPerEntity,
        newEntitiesPerMinute,
        nameBytes,
        labelsPerEntity,
        openHeads,
        querySeries,
        queryPoints,
        querySamples);
  }

  /// Makes limits. What is not said is `entities` 200,000; `columnsPerEntity` 4,096;
  /// `newEntitiesPerMinute` 10,000; `nameBytes` 65,536; `labelsPerEntity` 256; `openHeads` 64;
  /// `querySeries` 10,000; `queryPoints` 2,000,000; `querySamples` 100,000,000. Not thread-safe.
  public static final class Builder {
    private int entities = 200_000;
    private int columnsPerEntity = 4_096;
    private int newEntitiesPerMinute = 10_000;
    private int nameBytes = 65_536;
    private int labelsPerEntity = 256;
    private int openHeads = 64;
    private int querySeries = 10_000;
    private long queryPoints = 2_000_000;
    private long querySamples = 100_000_000;

    private Builder() {}

    private Builder(Limits from) {
      entities = from.entities;
      columnsPerEntity = from.columnsPerEntity;
      newEntitiesPerMinute = from.newEntitiesPerMinute;
      nameBytes = from.nameBytes;
      labelsPerEntity = from.labelsPerEntity;
      openHeads = from.openHeads;
      querySeries = from.querySeries;
      queryPoints = from.queryPoints;
      querySamples = from.querySamples;
    }

    /// Sets how many entities the whole store may have.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder entities(int most) {
      entities = (int) checked("entities", most, 1);
      return this;
    }

    /// Sets how many columns one entity may have, 65,535 at most.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder columnsPerEntity(int most) {
      if (most > RowCodec.MOST_COLUMNS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "limit out of range: columnsPerEntity=%d, greatest=%d",
                most,
                RowCodec.MOST_COLUMNS));
      }
      columnsPerEntity = (int) checked("columnsPerEntity", most, 1);
      return this;
    }

    /// Sets how many entities of one source may be created in a minute.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder newEntitiesPerMinute(int most) {
      newEntitiesPerMinute = (int) checked("newEntitiesPerMinute", most, 1);
      return this;
    }

    /// Sets how long a source, instance, metric, unit, label or label's value may be, in UTF-8.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder nameBytes(int most) {
      nameBytes = (int) checked("nameBytes", most, 1);
      return this;
    }

    /// Sets how many labels one entity may have.
    ///
    /// @param most at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder labelsPerEntity(int most) {
      labelsPerEntity = (int) checked("labelsPerEntity", most, 0);
      return this;
    }

    /// Sets how many hours may have rows that are not sealed yet.
    ///
    /// @param most at least 2
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder openHeads(int most) {
      openHeads = (int) checked("openHeads", most, 2);
      return this;
    }

    /// Sets how many series one query may select.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder querySeries(int most) {
      querySeries = (int) checked("querySeries", most, 1);
      return this;
    }

    /// Sets how many points one query may return, all its series or groups together.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder queryPoints(long most) {
      queryPoints = checked("queryPoints", most, 1);
      return this;
    }

    /// Sets how many samples one query may read; what a rollup or statistics sum up is one.
    ///
    /// @param most at least 1
    /// @return this
    /// @throws IllegalArgumentException if it is out of range
    public Builder querySamples(long most) {
      querySamples = checked("querySamples", most, 1);
      return this;
    }

    private static long checked(String name, long limit, long least) {
      if (limit < least) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "limit out of range: %s=%d, least=%d", name, limit, least));
      }
      return limit;
    }

    /// Makes the limits.
    ///
    /// @return them
    public Limits build() {
      return new Limits(this);
    }
  }
}
