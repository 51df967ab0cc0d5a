package io.cistern.app.http;

import io.cistern.app.self.Condition;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.QueryTimeoutException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Finds the route of a request, asks it and sends the reply. Knows GET and HEAD, nothing else.
final class Router extends Handler.Abstract {
  private final List<Route> routes;
  private final HostNames hosts;
  private final EventStream stream;
  private final InstantSource clock;
  private final Condition faults = new Condition("a request failed by a fault of ours");

  Router(List<Route> routes, HostNames hosts, EventStream stream, InstantSource clock) {
    this.routes = routes;
    this.hosts = hosts;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SecurityHeaders.addTo(response.getHeaders());
    try {
      send(reply(request), request, response, callback);
    } catch (ProblemException e) {
      sendProblem(e.problem(), response, callback);
    } catch (QueryRefusedException e) {
      int status =
          e instanceof QueryTimeoutException
              ? HttpStatus.SERVICE_UNAVAILABLE_503
              : HttpStatus.UNPROCESSABLE_ENTITY_422;
      sendProblem(Problem.of(status, String.valueOf(e.getMessage())), response, callback);
    } catch (IOException e) { // the reader is gone
      callback.failed(e);
    } catch (RuntimeException e) {
      faults.failed(e);
      if (response.isCommitted()) { // a stream that broke: all that is left is to end it
        callback.failed(e);
        return true;
      }
      sendProblem(
          Problem.of(HttpStatus.INTERNAL_SERVER_ERROR_500, "a fault of the collector; see its log"),
          response,
          callback);
    }
    return true;
  }

  private Reply reply(Request request) throws QueryRefusedException {
    var host = Request.getServerName(request);
    if (!hosts.allows(host)) {
      throw ProblemException.of(
          HttpStatus.MISDIRECTED_REQUEST_421, "this server does not go by that name");
    }
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      throw ProblemException.of(HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD");
    }
    var path = request.getHttpURI().getDecodedPath();
    for (var route : routes) {
      var variables = route.match(path);
      if (variables.isPresent()) {
        return route.action().answer(parameters(route, variables.get(), request));
      }
    }
    throw ProblemException.of(HttpStatus.NOT_FOUND_404, "nothing here");
  }

  private Parameters parameters(Route route, Map<String, String> variables, Request request) {
    var values = QueryText.parse(request.getHttpURI().getQuery(), route.parameters());
    variables.forEach((name, value) -> values.put(name, List.of(value)));
    return new Parameters(values, Instant.ofEpochMilli(clock.millis()));
  }

  private void send(Reply reply, Request request, Response response, Callback callback)
      throws IOException {
    switch (reply) {
      case Reply.Value(var value) ->
          send(HttpStatus.OK_200, "application/json", Json.bytes(value), response, callback);
      case Reply.Line(int status, var text) ->
          send(
              status,
              "text/plain; charset=utf-8",
              (text + '\n').getBytes(StandardCharsets.UTF_8),
              response,
              callback);
      case Reply.Metrics metrics -> MetricsSender.send(metrics, request, response, callback);
      case Reply.File(var file) -> sendFile(file, request, response, callback);
      case Reply.Events(var topics) -> sendEvents(topics, request, response, callback);
    }
  }

  private void sendEvents(Set<String> topics, Request request, Response response, Callback callback)
      throws IOException {
    var client = ClientConnections.client(request);
    if (!stream.admit(client)) {
      throw ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE_503, "too many streams");
    }
    try {
      var fields = response.getHeaders();
      fields.put(HttpHeader.CACHE_CONTROL, "no-store");
      fields.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      if (!HttpMethod.HEAD.is(request.getMethod())) {
        stream.serve(response, topics);
      }
      callback.succeeded();
    } finally {
      stream.leave(client);
    }
  }

  private static void sendFile(
      WebFiles.WebFile file, Request request, Response response, Callback callback) {
    var fields = response.getHeaders();
    fields.put(HttpHeader.CACHE_CONTROL, "no-cache");
    fields.put(HttpHeader.ETAG, file.tag());
    if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    fields.put(HttpHeader.CONTENT_TYPE, file.contentType());
    fields.put(HttpHeader.CONTENT_LENGTH, file.content().remaining());
    response.write(true, file.content().slice(), callback);
  }

  static void sendProblem(Problem problem, Response response, Callback callback) {
    var fields = response.getHeaders();
    if (problem.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
      fields.put(HttpHeader.ALLOW, "GET, HEAD");
    }
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      fields.put(HttpHeader.RETRY_AFTER, 2);
    }
    send(problem.status(), Problem.CONTENT_TYPE, Json.bytes(problem), response, callback);
  }

  private static void send(
      int status, String contentType, byte[] body, Response response, Callback callback) {
    response.setStatus(status);
    var fields = response.getHeaders();
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put(HttpHeader.CONTENT_TYPE, contentType);
    fields.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
