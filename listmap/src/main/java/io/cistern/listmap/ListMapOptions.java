package io.cistern.listmap;

import java.time.Duration;
import java.util.Objects;

/// How a map is opened. Immutable; made by [#builder()].
///
/// ```java
/// ListMapOptions.builder().durability(Durability.SYNC).create(false).build();
/// ```
public final class ListMapOptions {

  private static final ListMapOptions DEFAULTS = builder().build();

  private static final ListMapOptions FOR_READING =
      builder().durability(Durability.OS).readOnly(true).create(false).build();

  private final Durability durability;
  private final boolean readOnly;
  private final boolean create;

  private ListMapOptions(Builder builder) {
    durability = builder.durability;
    readOnly = builder.readOnly;
    create = builder.create;
    if (readOnly && create) {
      throw new IllegalArgumentException("a read-only map cannot be created");
    }
  }

  /// For reading and writing, created if missing, forced every second.
  ///
  /// @return the options
  public static ListMapOptions defaults() {
    return DEFAULTS;
  }

  /// For reading an existing file.
  ///
  /// @return the options
  public static ListMapOptions forReading() {
    return FOR_READING;
  }

  /// A builder of [#defaults()].
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// A builder of these options.
  ///
  /// @return the builder
  public Builder toBuilder() {
    return new Builder().durability(durability).readOnly(readOnly).create(create);
  }

  /// When writes are forced to the disk.
  ///
  /// @return the durability
  public Durability durability() {
    return durability;
  }

  /// Whether writes are refused.
  ///
  /// @return `true` for reading alone
  public boolean readOnly() {
    return readOnly;
  }

  /// Whether a missing file is created.
  ///
  /// @return `false` if a missing file is a `NoSuchFileException`
  public boolean create() {
    return create;
  }

  /// Makes options. What is not set is as in [#defaults()]. Not thread-safe.
  public static final class Builder {
    private Durability durability = Durability.interval(Duration.ofSeconds(1));
    private boolean readOnly;
    private boolean create = true;

    private Builder() {}

    /// When writes are forced to the disk; every second if not set.
    ///
    /// @param when the durability
    /// @return this builder
    public Builder durability(Durability when) {
      durability = Objects.requireNonNull(when);
      return this;
    }

    /// Whether writes are refused; a sealed file can then be open in any number of processes.
    /// `false` if not set. A read-only map cannot be created.
    ///
    /// @param refuses whether they are
    /// @return this builder
    public Builder readOnly(boolean refuses) {
      readOnly = refuses;
      return this;
    }

    /// Whether a missing file is created, rather than a `NoSuchFileException` thrown; `true` if not
    /// set.
    ///
    /// @param creates whether it is
    /// @return this builder
    public Builder create(boolean creates) {
      create = creates;
      return this;
    }

    /// The options.
    ///
    /// @return immutable options
    /// @throws IllegalArgumentException if a read-only map should be created
    public ListMapOptions build() {
      return new ListMapOptions(this);
    }
  }
}
