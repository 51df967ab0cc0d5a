package io.cistern.sflow;

/// The body of a record that does not fit the declaration of its structure.
public final class MalformedRecordException extends SflowException {
  private static final long serialVersionUID = 1L;

  MalformedRecordException(String message, DecodeError error, long offset) {
    super(message, error, offset);
  }
}
