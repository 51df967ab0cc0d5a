package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final List<IpNetwork> NETWORKS = List.of(IpNetwork.parse("192.0.2.0/24"));

  private static FloodOptions otherFlood() {
    return FloodOptions.builder()
        .packetsPerSecond(1)
        .bitsPerSecond(2)
        .networkFactor(3)
        .surgeFactor(4)
        .window(Duration.ofSeconds(5))
        .clear(Duration.ofSeconds(6))
        .allowed(NETWORKS)
        .capacity(8)
        .endedAlerts(9)
        .build();
  }

  private static ScanOptions otherScan() {
    return ScanOptions.builder()
        .outsideThreshold(2)
        .insideThreshold(3)
        .floor(4)
        .inside(List.of())
        .allowed(NETWORKS)
        .window(Duration.ofSeconds(7))
        .slowWindow(Duration.ofSeconds(8))
        .minSynOnlyShare(0.25)
        .maxSuccessShare(0.75)
        .udpProbeBytes(10)
        .blockSize(11)
        .capacity(16)
        .endedAlerts(12)
        .build();
  }

  private static FlowTrackerOptions otherTracker() {
    return FlowTrackerOptions.builder()
        .flowCapacity(8)
        .idleTimeout(Duration.ofSeconds(1))
        .activeTimeout(Duration.ofSeconds(2))
        .finishTimeout(Duration.ofSeconds(3))
        .topCapacity(4)
        .window(Duration.ofSeconds(5))
        .subWindows(6)
        .maxObservers(7)
        .seed(9)
        .scan(otherScan())
        .flood(otherFlood())
        .build();
  }

  @Nested
  class Build {
    @Test
    void takesEveryPart() {
      assertThat(otherScan().toString())
          .isEqualTo(
              "ScanOptions[2, 3, 4, [], [192.0.2.0/24], PT7S, PT8S, 0.25, 0.75, 10, 11, 16, 12]");
      assertThat(otherFlood().toString())
          .isEqualTo("FloodOptions[1.0, 2.0, 3.0, 4.0, PT5S, PT6S, [192.0.2.0/24], 8, 9]");
      assertThat(otherTracker().toString())
          .startsWith("FlowTrackerOptions[8, PT1S, PT2S, PT3S, 4, PT5S, 6, 7, 9, ScanOptions[2,");
    }

    @Test
    void namesWhatMakesNoSense() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScanOptions.builder().maxSuccessShare(1.5).build())
          .withMessage("maxSuccessShare must be from 0 to 1: 1.5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScanOptions.builder().slowWindow(Duration.ofSeconds(7)).build())
          .withMessage("slowWindow in ms too small: 7000, at least 60000");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FloodOptions.builder().surgeFactor(1).build())
          .withMessage("surgeFactor too small: 1, at least 2");
    }

    @Test
    void copiesLists() {
      var networks = new ArrayList<>(NETWORKS);
      ScanOptions options = ScanOptions.builder().allowed(networks).inside(networks).build();
      networks.clear();
      assertThat(options.allowed()).isEqualTo(NETWORKS);
      assertThat(options.inside()).isEqualTo(NETWORKS);
    }
  }

  @Nested
  class ToBuilder {
    @Test
    void keepsEveryPart() {
      assertThat(otherFlood().toBuilder().build()).isEqualTo(otherFlood());
      assertThat(otherScan().toBuilder().build()).isEqualTo(otherScan());
      assertThat(otherTracker().toBuilder().build()).isEqualTo(otherTracker());
    }

    @Test
    void changesOnePart() {
      ScanOptions changed = otherScan().toBuilder().floor(5).build();
      assertThat(changed).isNotEqualTo(otherScan());
      assertThat(changed.floor()).isEqualTo(5);
      assertThat(changed.toBuilder().floor(4).build())
          .isEqualTo(otherScan())
          .hasSameHashCodeAs(otherScan());
    }
  }

  @Nested
  class Defaults {
    @Test
    void areWhatABuilderBeginsWith() {
      assertThat(ScanOptions.defaults()).isEqualTo(ScanOptions.builder().build());
      assertThat(FloodOptions.defaults()).isEqualTo(FloodOptions.builder().build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "172.31.0.1", "192.168.0.1", "fd00::1"})
    void haveThePrivateNetworksInside(String text) {
      var address = IpAddress.parse(text);
      var inside = ScanOptions.defaults().inside();
      assertThat(IpNetwork.anyContains(inside, address.version(), address.high(), address.low()))
          .isTrue();
    }
  }
}
