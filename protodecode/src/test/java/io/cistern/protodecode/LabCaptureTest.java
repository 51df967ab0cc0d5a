package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sampled headers of the lab capture against tshark.
class LabCaptureTest {
  @Test
  void everyHeaderAgreesWithTshark() throws IOException {
    List<SampledHeader> headers = SampledHeader.lab();
    List<TsharkRow> rows = TsharkRow.read(SampledHeader.resource("lab-headers.tshark.tsv.gz"));
    assertThat(headers).hasSize(1804);
    assertThat(rows).hasSize(1804);
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      compared += rows.get(i).compare("header " + (i + 1), headers.get(i));
    }
    System.out.println("LabCaptureTest: " + compared + " fields compared");
    assertThat(compared).isGreaterThan(1804 * 30);
  }

  @Test
  void everyHeaderEndsWhereItsTransportPayloadBegins() {
    var reasons = new ArrayList<StopReason>();
    for (SampledHeader header : SampledHeader.lab()) {
      reasons.add(header.fields().stopReason());
    }
    assertThat(reasons).containsOnly(StopReason.END);
  }

  @Test
  void innerPacketsOfVxlanAreThere() {
    int inner = 0;
    for (SampledHeader header : SampledHeader.lab()) {
      HeaderFields fields = header.fields();
      if (fields.vni() == 42) {
        inner++;
        assertThat(fields.nesting()).isEqualTo(1);
        assertThat(fields.inner().hasEthernet()).isTrue();
        assertThat(fields.inner().ipVersion()).isNotZero();
      } else {
        assertThat(fields.nesting()).isZero();
        assertThat(fields.inner().ipVersion()).isZero();
      }
    }
    assertThat(inner).isEqualTo(231);
  }
}
