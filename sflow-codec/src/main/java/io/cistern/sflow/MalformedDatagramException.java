package io.cistern.sflow;

import java.util.Optional;

/// A datagram that is not well formed. It carries what could be decoded.
public final class MalformedDatagramException extends SflowException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Datagram> partial;

  MalformedDatagramException(
      String message, DecodeError error, long offset, Optional<Datagram> partial) {
    super(message, error, offset);
    this.partial = partial;
  }

  /// The datagram as far as it could be read: every complete sample and record.
  ///
  /// @return empty if not even its header could be read, and after serialization
  @SuppressWarnings("NullAway") // transient: null once deserialized
  public Optional<Datagram> partial() {
    return partial == null ? Optional.empty() : partial;
  }
}
