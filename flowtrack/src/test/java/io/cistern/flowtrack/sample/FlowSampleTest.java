package io.cistern.flowtrack.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.flowtrack.IpAddress;
import io.cistern.flowtrack.TunnelKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A holder keeps what it was given, to the width of the field, and knows what it was not given.
class FlowSampleTest {
  private final FlowSample sample = new FlowSample();

  @Nested
  class Clear {
    @Test
    void leavesDirectionAndOriginAlone() {
      sample.source(4, 0, 1).vlan(0).weight(10, WeightOrigin.TOLD).direction(Direction.EGRESS);
      sample.clear();
      for (FlowField field : FlowField.values()) {
        boolean isAlways = field == FlowField.DIRECTION || field == FlowField.WEIGHT_ORIGIN;
        assertThat(sample.has(field)).as(field.key()).isEqualTo(isAlways);
      }
      assertThat(sample).hasToString("time=0 direction=ingress weightOrigin=unknown");
    }
  }

  @Nested
  class Setters {
    @Test
    void tellZeroFromAbsent() {
      assertThat(sample.vlan(0).has(FlowField.VLAN)).isTrue();
      assertThat(sample.vlan(-1).has(FlowField.VLAN)).isFalse();
      assertThat(sample.source(4, 0, 0).has(FlowField.SOURCE)).isTrue();
      assertThat(sample.source(0, 0, 0).has(FlowField.SOURCE)).isFalse();
    }

    @Test
    void cutToTheWidthOrHoldAtTheMost() {
      assertThat(sample.sourcePort(65_536 + 7).low(FlowField.SOURCE_PORT)).isEqualTo(7);
      assertThat(sample.frameBytes(1L << 40).low(FlowField.FRAME_BYTES)).isEqualTo((1L << 32) - 1);
    }

    @Test
    void tellIpv4FromIpv6() {
      sample.source(4, 7, 0xc0000201L).destination(6, 0, 0xc0000201L);
      assertThat(text(FlowField.SOURCE)).isEqualTo("192.0.2.1");
      assertThat(text(FlowField.DESTINATION)).isEqualTo("::c000:201");
      var mapped = IpAddress.parse("::ffff:192.0.2.1");
      sample.nextHop(6, mapped.high(), mapped.low());
      assertThat(text(FlowField.NEXT_HOP)).isEqualTo("::ffff:192.0.2.1");
    }

    @Test
    void knowNoWeightWithoutPackets() {
      sample.weight(0, WeightOrigin.TOLD);
      assertThat(sample.has(FlowField.WEIGHT)).isFalse();
      assertThat(text(FlowField.WEIGHT_ORIGIN)).isEqualTo("unknown");
      assertThat(sample.weight(5, WeightOrigin.POOL).low(FlowField.WEIGHT)).isEqualTo(5);
      assertThat(text(FlowField.WEIGHT_ORIGIN)).isEqualTo("pool");
    }

    @Test
    void tellSpecialValuesInWords() {
      sample.outputIf(FlowSample.MULTIPLE).dataSource(2, 1000).tunnel(TunnelKind.GTP_U);
      assertThat(text(FlowField.OUTPUT_IF)).isEqualTo("multiple");
      assertThat(text(FlowField.DATA_SOURCE)).isEqualTo("2:1000");
      assertThat(text(FlowField.TUNNEL)).isEqualTo("gtp-u");
      assertThat(sample.sourceMac(0x0242c0000201L).toString())
          .contains("sourceMac=02:42:c0:00:02:01");
    }

    private String text(FlowField field) {
      return field.text(sample.high(field), sample.low(field));
    }
  }

  @Test
  void fieldsAreFoundByTheirNames() {
    for (FlowField field : FlowField.values()) {
      assertThat(FlowField.of(field.key())).contains(field);
      assertThat(field.meaning()).isNotBlank();
    }
    assertThat(FlowField.of("nothing")).isEmpty();
  }
}
