package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// The page in a real browser, where there is one. `-Dcistern.pictures=DIR` keeps pictures.
class PageTest {
  @Test
  void showsEveryViewWithoutAnErrorAndRunsNoTextAsMarkup() throws Exception {
    assumeTrue(Browser.find().isPresent(), "chromium absent: the page is not tested");
    var view = new FixtureView(InstantSource.system());
    var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var pictures = System.getProperty("cistern.pictures");
    try (var api =
            HttpApi.start(
                view, new PrometheusRegistry(), HttpOptions.builder().listen(bind).build());
        var browser = new Browser(Browser.find().get())) {
      var tour = new PageTour(browser, "http://127.0.0.1:" + api.address().getPort());
      tour.awaitLife(Duration.ofSeconds(20));
      assertThat(tour.visit(pictures == null ? null : Path.of(pictures))).isEmpty();
      tour.show(
          new PageTour.View(
              "hostile",
              "agents/198.51.100.66",
              "document.querySelector('[aria-label=Interfaces] tbody tr')"));
      assertThat(browser.evaluate("document.body.textContent").asString())
          .contains("<script>alert(1)");
      assertThat(
              browser.evaluate("document.querySelectorAll('main img, main script').length").asInt())
          .isZero();
      assertThat(browser.evaluate("document.title").asString()).isEqualTo("Cistern");
      assertThat(browser.errors()).isEmpty();
    }
  }
}
