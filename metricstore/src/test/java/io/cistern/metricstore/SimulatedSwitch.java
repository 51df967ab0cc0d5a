package io.cistern.metricstore;

import java.util.SplittableRandom;

/// The interface counters of a simulated switch: 48 ports, from dark ones to uplinks, 19 fields
/// each.
final class SimulatedSwitch {
  static final int PORTS = 48;
  static final String[] FIELDS = {
    "if_index",
    "if_type",
    "if_speed",
    "if_direction",
    "if_status",
    "if_in_octets",
    "if_in_ucast_pkts",
    "if_in_multicast_pkts",
    "if_in_broadcast_pkts",
    "if_in_discards",
    "if_in_errors",
    "if_in_unknown_protos",
    "if_out_octets",
    "if_out_ucast_pkts",
    "if_out_multicast_pkts",
    "if_out_broadcast_pkts",
    "if_out_discards",
    "if_out_errors",
    "if_promiscuous_mode"
  };
  static final ValueKind[] KINDS = {
    ValueKind.STATE,
    ValueKind.STATE,
    ValueKind.GAUGE_LONG,
    ValueKind.STATE,
    ValueKind.STATE,
    ValueKind.COUNTER64,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER64,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.COUNTER32,
    ValueKind.STATE
  };
  private static final double[] PACKETS_PER_SECOND = {0, 200, 20_000, 400_000};
  private static final long DAY_SECONDS = 86_400;

  private final SplittableRandom random;
  private final int stepSeconds;
  private final long[][] values = new long[PORTS][FIELDS.length];
  private final double[] level = new double[PORTS];

  SimulatedSwitch(long seed, int stepSeconds) {
    this.random = new SplittableRandom(seed);
    this.stepSeconds = stepSeconds;
    for (int p = 0; p < PORTS; p++) {
      long[] v = values[p];
      v[0] = p + 1;
      v[1] = 6;
      v[2] = 10_000_000_000L;
      v[3] = 1;
      v[4] = isDark(p) ? 1 : 3;
      v[5] = random.nextLong(1L << 40);
      v[6] = random.nextLong(1L << 32);
      v[12] = random.nextLong(1L << 40);
      v[13] = random.nextLong(1L << 32);
    }
  }

  private static boolean isDark(int port) {
    return port < 10;
  }

  private static int load(int port) {
    return port < 20 ? 0 : port < 34 ? 1 : port < 44 ? 2 : 3;
  }

  /// The counters of a port after one more step.
  long[] step(int port, long second) {
    long[] v = values[port];
    if (isDark(port)) {
      return v;
    }
    level[port] = 0.95 * level[port] + 0.25 * random.nextGaussian();
    double hour = 1 + 0.6 * Math.sin(2 * Math.PI * second / DAY_SECONDS);
    double burst = random.nextDouble() < 0.02 ? 5 : 1;
    double packets =
        PACKETS_PER_SECOND[load(port)] * Math.exp(level[port]) * hour * burst * stepSeconds;
    long in = poisson(packets);
    long out = poisson(packets * 0.6);
    double size = load(port) == 0 ? 0 : 600 + 250 * Math.tanh(level[port]);
    v[5] += (long) (in * size) + random.nextLong(Math.max(1, in));
    v[6] = (v[6] + in) & 0xffff_ffffL;
    v[7] += poisson((load(port) == 0 ? 0.03 : 0.4) * stepSeconds);
    v[8] += poisson((load(port) == 0 ? 0 : 0.2) * stepSeconds);
    v[9] += load(port) >= 2 && random.nextDouble() < 0.01 ? random.nextLong(1, 200) : 0;
    v[10] += random.nextDouble() < 0.0005 ? 1 : 0;
    v[12] += (long) (out * size * 0.5) + random.nextLong(Math.max(1, out));
    v[13] = (v[13] + out) & 0xffff_ffffL;
    v[14] += poisson(0.5 * stepSeconds);
    v[15] += poisson(0.3 * stepSeconds);
    return v;
  }

  private long poisson(double mean) {
    if (mean >= 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }
}
