package io.cistern.app.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which top talkers are asked for. Immutable; made by [#builder()].
public final class FlowQuery {
  private final List<String> keys;
  private final String by;
  private final int windowSeconds;
  private final int n;
  private final @Nullable String agent;

  private FlowQuery(Builder builder) {
    keys = List.copyOf(builder.keys);
    by = builder.by;
    windowSeconds = builder.windowSeconds;
    n = builder.n;
    agent = builder.agent;
  }

  /// Begins with the 20 largest five-tuples of a minute by bytes.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Key fields, such as `source`, `destination`, `protocol`, `destinationPort`.
  public List<String> keys() {
    return keys;
  }

  /// What the largest have most of: `bytes` or `packets`.
  public String by() {
    return by;
  }

  /// The window that the figures cover, seconds.
  public int windowSeconds() {
    return windowSeconds;
  }

  /// How many at most.
  public int n() {
    return n;
  }

  /// Only what this agent address saw, or null for all: then each packet counts once.
  public @Nullable String agent() {
    return agent;
  }

  /// Makes a query, part by part. Not thread-safe.
  public static final class Builder {
    private List<String> keys =
        List.of("source", "destination", "protocol", "sourcePort", "destinationPort");
    private String by = "bytes";
    private int windowSeconds = 60;
    private int n = 20;
    private @Nullable String agent;

    private Builder() {}

    /// Sets [FlowQuery#keys()]; the default is the five-tuple.
    public Builder keys(List<String> value) {
      keys = value;
      return this;
    }

    /// Sets [FlowQuery#by()]; the default is `bytes`.
    public Builder by(String value) {
      by = value;
      return this;
    }

    /// Sets [FlowQuery#windowSeconds()]; the default is 60.
    public Builder windowSeconds(int value) {
      windowSeconds = value;
      return this;
    }

    /// Sets [FlowQuery#n()]; the default is 20.
    public Builder n(int value) {
      n = value;
      return this;
    }

    /// Sets [FlowQuery#agent()]; the default is null.
    public Builder agent(@Nullable String value) {
      agent = value;
      return this;
    }

    /// Makes the query.
    public FlowQuery build() {
      return new FlowQuery(this);
    }
  }
}
