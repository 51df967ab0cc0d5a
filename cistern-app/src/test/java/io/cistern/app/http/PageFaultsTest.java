package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page showed that was false, or did not show, in a real browser where there is one.
class PageFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LONG = "W".repeat(255);
  private static final String BLANK = "\u00a0 \u3000";
  private static final String REVERSED = "eth0\u202egnp.exe\u200b\u0007";

  /// Four agents with names that nobody should have, and a slow answer where asked for.
  private static final class Hostile extends FixtureView {
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    Hostile() {
      super(InstantSource.system());
    }

    @Override
    public List<AgentView> agents() {
      var agents = new ArrayList<>(super.agents());
      var names = List.of(LONG, BLANK, REVERSED);
      for (int i = 0; i < names.size(); i++) {
        agents.set(i, named(agents.get(i), names.get(i)));
      }
      return agents;
    }

    private static AgentView named(AgentView a, String name) {
      return new AgentView(
          a.agent(),
          a.subAgent(),
          a.sender(),
          name,
          a.firstSeen(),
          a.lastSeen(),
          a.silent(),
          a.uptimeSeconds(),
          a.datagrams(),
          a.samples(),
          a.samplingRates(),
          a.lost(),
          a.interfaces(),
          a.inBitsPerSecond(),
          a.outBitsPerSecond());
    }

    @Override
    public Optional<List<InterfaceView>> interfaces(String address) {
      return super.interfaces(address)
          .map(list -> {
            var hostile = new ArrayList<>(list);
            hostile.set(0, named(list.get(0), LONG));
            hostile.set(1, named(list.get(1), BLANK));
            hostile.set(2, named(list.get(2), REVERSED));
            return hostile;
          });
    }

    private static InterfaceView named(InterfaceView i, String name) {
      return new InterfaceView(
          i.instance(),
          i.ifIndex(),
          name,
          i.speedBitsPerSecond(),
          i.adminUp(),
          i.operUp(),
          i.in(),
          i.out(),
          i.lastSeen(),
          i.coverage());
    }

    /// Thirty ports, of which the last by name is by far the hottest; the first point lies before
    /// the range, as where the clock of the browser is ahead.
    @Override
    public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
      if (query.metric().equals("if_out_octets")) {
        asked.countDown();
        try {
          slow.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      long from = query.fromMillis() - 60_000;
      return IntStream.rangeClosed(10, 39)
          .mapToObj(i -> {
            double value = i == 39 ? 1e9 : query.metric().equals("if_in_errors") ? 1 : 1e3 * i;
            var points =
                IntStream.range(0, 30)
                    .mapToObj(p -> new SeriesView.Point(from + p * 10_000L, value));
            return new SeriesView(
                query.agent(), "if/" + i, query.metric(), "rate", "bytes/s", points.toList());
          })
          .toList();
    }
  }

  private static Hostile view;
  private static HttpApi api;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.find().isPresent(), "SKIPPED: no Chromium on this machine, page not tested");
    view = new Hostile();
    var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    api = HttpApi.start(view, new PrometheusRegistry(), HttpOptions.builder().listen(bind).build());
    browser = new Browser(Browser.find().get());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      view.slow.countDown();
      browser.close();
      api.close();
    }
  }

  private static void open(String hash) throws Exception {
    browser.size(1440, 900, false);
    browser.open("about:blank");
    browser.await("location.href === 'about:blank'", PATIENCE);
    browser.open("http://127.0.0.1:" + api.address().getPort() + "/" + hash);
    browser.await("document.querySelector('main')?.children.length", PATIENCE);
  }

  private static String text(String selector) throws Exception {
    return browser
        .evaluate("document.querySelector('" + selector + "')?.textContent ?? ''")
        .asString();
  }

  @Test
  void aLateAnswerIsNotDrawnUnderANewerTitle() throws Exception {
    open("#/chart?agent=192.0.2.1&instance=if/*&metric=if_out_octets");
    view.asked.await();
    browser.evaluate(
        "(() => { const s = [...document.querySelectorAll('select')]"
            + ".find(s => [...s.options].some(o => o.value === 'if_in_errors'));"
            + " s.value = 'if_in_errors'; s.dispatchEvent(new Event('change')); })()");
    browser.await("document.querySelector('.chart')?.ariaLabel.includes('if_in_errors')", PATIENCE);
    browser.evaluate("window.drawn = document.querySelector('.lines path').getAttribute('d')");
    view.slow.countDown();
    browser.evaluate("new Promise(done => setTimeout(done, 1000))");
    assertThat(text(".summary")).contains("if_in_errors");
    assertThat(browser.evaluate("document.querySelector('.chart').ariaLabel").asString())
        .contains("if_in_errors");
  }

  @Test
  void ofAllInterfacesTheHottestAreDrawnAndTheOthersNamedAsLeftOut() throws Exception {
    open("#/chart?agent=192.0.2.1&instance=if/*&metric=if_in_octets");
    browser.await("document.querySelector('.legend li')", PATIENCE);
    assertThat(text(".legend")).contains("if/39").contains("if/29").doesNotContain("if/10");
    assertThat(text(".summary")).contains("12 highest").contains("other 18");
  }

  @Test
  void noLineLeavesTheAxes() throws Exception {
    open("#/chart?agent=192.0.2.1&instance=if/*&metric=if_in_octets");
    browser.await("document.querySelector('.lines path[d^=M]')", PATIENCE);
    assertThat(
            browser
                .evaluate(
                    "(() => { const clip = document.querySelector('#chart-inside rect');"
                        + " const axis = document.querySelector('.grid line');"
                        + " return getComputedStyle(document.querySelector('.lines')).clipPath"
                        + " + ' ' + (clip.getAttribute('x') === axis.getAttribute('x1')); })()")
                .asString())
        .isEqualTo("url(\"#chart-inside\") true");
  }

  @Test
  void talkersOpenedDirectlyKnowTheAgents() throws Exception {
    open("#/talkers");
    browser.await(
        "[...document.querySelectorAll('option')].some(o => o.value === '192.0.2.10')", PATIENCE);
  }

  @Test
  void theSkipLinkLeadsIntoTheViewAndKeepsItsAddress() throws Exception {
    open("#/loss");
    browser.evaluate("document.querySelector('.skip').click()");
    assertThat(browser.evaluate("location.hash").asString()).isEqualTo("#/loss");
    assertThat(browser.evaluate("document.activeElement.id").asString()).isEqualTo("main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#main", "#", "", "#/", "#nothing"})
  void anAddressThatIsNoViewIsTheFirstOne(String hash) throws Exception {
    open(hash);
    browser.await("document.querySelector('[aria-label=Agents] tbody tr')", PATIENCE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '[aria-label=Agents] tbody tr'",
    "#/agents/192.0.2.1, '[aria-label=Interfaces] tbody tr'",
    "#/talkers, '[aria-label=\"Top talkers\"] tbody tr'",
    "#/scans, '.fan'",
    "#/chart?agent=192.0.2.1, '.legend li'",
    "#/loss, '[aria-label=\"Loss by cause\"] tbody tr'"
  })
  void noNameWidensThePageOrIsShownRaw(String hash, String shows) throws Exception {
    open(hash);
    browser.await("document.querySelector('" + shows + "')", PATIENCE);
    for (int width : new int[] {1440, 390}) {
      browser.size(width, 844, width < 500);
      assertThat(
              browser.evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt())
          .as("%s at %d", hash, width)
          .isLessThanOrEqualTo(1);
    }
    assertThat(browser.evaluate("document.documentElement.outerHTML").asString())
        .doesNotContain("\u202e", "\u200b", "\u0007");
  }

  @Test
  void namesThatCannotBeSeenAreWrittenOut() throws Exception {
    open("");
    browser.await("document.querySelector('[aria-label=Agents] tbody tr')", PATIENCE);
    assertThat(text("[aria-label=Agents]")).contains("␣␣␣", "eth0⟨U+202E⟩gnp.exe⟨U+200B⟩⟨U+0007⟩");
    open("#/agents/192.0.2.2");
    browser.await("document.querySelector('[aria-label=Interfaces] tbody tr')", PATIENCE);
    assertThat(text("h1")).contains("␣␣␣");
    assertThat(text("[aria-label=Interfaces]"))
        .contains("␣␣␣", "eth0⟨U+202E⟩gnp.exe⟨U+200B⟩⟨U+0007⟩");
    assertThat(browser.errors()).isEmpty();
  }
}
