package io.cistern.sflow;

/// Bytes that are not what sFlow says they are: the root of what decoding throws.
///
/// Mistakes of a program are the JDK's unchecked exceptions instead, such as
/// `IllegalArgumentException` for a value that does not fit its place on the wire.
public abstract sealed class SflowException extends Exception
    permits MalformedDatagramException, MalformedRecordException {
  private static final long serialVersionUID = 1L;

  /// What was wrong first.
  private final DecodeError error;

  /// Where it was wrong.
  private final long offset;

  SflowException(String message, DecodeError error, long offset) {
    super(message);
    this.error = error;
    this.offset = offset;
  }

  /// What was wrong first.
  ///
  /// @return never [DecodeError#NONE]
  public DecodeError error() {
    return error;
  }

  /// Where it was wrong.
  ///
  /// @return bytes from the start of what was decoded: a datagram, or the body of a record
  public long offset() {
    return offset;
  }
}
