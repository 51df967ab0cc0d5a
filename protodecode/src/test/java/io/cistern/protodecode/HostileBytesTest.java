package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Headers cut anywhere, damaged anywhere, and made to waste time.
class HostileBytesTest {
  @Nested
  class Truncation {
    private final HeaderDecoder decoder = new HeaderDecoder();
    private final HeaderFields fields = new HeaderFields();

    @Test
    void layersOfCutLabHeadersArePrefixes() {
      assertThat(checkEveryLength(SampledHeader.lab())).isGreaterThan(200_000);
    }

    @Test
    void layersOfCutSpecimensArePrefixes() {
      assertThat(checkEveryLength(Specimen.headers())).isGreaterThan(6_000);
    }

    @Test
    void layersOfCutSharedPacketsArePrefixes() {
      int lengths = checkEveryLength(sharedFrames());
      System.out.println("HostileBytesTest.Truncation: " + lengths + " lengths of shared packets");
      assertThat(lengths).isGreaterThan(100_000);
    }

    private int checkEveryLength(List<SampledHeader> headers) {
      int lengths = 0;
      for (SampledHeader header : headers) {
        int longest = header.bytes().length;
        MemorySegment segment = header.segment(longest);
        List<Layer> whole = header.packet().layers();
        for (int length = 0; length <= longest; length++) {
          MemorySegment cut = segment.asSlice(0, length); // a read past it throws
          check(decoder.decodePacket(header.protocol(), cut, 0, length, fields), whole, length);
        }
        lengths += longest + 1;
      }
      return lengths;
    }

    /// Compares first and asserts afterwards: there are some hundred thousand of these.
    private static void check(Packet packet, List<Layer> whole, int length) {
      List<Layer> layers = packet.layers();
      boolean isPrefix = layers.size() <= whole.size();
      for (int i = 0; isPrefix && i < layers.size(); i++) {
        isPrefix = withoutLength(layers.get(i)).equals(withoutLength(whole.get(i)));
      }
      boolean isCut = layers.size() == whole.size() || packet.truncated();
      boolean saysWhere = !packet.truncated() || packet.stopLayer() != LayerKind.NONE;
      boolean isConsistent =
          packet.stopOffset() <= length
              && packet.truncated() == (packet.stopReason() == StopReason.TRUNCATED);
      if (!isPrefix || !isCut || !saysWhere || !isConsistent) {
        throw new AssertionError(
            String.format(Locale.ROOT, "%d bytes: %s of %s", length, packet, whole));
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
      List<SampledHeader> specimens = Specimen.headers();
      for (int i = 0; i < 100_000; i++) {
        List<SampledHeader> from = random.nextBoolean() ? headers : specimens;
        decodeBothFaces(damage(from.get(random.nextInt(from.size())), random));
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
      int[] values = {
        0, 1, 2, 3, 4, 6, 8, 17, 41, 43, 44, 47, 51, 60, 97, 137, 143, 0x45, 0x60, 0x81, 0x88, 0xAA,
        0xFF
      };
      return random.nextBoolean() ? random.nextInt(256) : values[random.nextInt(values.length)];
    }
  }

  @Nested
  class Bombs {
    private static final String IP = "45000000 00010000 40040000 c0000201 c6336407";
    private static final String GRE_IN_IP = "45000000 00010000 402f0000 c0000201 c6336407 00000800";
    private static final String ETHER_IP =
        "45000000 00010000 40610000 c0000201 c6336407 3000 020000000002020000000001 0800";

    /// Each kind of header that can follow itself, and mixtures of them.
    private static final List<SampledHeader> BOMBS =
        List.of(
            SampledHeader.of(HeaderDecoder.IPV4, IP.repeat(3000)),
            SampledHeader.of(HeaderDecoder.IPV4, GRE_IN_IP.repeat(2500)),
            SampledHeader.of(HeaderDecoder.IPV4, ETHER_IP.repeat(1700)),
            SampledHeader.of(
                HeaderDecoder.IPV4,
                ("45000000 00010000 40110000 c0000201 c6336407 c00012b5 00000000 0800000000002a00"
                        + "020000000002020000000001 0800")
                    .repeat(1200)),
            SampledHeader.of(
                HeaderDecoder.IPV4,
                ("45000000 00010000 40010000 c0000201 c6336407 0303000000000000").repeat(2300)),
            SampledHeader.of(
                HeaderDecoder.IPV6,
                "60000000 0000 3c 40"
                    + "20010db8000000000000000000000001".repeat(2)
                    + "3c00010400000000".repeat(8000)),
            SampledHeader.of(
                HeaderDecoder.IPV4,
                "45000000 00010000 40110000 c0000201 c6336407 c0000868 00000000"
                    + " 34ff000000000000 00000001"
                    + "01000001".repeat(16_000)),
            SampledHeader.of(HeaderDecoder.MPLS, "00010040".repeat(16_000)),
            SampledHeader.ethernet("00".repeat(12) + "8100 0001".repeat(16_000)),
            SampledHeader.ethernet(
                "00".repeat(12) + "88e5 200000000000 0000000000000000".repeat(4000)));

    /// Of some 60,000: what the headers up to the limits take, with room.
    private static final int MOST_BYTES = 1_000;

    private static final int MOST_ALLOCATED = 16 * 1024;

    /// The benchmarks measure the time. Here it is how far the decoder went, how many layers it
    /// made of that, and what these allocate.
    @Test
    void areOverSoon() throws ReflectiveOperationException {
      var decoder = new HeaderDecoder();
      var fields = new HeaderFields();
      for (SampledHeader bomb : BOMBS) {
        int length = bomb.bytes().length;
        MemorySegment segment = bomb.segment(length);
        decoder.decode(bomb.protocol(), segment, 0, length, fields);
        assertThat(fields.stopReason()).isEqualTo(StopReason.LIMIT);
        assertThat(fields.stopOffset()).as("%s", bomb.packet()).isLessThan(MOST_BYTES);
        assertThat(fields.layerCount()).isLessThanOrEqualTo(HeaderFields.MAX_LAYERS);
        assertThat(allocatedByRecords(bomb, segment))
            .as("%s", bomb.packet())
            .isLessThan(MOST_ALLOCATED);
      }
    }

    private static long allocatedByRecords(SampledHeader bomb, MemorySegment segment)
        throws ReflectiveOperationException {
      int length = bomb.bytes().length;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 100; i++) { // the first may initialise a class
        long before = AllocationTest.allocatedBytes();
        Packet.decode(bomb.protocol(), segment, 0, length);
        least = Math.min(least, AllocationTest.allocatedBytes() - before);
      }
      return least;
    }

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
