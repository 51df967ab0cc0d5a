package io.cistern.app.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/// The headers of every answer. Names and texts from the network are attacker text: should one ever
/// reach the page as markup, the content policy still runs nothing.
final class SecurityHeaders {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; script-src 'self'; object-src 'none'; frame-ancestors 'none';"
              + " base-uri 'none'; form-action 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private SecurityHeaders() {}

  static void addTo(HttpFields.Mutable headers) {
    HEADERS.forEach(headers::put);
  }
}
