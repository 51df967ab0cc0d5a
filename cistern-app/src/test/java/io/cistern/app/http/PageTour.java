package io.cistern.app.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Looks at every view of a running collector as a person would, in two sizes and two themes.
final class PageTour {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String STILL =
      "document.getAnimations().every((a) => a.playState !== 'running'"
          + " || a.effect.getComputedTiming().endTime === Infinity)";

  /// A view, and what it shows when it works.
  record View(String name, String hash, String shows) {}

  private final Browser browser;
  private final String base;

  /// @param base such as `http://127.0.0.1:8080`
  PageTour(Browser browser, String base) {
    this.browser = browser;
    this.base = base;
  }

  /// Opens the page and waits until agents and flows are there.
  void awaitLife(Duration patience) throws Exception {
    browser.size(1440, 900, false);
    browser.open(base + "/");
    browser.await(
        "document.querySelector('[aria-label=Agents] tbody tr')"
            + " && document.querySelector('[aria-label=\"Top talkers\"] tbody tr')",
        patience);
  }

  /// Visits every view.
  ///
  /// @param folder where pictures go, or null for none
  /// @return what is wrong, none if all is well
  List<String> visit(@Nullable Path folder) throws Exception {
    var wrong = new ArrayList<String>();
    for (var view : views()) {
      browser.size(1440, 900, false);
      browser.dark(false);
      show(view);
      shoot(folder, view.name());
      browser.dark(true);
      shoot(folder, view.name() + "-dark");
      browser.dark(false);
      browser.size(390, 844, true);
      shoot(folder, view.name() + "-phone");
      if (browser
          .evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
          .asBoolean()) {
        wrong.add("wider than a phone: " + view.name());
      }
    }
    browser.size(1440, 900, false);
    wrong.addAll(browser.errors());
    return wrong;
  }

  void show(View view) throws Exception {
    browser.evaluate("window.location.hash = '#/" + view.hash() + "'");
    browser.await(view.shows(), PATIENCE);
  }

  private List<View> views() throws Exception {
    var agent =
        browser
            .evaluate(
                "fetch('/api/agents').then(r => r.json())"
                    + ".then(a => encodeURIComponent(a.agents[0].agent))")
            .asString();
    return List.of(
        new View("overview", "", rows("Agents") + " && " + rows("Top talkers")),
        new View("agent", "agents/" + agent, rows("Interfaces") + " && " + rows("Values now")),
        new View("talkers", "talkers", rows("Top talkers")),
        new View("sources", "talkers?keys=source", rows("Top talkers")),
        new View("destinations", "talkers?keys=destination", rows("Top talkers")),
        new View("pairs", "talkers?keys=source,destination&by=packets", rows("Top talkers")),
        new View("ports", "talkers?keys=protocol,destinationPort", rows("Top talkers")),
        new View("protocols", "talkers?keys=protocol", rows("Top talkers")),
        new View("scans", "scans", "document.querySelector('.fan, .empty-title')"),
        new View("chart", "chart?agent=" + agent, "document.querySelector('.lines path[d^=M]')"),
        new View("loss", "loss", rows("Loss by cause")));
  }

  private static String rows(String label) {
    return String.format(
        Locale.ROOT, "document.querySelector('[aria-label=\"%s\"] tbody tr')", label);
  }

  private void shoot(@Nullable Path folder, String name) throws Exception {
    if (folder != null) {
      Files.createDirectories(folder);
      browser.await(STILL, PATIENCE);
      browser.screenshot(folder.resolve(name + ".png"));
    }
  }
}
