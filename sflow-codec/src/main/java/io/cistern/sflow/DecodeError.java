package io.cistern.sflow;

/// Why a datagram could not be read, or not be read completely.
///
/// The kinds are few on purpose: they are meant to be counted. The place is the offset beside it.
public enum DecodeError {
  /// Nothing is wrong.
  NONE("no error"),
  /// The datagram ends before what it announces.
  TRUNCATED("datagram ends before what it announces"),
  /// The first word is not a version of sFlow; NetFlow and IPFIX are named by
  /// [DatagramCursor#netflowVersion()].
  NOT_SFLOW("not an sFlow datagram"),
  /// A sample or record of a format that is not known, in a version of sFlow whose samples and
  /// records carry no lengths (2 and 4): the rest cannot be found.
  UNKNOWN_FORMAT("unknown format without a length"),
  /// An agent address type other than 0 (unknown), 1 (IPv4) and 2 (IPv6): the rest has no known
  /// place.
  BAD_ADDRESS_TYPE("unknown agent address type"),
  /// A length that contradicts another one: a sample shorter than its own fixed part, a record past
  /// the end of its sample, a sampled header past the end of its record.
  BAD_LENGTH("length contradicts the bytes around it"),
  /// A count that the bytes cannot hold, or one above the cap.
  BAD_COUNT("count exceeds what its bytes can hold");

  private final String text;

  DecodeError(String text) {
    this.text = text;
  }

  /// The error in words, for messages.
  ///
  /// @return a short phrase without a full stop
  public String text() {
    return text;
  }
}
