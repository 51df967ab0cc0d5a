package io.cistern.listmap;

import java.time.Duration;

/// How a map is opened.
///
/// @param durability when writes are forced to the disk
/// @param readOnly whether writes are refused; a sealed file can then be open in any number of
///   processes
/// @param create whether a missing file is created; otherwise it is a `NoSuchFileException`
public record ListMapOptions(Durability durability, boolean readOnly, boolean create) {

  private static final ListMapOptions DEFAULTS =
      new ListMapOptions(Durability.interval(Duration.ofSeconds(1)), false, true);

  /// Checks that a read-only opening creates nothing.
  public ListMapOptions {
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
    return new ListMapOptions(Durability.OS, true, false);
  }

  /// These options with another durability.
  ///
  /// @param other the durability
  /// @return the options
  public ListMapOptions withDurability(Durability other) {
    return new ListMapOptions(other, readOnly, create);
  }

  /// These options, creating a missing file or not.
  ///
  /// @param other whether a missing file is created
  /// @return the options
  public ListMapOptions withCreate(boolean other) {
    return new ListMapOptions(durability, readOnly, other);
  }
}
