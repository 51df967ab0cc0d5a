package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Headers cut anywhere, damaged anywhere, and made to waste time.
class HostileBytesTest {
  private static final int LONGEST = 512; // sampled headers are shorter

  @Nested
  class Truncation {
    @Test
    void layersOfCutLabHeadersArePrefixes() {
      SampledHeader.lab().forEach(Truncation::checkEveryLength);
    }

    @Test
    void layersOfCutSharedPacketsArePrefixes() {
      sharedFrames().forEach(Truncation::checkEveryLength);
    }

    private static void checkEveryLength(SampledHeader header) {
      int longest = Math.min(header.bytes().length, LONGEST);
      List<Layer> whole = header.cut(longest).packet().layers();
      for (int length = 0; length < longest; length++) {
        Packet packet = header.cut(length).packet();
        List<Layer> layers = packet.layers();
        assertThat(layers).hasSizeLessThanOrEqualTo(whole.size());
        for (int i = 0; i < layers.size(); i++) {
          assertThat(withoutLength(layers.get(i))).isEqualTo(withoutLength(whole.get(i)));
        }
        assertThat(packet.stopOffset()).isLessThanOrEqualTo(length);
        assertThat(packet.truncated()).isEqualTo(packet.stopReason() == StopReason.TRUNCATED);
        if (layers.size() < whole.size()) {
          assertThat(packet.truncated()).isTrue();
          assertThat(packet.stopLayer()).isNotEqualTo(LayerKind.NONE);
        }
      }
    }

    /// An unknown layer reaches to the end, so a cut makes it shorter.
    private static Layer withoutLength(Layer layer) {
      return layer instanceof UnknownLayer(var space, int protocol, int offset, _)
          ? new UnknownLayer(space, protocol, offset, 0)
          : layer;
    }
  }

  @Nested
  class Mutation {
    private final long seed = Long.getLong("cistern.seed", System.nanoTime());

    @Test
    void damagedHeadersNeverThrow() {
      System.out.println("HostileBytesTest.Mutation -Dcistern.seed=" + seed);
      var random = new Random(seed);
      List<SampledHeader> headers = SampledHeader.lab();
      for (int i = 0; i < 50_000; i++) {
        SampledHeader header = headers.get(random.nextInt(headers.size()));
        decodeBothFaces(damage(header, random));
      }
    }

    @Test
    void randomBytesNeverThrow() {
      System.out.println("HostileBytesTest.Mutation -Dcistern.seed=" + seed);
      var random = new Random(seed);
      for (int i = 0; i < 50_000; i++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        int protocol = random.nextBoolean() ? 1 : random.nextInt(20);
        decodeBothFaces(new SampledHeader(protocol, bytes));
      }
    }

    private static SampledHeader damage(SampledHeader header, Random random) {
      byte[] bytes = header.bytes().clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        // mostly where lengths and types are
        int at = random.nextInt(Math.min(bytes.length, random.nextBoolean() ? 24 : 80));
        bytes[at] = (byte) interesting(random);
      }
      return new SampledHeader(header.protocol(), bytes).cut(random.nextInt(bytes.length + 1));
    }

    private static int interesting(Random random) {
      int[] values = {0, 1, 4, 6, 8, 41, 43, 44, 47, 51, 60, 0x45, 0x60, 0x81, 0x88, 0x91, 0xFF};
      return random.nextBoolean() ? random.nextInt(256) : values[random.nextInt(values.length)];
    }
  }

  @Nested
  class Bombs {
    @Test
    void extensionHeadersStopAtTheLimit() {
      var hex =
          new StringBuilder("60000000 ffff 3c 40" + "20010db8000000000000000000000001".repeat(2));
      hex.append("3c00010400000000".repeat(8000)); // destination options without end
      SampledHeader bomb = SampledHeader.of(HeaderDecoder.IPV6, hex.toString());
      Packet packet = bomb.packet();
      assertThat(packet.layers()).hasSize(HeaderFields.MAX_LAYERS);
      assertThat(packet.stopReason()).isEqualTo(StopReason.LIMIT);
      assertThat(packet.stopLayer()).isEqualTo(LayerKind.DESTINATION_OPTIONS);
      assertThat(packet.truncated()).isFalse();
    }

    @Test
    void packetsInPacketsStopAtTheLimit() {
      String ip = "45000000 00010000 40040000 c0000201 c6336407";
      HeaderFields fields = SampledHeader.of(HeaderDecoder.IPV4, ip.repeat(100)).fields();
      assertThat(fields.stopReason()).isEqualTo(StopReason.LIMIT);
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.IPV4);
      assertThat(fields.nesting()).isEqualTo(HeaderFields.MAX_NESTING);
      assertThat(fields.layerCount()).isEqualTo(HeaderFields.MAX_NESTING + 1);
    }

    @Test
    void labelsStopAtTheLimit() {
      String labels = "00010040".repeat(100);
      HeaderFields fields = SampledHeader.ethernet("00".repeat(12) + "8847" + labels).fields();
      assertThat(fields.stopReason()).isEqualTo(StopReason.LIMIT);
      assertThat(fields.mplsLabelCount()).isEqualTo(PacketFields.MAX_MPLS_LABELS);
    }

    @Test
    void vlanTagsStopAtTheLimit() {
      String tags = "8100 0001".repeat(100);
      HeaderFields fields = SampledHeader.ethernet("00".repeat(12) + tags + "0800").fields();
      assertThat(fields.stopReason()).isEqualTo(StopReason.LIMIT);
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.VLAN);
      assertThat(fields.vlanCount()).isEqualTo(PacketFields.MAX_VLAN_TAGS);
    }
  }

  private static List<SampledHeader> sharedFrames() {
    var frames = new ArrayList<SampledHeader>();
    for (Path capture : SharedCaptures.files()) {
      frames.addAll(SharedCaptures.frames(capture));
    }
    return frames;
  }

  private static void decodeBothFaces(SampledHeader header) {
    Packet packet = header.packet();
    HeaderFields fields = header.fields();
    assertThat(packet.layers()).hasSize(fields.layerCount());
    for (int i = 0; i < fields.layerCount(); i++) {
      assertThat(packet.layers().get(i).kind()).isEqualTo(fields.layerKind(i));
    }
  }
}
