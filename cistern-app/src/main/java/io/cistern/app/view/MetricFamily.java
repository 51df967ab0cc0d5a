package io.cistern.app.view;

/// The current numbers of one metric, of every agent that is not silent.
///
/// @param metric its name, such as `if_in_octets`
/// @param kind counter64, counter32, gauge or state
public record MetricFamily(String metric, String kind, String unit, Values values) {
  /// The numbers, one after the other. May be gone through more than once.
  @FunctionalInterface
  public interface Values {
    /// Hands on every number that is known.
    void forEach(Taker taker);
  }

  /// Takes numbers.
  @FunctionalInterface
  public interface Taker {
    /// @param of whose it is; the same object for all numbers of one entity
    void take(Entity of, double value);
  }

  /// What has numbers.
  ///
  /// @param instance such as `if/3`
  public record Entity(String agent, String instance) {}
}
