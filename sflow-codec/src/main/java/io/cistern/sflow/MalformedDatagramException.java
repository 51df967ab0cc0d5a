package io.cistern.sflow;

import java.util.Optional;

/// A datagram that is not well formed. What was decoded all the same comes with it.
public final class MalformedDatagramException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What was wrong first.
  private final DecodeError error;

  /// Where, in bytes from the start of the datagram.
  private final long offset;

  private final transient Optional<Datagram> partial;

  MalformedDatagramException(
      String message, DecodeError error, long offset, Optional<Datagram> partial) {
    super(message);
    this.error = error;
    this.offset = offset;
    this.partial = partial;
  }

  /// What was wrong first.
  ///
  /// @return never [DecodeError#NONE]
  public DecodeError error() {
    return error;
  }

  /// Where it was wrong.
  ///
  /// @return a byte offset from the start of the datagram
  public long offset() {
    return offset;
  }

  /// The datagram as far as it could be read: every complete sample and record.
  ///
  /// @return empty if not even its header could be read, and after serialization
  @SuppressWarnings("NullAway") // transient: null once deserialized
  public Optional<Datagram> partial() {
    return partial == null ? Optional.empty() : partial;
  }
}
