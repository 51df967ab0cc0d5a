package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedSwitch;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorSamplesTest {
  private static Datagram decode(byte[] bytes) throws MalformedDatagramException {
    return Datagram.decode(Corpus.segment(bytes));
  }

  private static Datagram datagram(Sample... samples) {
    return new Datagram(5, Address.ipv4(0xc000_0201L), 0, 1, 2, List.of(samples));
  }

  private static <S extends Sample> Stream<S> hsflowd(Class<S> kind) {
    return Corpus.own().stream()
        .filter(capture -> capture.name().equals("hsflowd.pcap"))
        .flatMap(capture -> capture.datagrams().stream())
        .flatMap(bytes -> {
          try {
            return decode(bytes).samples().stream();
          } catch (MalformedDatagramException e) {
            throw new AssertionError(e);
          }
        })
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  @Nested
  class Decode {
    /* The values are those sflowtool shows for the same datagrams. */
    @Test
    void readsTheMetricsOfHsflowd() {
      assertThat(hsflowd(RtMetric.class)).hasSize(3);
      assertThat(hsflowd(RtMetric.class).findFirst())
          .contains(
              new RtMetric(
                  "web1",
                  List.of(
                      metric("c32", RtMetric.Type.COUNTER32, new RtValue.Whole(777)),
                      metric("c64", RtMetric.Type.COUNTER64, new RtValue.Whole(12345678901234L)),
                      metric("g32", RtMetric.Type.GAUGE32, new RtValue.Whole(42)),
                      metric("g64", RtMetric.Type.GAUGE64, new RtValue.Whole(99999999999L)),
                      metric("gf", RtMetric.Type.GAUGE_FLOAT, new RtValue.Decimal(1.5)),
                      metric("gd", RtMetric.Type.GAUGE_DOUBLE, new RtValue.Decimal(3.25)),
                      metric("s", RtMetric.Type.STRING, new RtValue.Text("helloworld")))));
    }

    @Test
    void readsTheFlowsOfHsflowd() {
      assertThat(hsflowd(RtFlow.class)).hasSize(3);
      Address ipv6 = Address.ipv6(0x2001_0db8_0000_0000L, 5);
      assertThat(hsflowd(RtFlow.class).findFirst())
          .contains(
              new RtFlow(
                  "web1",
                  10,
                  0,
                  List.of(
                      field("n32", RtFlow.Type.INT32, new RtValue.Whole(777)),
                      field("n64", RtFlow.Type.INT64, new RtValue.Whole(5_000_000_000L)),
                      field("str", RtFlow.Type.STRING, new RtValue.Text("hi")),
                      field("m", RtFlow.Type.MAC, new RtValue.MacAddress(0x0203_0405_0607L)),
                      field("a4", RtFlow.Type.IPV4, new RtValue.Ip(Address.ipv4(0xc000_0201L))),
                      field("a6", RtFlow.Type.IPV6, new RtValue.Ip(ipv6)),
                      field("f", RtFlow.Type.FLOAT, new RtValue.Decimal(0.5)),
                      field("d", RtFlow.Type.DOUBLE, new RtValue.Decimal(0.125)))));
    }

    /* The access list's sample is not counted: it and the flow sample are one. */
    @Test
    void readsFoundrysAccessListBesideItsSample() throws MalformedDatagramException {
      String hex =
          Corpus.values("synthetic_all_records").stream()
              .filter(entry -> entry.get("name").asString().startsWith("Foundry"))
              .findFirst()
              .orElseThrow()
              .get("hex")
              .asString();
      Datagram datagram = decode(HexFormat.of().parseHex(hex));
      assertThat(datagram.samples()).hasSize(2).element(0).isEqualTo(new FoundryAcl(1, 2));
      assertThat(((FlowSample) datagram.samples().get(1)).records())
          .containsExactly(new ExtendedSwitch(1, 2, 3, 4));
      assertThat(HexFormat.of().formatHex(datagram.encode())).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", // no data source
          "0000000177000000", // no count
          "000000017700000000000001", // no metric
          "000000017700000000000001000000017800000000000007", // a type that is none
          "0000000177000000000000010000000178000000000000020000000a", // half of a value
          "0000000177000000ffffffff0000000178000000000000010000000a", // a count that cannot be
        })
    void keepsWhatDoesNotFitAsItIs(String body) throws MalformedDatagramException {
      var unknown = new UnknownSample(4300, 1002, Bytes.parseHex(body));
      assertThat(decode(datagram(unknown).encode()).samples()).containsExactly(unknown);
    }

    /* A cast to double and back would make the signalling ones quiet. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "7fc00000",
          "7f800001",
          "ffbfffff",
          "ffc12345",
          "7f800000",
          "80000000",
          "00000001"
        })
    void keepsEveryBitOfAFloat(String bits) throws MalformedDatagramException {
      // data source "w", one metric "g", a gauge of 32 bits
      String body = "0000000177000000" + "00000001" + "0000000167000000" + "00000005" + bits;
      byte[] bytes = datagram(new UnknownSample(4300, 1002, Bytes.parseHex(body))).encode();
      Datagram decoded = decode(bytes);
      assertThat(decoded.samples().getFirst()).isInstanceOf(RtMetric.class);
      assertThat(decoded.encode()).isEqualTo(bytes);
    }
  }

  @Nested
  class Encode {
    @Test
    void refusesAValueOfAnotherType() {
      var text =
          new RtMetric("web", List.of(metric("a", RtMetric.Type.GAUGE32, new RtValue.Text("b"))));
      assertThatThrownBy(() -> datagram(text).encode())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("U32");
    }
  }

  private static RtMetric.Metric metric(String name, RtMetric.Type type, RtValue value) {
    return new RtMetric.Metric(name, type, value);
  }

  private static RtFlow.Field field(String name, RtFlow.Type type, RtValue value) {
    return new RtFlow.Field(name, type, value);
  }
}
