package io.cistern.flowtrack;

import java.util.SplittableRandom;

/// Synthetic traffic: keys by Zipf's law, frame lengths as on the Internet.
final class Traffic {
  final SplittableRandom random;
  private final double[] cumulative;

  Traffic(long seed, int keys, double exponent) {
    random = new SplittableRandom(seed);
    cumulative = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += Math.pow(i + 1, -exponent);
      cumulative[i] = sum;
    }
  }

  /// A key, 0 the most frequent.
  int key() {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = java.util.Arrays.binarySearch(cumulative, at);
    return found >= 0 ? found : -found - 1;
  }

  int frameLength() {
    int kind = random.nextInt(10);
    return kind < 4 ? 60 : kind < 6 ? random.nextInt(60, 1000) : 1514;
  }

  /// A UDP packet of flow `key`: its source is 10.x.y.z by key.
  static Observation packet(Observation o, long millis, int key, int frameLength) {
    return o.clear()
        .timeMillis(millis)
        .ipVersion(4)
        .source(0, 0x0a000000L + key)
        .destination(0, 0xc0000200L + key % 7)
        .protocol(17)
        .ports(1024 + key % 50_000, 53 + key % 3)
        .frameLengthBytes(frameLength)
        .interfaces(1, 2);
  }

  /// A SYN without data.
  static Observation syn(Observation o, long millis, long source, long destination, int port) {
    return o.clear()
        .timeMillis(millis)
        .ipVersion(4)
        .source(0, source)
        .destination(0, destination)
        .protocol(6)
        .ports(40_000, port)
        .tcpFlags(2)
        .payloadLength(0)
        .frameLengthBytes(60);
  }
}
