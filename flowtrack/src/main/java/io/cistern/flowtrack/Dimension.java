package io.cistern.flowtrack;

import java.util.List;

/// What the tracker always sums traffic by, to find top talkers; a [TopDefinition] adds more. The
/// observer is always part of the counter.
public enum Dimension {
  /// The source address.
  SOURCE(KeyField.SOURCE),
  /// The destination address.
  DESTINATION(KeyField.DESTINATION),
  /// Source and destination address, in that direction.
  PAIR(KeyField.SOURCE, KeyField.DESTINATION),
  /// IP protocol and destination port.
  DESTINATION_PORT(KeyField.DESTINATION_PORT, KeyField.PROTOCOL),
  /// IP protocol; packets without IP are protocol -1.
  PROTOCOL(KeyField.PROTOCOL),
  /// Addresses, protocol and ports.
  FIVE_TUPLE(
      KeyField.SOURCE,
      KeyField.DESTINATION,
      KeyField.PROTOCOL,
      KeyField.SOURCE_PORT,
      KeyField.DESTINATION_PORT);

  private final List<KeyField> fields;

  Dimension(KeyField... fields) {
    this.fields = List.of(fields);
  }

  /// The fields of the key.
  ///
  /// @return never empty
  public List<KeyField> fields() {
    return fields;
  }
}
