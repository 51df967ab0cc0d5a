/// The HTTP interface: [HttpApi] serves a [io.cistern.app.view.CollectorView] as JSON, server-sent
/// events, Prometheus text and the page.
package io.cistern.app.http;
