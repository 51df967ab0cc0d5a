package io.cistern.app.view;

/// A query that would read or return more than is allowed, or takes too long. The message names the
/// limit.
public sealed class QueryRefusedException extends Exception permits QueryTimeoutException {
  private static final long serialVersionUID = 1L;

  /// @param message which limit, what was asked, what is allowed
  public QueryRefusedException(String message) {
    super(message);
  }
}
