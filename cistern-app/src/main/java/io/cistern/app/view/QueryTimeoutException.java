package io.cistern.app.view;

import java.time.Duration;

/// A query that was stopped because it took too long.
public final class QueryTimeoutException extends QueryRefusedException {
  private static final long serialVersionUID = 1L;

  /// @param limit how long it might have taken
  public QueryTimeoutException(Duration limit) {
    super(
        "the query took longer than "
            + limit.toSeconds()
            + " s and was stopped; ask for fewer series, less time or a longer step");
  }
}
