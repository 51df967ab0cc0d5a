package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Fields that are used again and again, and fields against records.
class HeaderFieldsTest {
  private final long seed = Long.getLong("cistern.seed", System.nanoTime());

  @Test
  void reusedFieldsAnswerAsNewOnesDo() {
    System.out.println("HeaderFieldsTest -Dcistern.seed=" + seed);
    var random = new Random(seed);
    List<SampledHeader> headers = new ArrayList<>(SampledHeader.lab());
    headers.addAll(Specimen.headers());
    var reused = new HeaderFields();
    for (int i = 0; i < 5_000; i++) {
      SampledHeader header = headers.get(random.nextInt(headers.size()));
      if (random.nextBoolean()) {
        header = header.cut(random.nextInt(header.bytes().length + 1));
      }
      int length = header.bytes().length;
      new HeaderDecoder().decode(header.protocol(), header.segment(length), 0, length, reused);
      assertThat(AllFields.of(reused)).isEqualTo(AllFields.of(header.fields()));
    }
  }

  @Test
  void recordsByWayOfReusedFieldsAreTheSame() {
    List<SampledHeader> headers = new ArrayList<>(SampledHeader.lab());
    headers.addAll(Specimen.headers());
    var reused = new HeaderFields();
    var decoder = new HeaderDecoder();
    for (SampledHeader header : headers) {
      int length = header.bytes().length;
      MemorySegment segment = header.segment(length);
      Packet packet = decoder.decodePacket(header.protocol(), segment, 0, length, reused);
      assertThat(packet).isEqualTo(header.packet());
      assertThat(AllFields.of(reused)).isEqualTo(AllFields.of(header.fields()));
    }
  }

  @Test
  void oneDecoderFillsFieldsInTurn() {
    var decoder = new HeaderDecoder();
    List<HeaderFields> filled = new ArrayList<>();
    for (SampledHeader header : Specimen.headers()) {
      var fields = new HeaderFields();
      int length = header.bytes().length;
      decoder.decode(header.protocol(), header.segment(length), 0, length, fields);
      filled.add(fields);
    }
    for (int i = 0; i < filled.size(); i++) {
      HeaderFields alone = Specimen.headers().get(i).fields();
      assertThat(AllFields.of(filled.get(i))).isEqualTo(AllFields.of(alone));
    }
  }

  @Test
  void frameLengthIsHandedOn() {
    SampledHeader header = Specimen.headers().getFirst();
    int length = header.bytes().length;
    var fields = new HeaderFields();
    new HeaderDecoder().decode(header.protocol(), header.segment(length), 0, length, 1518, fields);
    assertThat(fields.frameLength()).isEqualTo(1518);
    assertThat(header.fields().frameLength()).isEqualTo(-1);
  }

  @Test
  void innermostFieldsAreThoseOfTheLastRecords() {
    for (SampledHeader header : Specimen.headers()) {
      HeaderFields fields = header.fields();
      PacketFields innermost = fields.nesting() == 0 ? fields : fields.inner();
      for (Layer layer : header.packet().layers().reversed()) {
        if (layer instanceof Ipv4Header ip) {
          assertThat(innermost.sourceLow()).isEqualTo(ip.source().low());
          assertThat(innermost.timeToLive()).isEqualTo(ip.timeToLive());
          break;
        }
        if (layer instanceof Ipv6Header ip) {
          assertThat(innermost.destinationLow()).isEqualTo(ip.destination().low());
          assertThat(innermost.trafficClass()).isEqualTo(ip.trafficClass());
          break;
        }
      }
    }
  }
}
