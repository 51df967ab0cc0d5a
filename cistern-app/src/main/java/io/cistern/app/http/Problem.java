package io.cistern.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// An error as the caller sees it: `application/problem+json` (RFC 9457).
///
/// @param status the HTTP status
/// @param title the status in words
/// @param detail what is wrong with this request
/// @param parameter the query or path parameter at fault, or null, then it is left out
@JsonInclude(Include.NON_NULL)
record Problem(int status, String title, String detail, @Nullable String parameter) {
  static final String CONTENT_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return new Problem(status, HttpStatus.getMessage(status), detail, null);
  }
}
