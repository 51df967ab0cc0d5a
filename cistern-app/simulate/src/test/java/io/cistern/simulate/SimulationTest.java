package io.cistern.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cistern.sflow.DiscardReason;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.record.IfCounters;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final String FIRST = "10.0.0.1";

  private static SiteOptions.Builder small() {
    return SiteOptions.builder()
        .devices(4)
        .ports(4)
        .flows(40)
        .packetsPerSecond(1_000)
        .duration(Duration.ofSeconds(30));
  }

  private static SiteOptions.Builder all(SiteOptions.Builder options) {
    return options.sampling(SamplerKind.BERNOULLI, Directions.INGRESS, 1);
  }

  private static long bytes(List<FlowSample> samples) {
    return samples.stream()
        .mapToLong(s -> Received.header(s).frameLength() - Received.header(s).stripped())
        .sum();
  }

  private static Incident.Builder during(int fromSecond, int toSecond) {
    return Incident.builder()
        .begin(Duration.ofSeconds(fromSecond))
        .length(Duration.ofSeconds(toSecond - fromSecond));
  }

  @Nested
  class Samples {
    @Test
    void areTheTruthWhereAllAreTaken() {
      var received = new Received(all(small().topology(Topology.CHAIN)));
      assertThat(received.truth.packets()).isPositive();
      assertThat(received.flows).hasSize(4);
      received.flows.forEach((agent, samples) -> {
        assertThat(samples).as(agent).hasSize((int) received.truth.packets());
        assertThat(bytes(samples)).as(agent).isEqualTo(received.truth.bytes());
      });
    }

    @Test
    void sumToEachFlow() {
      var received = new Received(all(small().topology(Topology.CHAIN).devices(2)));
      var sums = new HashMap<String, Long>();
      for (FlowSample sample : received.flowSamples(FIRST)) {
        var fields = Received.fields(sample);
        String key =
            fields.sourceLow() + ":" + fields.sourcePort() + " " + fields.destinationPort();
        sums.merge(key + " " + fields.ipVersion(), 1L, Long::sum);
      }
      assertThat(sums.values())
          .containsExactlyInAnyOrderElementsOf(
              received.truth.flows().stream().map(Truth.FlowTruth::packets).toList());
    }

    @ParameterizedTest
    @EnumSource
    void estimateTheTruth(SamplerKind kind) {
      var received =
          new Received(
              small()
                  .topology(Topology.CHAIN)
                  .sampling(kind, Directions.INGRESS, 10)
                  .tick(Duration.ofMillis(10)));
      long samples = received.flowSamples(FIRST).size();
      double error = 5 * Math.sqrt(10.0 * received.truth.packets());
      assertThat(10.0 * samples).isCloseTo(received.truth.packets(), within(error));
    }

    @Test
    void comeTwiceWhereBothDirectionsAreSampled() {
      var received =
          new Received(small().devices(1).sampling(SamplerKind.FIXED, Directions.BOTH, 1));
      assertThat(received.flowSamples(FIRST)).hasSize((int) (2 * received.truth.packets()));
    }

    @Test
    void haveTheTtlOfTheirPlace() {
      var received = new Received(all(small().topology(Topology.LEAF_SPINE).devices(4).uplinks(2)));
      var ttls = new HashMap<String, Set<Integer>>();
      received.flows.forEach((agent, samples) ->
          samples.forEach(
              s -> ttls.computeIfAbsent(agent, _ -> new HashSet<>()).add(Received.ttl(s))));
      assertThat(ttls.get(FIRST)).containsExactlyInAnyOrder(64, 62);
      assertThat(ttls.get("10.0.0.3")).containsExactly(63);
      assertThat(ttls.get("10.0.0.4")).as("the other spine").containsExactly(63);
    }

    @Test
    void carryTagsBetweenDevicesWhereAsked() {
      var received = new Received(all(small().topology(Topology.CHAIN).devices(2).tagged(true)));
      long tagged =
          received.flowSamples().stream().filter(s -> Received.fields(s).vlanCount() == 1).count();
      assertThat(tagged).isEqualTo(received.truth.packets());
    }
  }

  @Nested
  class Counters {
    @ParameterizedTest
    @EnumSource
    void areThoseOfThePorts(Topology topology) {
      var options = small().topology(topology).devices(topology == Topology.PARALLEL ? 2 : 5);
      var received = new Received(all(options.countersInterval(Duration.ofSeconds(1))));
      long in = 0;
      for (Truth.InterfaceTruth port : received.truth.interfaces()) {
        IfCounters last = received.counters(port.agent(), port.ifIndex());
        assertThat(last.ifInOctets()).isBetween(0L, port.inOctets());
        in += port.inOctets();
      }
      assertThat(bytes(received.flowSamples())).isEqualTo(in);
    }

    @Test
    void wrapWhereAsked() {
      var received = new Received(small().wraps(true).countersInterval(Duration.ofSeconds(1)));
      assertThat(received.counters.values())
          .anySatisfy(c -> {
            assertThat(c.ifInOctets()).isGreaterThan(1L << 32);
            assertThat(c.ifInUcastPkts()).isLessThan(100_000);
          });
    }

    @Test
    void ofServersAndTheirMachinesCome() {
      var received = new Received(small().hostAgents(2).machines(3));
      var server = received.truth.agents().stream().filter(a -> a.subAgent() == 100_000).toList();
      assertThat(server).hasSize(2);
      assertThat(server).allSatisfy(a -> assertThat(a.countersSamples()).isEqualTo(3 * 4));
    }
  }

  @Nested
  class Datagrams {
    @Test
    void areTheSameForTheSameSeed() {
      var once = new Received(small().seed(5).faults(0.1, 0.1, 0.1));
      var again = new Received(small().seed(5).faults(0.1, 0.1, 0.1));
      assertThat(again.datagrams).isEqualTo(once.datagrams);
      assertThat(again.truth).isEqualTo(once.truth);
      assertThat(new Received(small().seed(6)).datagrams).isNotEqualTo(once.datagrams);
    }

    @Test
    void comeInTheOrderOfTime() {
      var received = new Received(small().faults(0, 0.2, 0.1));
      assertThat(received.datagrams)
          .isSortedAccordingTo(java.util.Comparator.comparingLong(SimulatedDatagram::timeMillis));
    }

    @Test
    void areSentOrLost() {
      var received = new Received(small().faults(0.2, 0.1, 0));
      long sent = received.truth.agents().stream().mapToLong(Truth.AgentTruth::datagrams).sum();
      long lost = received.truth.agents().stream().mapToLong(Truth.AgentTruth::lost).sum();
      assertThat(lost).isPositive();
      assertThat(received.datagrams).hasSize((int) (sent - lost));
    }

    @Test
    void fitIntoAFrame() {
      var received = new Received(all(small()));
      assertThat(received.datagrams)
          .allSatisfy(d -> assertThat(d.payload().length()).isLessThanOrEqualTo(1_400));
    }
  }

  @Nested
  class Incidents {
    private Received with(Incident incident) {
      return new Received(
          small()
              .portSpeed(10_000_000)
              .countersInterval(Duration.ofSeconds(1))
              .incidents(List.of(incident)));
    }

    @Test
    void fillAPort() {
      var saturated = during(5, 25).device(2).port(1).saturatedPort();
      var received = with(saturated);
      var port =
          received.truth.interfaces().stream()
              .filter(i -> i.agent().equals("10.0.0.2") && i.ifIndex() == 1)
              .findFirst()
              .orElseThrow();
      assertThat(port.outOctets() * 8.0 / 20).isGreaterThan(0.9 * 10_000_000);
      assertThat(port.outDiscards()).isPositive();
      var told = received.truth.incidents().getFirst();
      assertThat(told.kind()).isEqualTo("saturated_port");
      assertThat(told.agent()).isEqualTo("10.0.0.2");
      assertThat(told.source()).isNotEmpty();
    }

    @Test
    void takeALinkDownAndUpAgain() {
      int uplink = 5;
      var received = with(during(10, 70).device(2).port(uplink).deadLink());
      assertThat(received.counters("10.0.0.2", 5).ifStatus()).isEqualTo(1);
      var again = with(during(10, 20).device(2).port(uplink).deadLink());
      assertThat(again.counters("10.0.0.2", 5).ifStatus()).isEqualTo(3);
    }

    @Test
    void silenceADevice() {
      var received = with(during(0, 60).device(2).silentDevice());
      assertThat(received.datagrams).noneMatch(d -> d.sender() == 0x0a000002L);
      assertThat(received.datagrams).anyMatch(d -> d.sender() == 0x0a000003L);
    }

    @Test
    void restartADevice() {
      var received = with(during(15, 15).device(2).restart());
      var sequences =
          received.datagrams.stream()
              .filter(d -> d.sender() == 0x0a000002L)
              .map(d ->
                  d.payload()
                      .segment()
                      .get(
                          java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED.withOrder(
                              java.nio.ByteOrder.BIG_ENDIAN),
                          16))
              .toList();
      assertThat(sequences.stream().filter(n -> n == 1)).hasSize(2);
    }

    @Test
    void renumberPorts() {
      var received = with(during(15, 15).device(2).renumbering());
      var names =
          received.truth.interfaces().stream()
              .filter(i -> i.agent().equals("10.0.0.2"))
              .map(i -> i.name() + "=" + i.ifIndex())
              .toList();
      assertThat(names).contains("eth1=2", "eth5=1");
    }

    @Test
    void scanManyAddressesAndManyPorts() {
      var wide =
          new Received(
              all(
                  small()
                      .incidents(
                          List.of(
                              during(0, 60).targets(50).packetsPerSecond(20).horizontalScan(),
                              during(0, 60).targets(70).packetsPerSecond(20).verticalScan()))));
      var targets = new HashSet<Long>();
      var ports = new HashSet<Integer>();
      for (FlowSample sample : wide.flowSamples(FIRST)) {
        var fields = Received.fields(sample);
        if (fields.hasTcp() && fields.tcpFlags() == 2) {
          targets.add(fields.destinationLow());
          ports.add(fields.destinationPort());
        }
      }
      assertThat(targets).hasSize(50 + 1);
      assertThat(ports).hasSize(70);
    }

    @Test
    void floodFromManySources() {
      var flood =
          new Received(
              all(
                  small()
                      .incidents(
                          List.of(during(0, 60).sources(100).packetsPerSecond(50).flood()))));
      long sources =
          flood.flowSamples(FIRST).stream()
              .map(Received::fields)
              .filter(f -> f.sourcePort() == 53 && f.destinationPort() == 33_000)
              .map(f -> f.sourceLow())
              .distinct()
              .count();
      assertThat(sources).isEqualTo(100);
    }

    @Test
    void discardPackets() {
      var received = with(during(5, 25).device(1).port(2).packetsPerSecond(10).discards());
      assertThat(received.discards).hasSizeBetween(100, 300);
      assertThat(received.discards)
          .allSatisfy(d -> {
            assertThat(d.reason()).isEqualTo(DiscardReason.ACL.code());
            assertThat(d.outputIfIndex()).isEqualTo(2);
          });
    }
  }

  @Nested
  class Options {
    @Test
    void refuseWhatDoesNotFit() {
      assertThatThrownBy(() -> SiteOptions.builder().devices(0))
          .hasMessage("devices not within 1 to 65000: 0");
      assertThatThrownBy(() -> SiteOptions.builder().topology(Topology.PARALLEL).devices(3).build())
          .hasMessage("parallel links join 2 devices, not 3");
      assertThatThrownBy(() ->
              new Received(small().incidents(List.of(during(0, 0).device(2).port(99).deadLink()))))
          .hasMessage("device 2 has ports 1 to 5, not 99");
      assertThatThrownBy(() -> Incident.builder().device(2).deadLink())
          .hasMessage("port is not above 0: 0");
      assertThatThrownBy(() -> Incident.builder().targets(5).horizontalScan())
          .hasMessage("packetsPerSecond is not above 0: 0.0");
    }
  }
}
