package io.cistern.app.http;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends metrics in the format that the caller accepts, compressed if it takes that, as they are
/// written: there may be hundreds of megabytes of them.
final class MetricsSender {
  private static final int BUFFER = 64 << 10;
  private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

  private MetricsSender() {}

  static void send(Reply.Metrics metrics, Request request, Response response, Callback callback)
      throws IOException {
    ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();
    boolean isOpen = open.accepts(request.getHeaders().get(HttpHeader.ACCEPT));
    ExpositionFormatWriter writer = isOpen ? open : PrometheusTextFormatWriter.create();
    boolean isPacked = takesGzip(request.getHeaders().getCSV(HttpHeader.ACCEPT_ENCODING, false));
    response.setStatus(HttpStatus.OK_200);
    var fields = response.getHeaders();
    fields.put(HttpHeader.CACHE_CONTROL, "no-store");
    fields.put(HttpHeader.CONTENT_TYPE, writer.getContentType());
    fields.put(HttpHeader.VARY, "Accept, Accept-Encoding");
    if (isPacked) {
      fields.put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    if (HttpMethod.HEAD.is(request.getMethod())) {
      callback.succeeded();
      return;
    }
    try (var out = stream(response, isPacked)) {
      write(metrics, writer, isOpen, out);
    }
    callback.succeeded();
  }

  private static boolean takesGzip(List<String> encodings) {
    return encodings.stream()
        .map(encoding -> encoding.replace(" ", ""))
        .anyMatch(e -> e.equals("gzip") || (e.startsWith("gzip;") && !e.matches(".*;q=0(\\.0*)?")));
  }

  private static OutputStream stream(Response response, boolean isPacked) throws IOException {
    var body = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER);
    return isPacked ? new BufferedOutputStream(new FastGzip(body), BUFFER) : body;
  }

  /// What is compressed is text that repeats itself: the fastest level does.
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static void write(
      Reply.Metrics metrics, ExpositionFormatWriter writer, boolean isOpen, OutputStream out)
      throws IOException {
    var own = new ByteArrayOutputStream();
    writer.write(own, metrics.snapshots());
    byte[] text = own.toByteArray();
    boolean isEnded = isOpen && Arrays.equals(END, tail(text));
    out.write(text, 0, isEnded ? text.length - END.length : text.length);
    var sflow = metrics.sflow();
    if (sflow != null) {
      sflow.write(out, isOpen);
    }
    if (isEnded) {
      out.write(END);
    }
  }

  private static byte[] tail(byte[] text) {
    return Arrays.copyOfRange(text, Math.max(0, text.length - END.length), text.length);
  }
}
