package io.cistern.app.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Tells a [ClientConnection] when a request of its begins and ends, and refuses those of
/// connections that there was no room for.
final class ConnectionWatch extends Handler.Wrapper {
  ConnectionWatch(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    if (!(endPoint instanceof ClientConnection connection)) {
      return super.handle(request, response, callback);
    }
    connection.beginRequest();
    Request.addCompletionListener(request, _ -> connection.endRequest());
    if (connection.isRefused()) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      if (!Routes.isHealth(request.getHttpURI().getDecodedPath())) {
        Router.sendProblem(
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE_503, "too many connections"),
            response,
            callback);
        return true;
      }
    }
    return super.handle(request, response, callback);
  }
}
