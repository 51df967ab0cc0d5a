package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A header of every protocol against tshark.
class SpecimenTsharkTest {
  private static final String VENDORS =
      "tshark guesses the control word by vendors of MACs it knows";
  private static final String GPE = "tshark leaves VXLAN-GPE out of its list of protocols";

  /// Where a difference is right, with its reason.
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("backbone", "tshark names no layer for an I-TAG behind a B-TAG, nor its frame"),
          Map.entry("erspan-3-ip", "tshark does not look into mirrored packets without Ethernet"),
          Map.entry("fddi", "tshark turns the bits of FDDI's addresses round"),
          Map.entry("token-ring-routed", "tshark keeps the bit that announces a route"),
          Map.entry("pseudowire", VENDORS),
          Map.entry("pseudowire-without-control-word", VENDORS),
          Map.entry("vlan-stack", "tshark knows no tags of 0x9200 and 0x9300"),
          Map.entry("vxlan-gpe", GPE),
          Map.entry("vxlan-gpe-ethernet", GPE),
          Map.entry("vxlan-gpe-nsh", GPE),
          Map.entry("wifi-aggregate", "tshark names no layer for a subframe of an A-MSDU"),
          Map.entry("wifi-control", "802.11 control frames are unknown here"));

  @Test
  void everySpecimenAgreesWithTshark() throws IOException {
    List<Specimen> specimens =
        Specimen.all().stream().filter(s -> TsharkFixture.isKnown(s.header())).toList();
    List<TsharkRow> rows = TsharkRow.read(SampledHeader.resource("specimens.tshark.tsv.gz"));
    assertThat(rows).as("renew the fixture, see its README").hasSameSizeAs(specimens);
    int fields = 0;
    var different = new HashSet<String>();
    var failures = new ArrayList<String>();
    for (int i = 0; i < rows.size(); i++) {
      String name = specimens.get(i).name();
      try {
        fields += rows.get(i).compare(name, specimens.get(i).header());
      } catch (AssertionError e) {
        different.add(name);
        if (!EXCEPTIONS.containsKey(name)) {
          failures.add(e.getMessage());
        }
      }
    }
    System.out.println("SpecimenTsharkTest: " + fields + " fields compared");
    assertThat(failures).isEmpty();
    assertThat(different).isEqualTo(EXCEPTIONS.keySet());
    assertThat(fields).isGreaterThan(2400);
  }
}
