/// The HTTP interface: [HttpApi] serves a [io.cistern.app.view.CollectorView] as JSON, server-sent
/// events, Prometheus text and the page.
///
/// The way of a request: it comes on a `ClientConnection`, one of the `ClientConnections` that
/// bound how many there are and how slow each may be. `Router` checks the method and the `Host`,
/// finds the `Route` in the one table of `Routes`, reads the `Parameters` (any that the route does
/// not know is refused), asks the view, and sends the `Reply`. What goes wrong becomes a `Problem`
/// (RFC 9457).
///
/// ```java
/// try (var http = HttpApi.start(view, registry, HttpOptions.builder().build())) {
///   System.out.println("http:/" + http.address());
/// }
/// ```
package io.cistern.app.http;
