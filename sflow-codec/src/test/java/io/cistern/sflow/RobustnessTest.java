package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.UnknownFlowRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged and hostile bytes. The segments are native and exactly as long as their bytes, so that a
/// read past the end throws and fails the test.
@DisplayName("damaged datagrams")
class RobustnessTest {
  private static final int[] POISON = {0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff};

  private final DatagramCheck datagrams = new DatagramCheck();

  static Stream<Corpus.Capture> captures() {
    return Corpus.all().stream();
  }

  /* Only some datagrams of the lab capture are taken, since they resemble each other; all of
   * the others. */
  private static List<byte[]> some(Corpus.Capture capture, int most) {
    List<byte[]> all = capture.datagrams();
    int step = Math.max(1, all.size() / most);
    return Stream.iterate(0, i -> i < all.size(), i -> i + step).map(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void neverThrowAtAnyTruncation(Corpus.Capture capture) {
    for (byte[] bytes : some(capture, 140)) {
      MemorySegment whole = Corpus.segment(bytes);
      for (int length = 0; length < bytes.length; length++) {
        datagrams.check(whole.asSlice(0, length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void neverThrowWithAnyWordPoisoned(Corpus.Capture capture) {
    for (byte[] bytes : some(capture, 140)) {
      MemorySegment segment = Corpus.segment(bytes);
      for (int at = 0; at + 4 <= bytes.length; at += 4) {
        int original = ByteBuffer.wrap(bytes).getInt(at);
        for (int poison : POISON) {
          put(segment, at, poison);
          datagrams.check(segment);
        }
        put(segment, at, original);
      }
    }
  }

  @Test
  void neverThrowAfterRandomMutation() {
    long seed = Long.getLong("cistern.seed", new Random().nextLong());
    System.out.println("RobustnessTest -Dcistern.seed=" + seed);
    var random = new Random(seed);
    List<byte[]> corpus = Corpus.all().stream().flatMap(c -> c.datagrams().stream()).toList();
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      datagrams.check(MemorySegment.ofArray(bytes));
    }
  }

  /* GHSA-g6v3: 104 bytes with an extended_gateway whose communities ask for 16 GiB. */
  static byte[] asksFor16Gib() {
    int[] header = {5, 1, 0x0a000001, 0, 1, 1, 1};
    int[] flowSample = {1, 68, 1, 1, 1, 1, 0, 1, 2, 1};
    int[] gateway = {
      1003, 28, 1, 0x0a000002, 1, 2, 3, 0, 0xffff_ffff
    }; // no path, 2^32-1 communities
    var out = ByteBuffer.allocate(104);
    IntStream.of(header).forEach(out::putInt);
    IntStream.of(flowSample).forEach(out::putInt);
    IntStream.of(gateway).forEach(out::putInt);
    return out.array();
  }

  @Test
  void doNotBelieveACount() throws MalformedDatagramException {
    Datagram datagram = Datagram.decode(MemorySegment.ofArray(asksFor16Gib()));
    assertThat(((FlowSample) datagram.samples().getFirst()).records())
        .singleElement()
        .isInstanceOf(UnknownFlowRecord.class);
  }

  private static void put(MemorySegment segment, int at, int word) {
    for (int i = 0; i < 4; i++) {
      segment.set(ValueLayout.JAVA_BYTE, at + i, (byte) (word >>> (24 - 8 * i)));
    }
  }
}
