package io.cistern.app.http;

import org.eclipse.jetty.http.HttpStatus;

/// Ends a request with a [Problem]. Never leaves this package.
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final Problem problem;

  private ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /// The caller must change a parameter.
  static ProblemException badParameter(String parameter, String detail) {
    return about(HttpStatus.BAD_REQUEST_400, parameter, detail);
  }

  /// What a path parameter names does not exist.
  static ProblemException unknown(String parameter, String detail) {
    return about(HttpStatus.NOT_FOUND_404, parameter, detail);
  }

  static ProblemException of(int status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }

  static ProblemException about(int status, String parameter, String detail) {
    return new ProblemException(
        new Problem(status, HttpStatus.getMessage(status), detail, parameter));
  }
}
