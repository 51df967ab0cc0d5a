package io.cistern.benchmarks.metrics;

import io.cistern.metricstore.ValueKind;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A day of the interface counters of a switch with 48 ports, from dark ones to uplinks.
///
/// The same arguments give the same numbers on every machine, and the numbers that the peers were
/// first measured with.
final class SimulatedSwitch {

  /// A counter of an interface, as sFlow has them.
  record Field(String name, ValueKind kind) {}

  static final int PORTS = 48;
  static final long DAY_MILLIS = 86_400_000;

  /// 2026-11-21T00:00:00Z.
  static final long START_MILLIS = 1_795_219_200_000L;

  static final Field[] FIELDS = {
    new Field("ifIndex", ValueKind.STATE),
    new Field("ifType", ValueKind.STATE),
    new Field("ifSpeed", ValueKind.GAUGE_LONG),
    new Field("ifDirection", ValueKind.STATE),
    new Field("ifStatus", ValueKind.STATE),
    new Field("ifInOctets", ValueKind.COUNTER64),
    new Field("ifInUcastPkts", ValueKind.COUNTER32),
    new Field("ifInMulticastPkts", ValueKind.COUNTER32),
    new Field("ifInBroadcastPkts", ValueKind.COUNTER32),
    new Field("ifInDiscards", ValueKind.COUNTER32),
    new Field("ifInErrors", ValueKind.COUNTER32),
    new Field("ifInUnknownProtos", ValueKind.COUNTER32),
    new Field("ifOutOctets", ValueKind.COUNTER64),
    new Field("ifOutUcastPkts", ValueKind.COUNTER32),
    new Field("ifOutMulticastPkts", ValueKind.COUNTER32),
    new Field("ifOutBroadcastPkts", ValueKind.COUNTER32),
    new Field("ifOutDiscards", ValueKind.COUNTER32),
    new Field("ifOutErrors", ValueKind.COUNTER32),
    new Field("ifPromiscuousMode", ValueKind.STATE)
  };

  private static final double[] PACKETS_PER_SECOND = {0, 200, 20_000, 400_000};
  private static final long ALL_32 = 0xffff_ffffL;

  private final SplittableRandom random;
  private final int stepSeconds;
  private final int jitterMillis;

  /// Milliseconds since the epoch, by port and step.
  final long[][] times;

  /// Values, by port, field and step.
  final long[][][] values;

  /// Simulates the day.
  ///
  /// @param stepSeconds between two samples
  /// @param seed of the randomness
  /// @param jitterMillis how far a sample is from its time at most
  SimulatedSwitch(int stepSeconds, long seed, int jitterMillis) {
    this.random = new SplittableRandom(seed);
    this.stepSeconds = stepSeconds;
    this.jitterMillis = jitterMillis;
    this.times = new long[PORTS][steps()];
    this.values = new long[PORTS][FIELDS.length][steps()];
    for (int port = 0; port < PORTS; port++) {
      simulate(port, load(port));
    }
  }

  int steps() {
    return 86_400 / stepSeconds;
  }

  long samples() {
    return (long) PORTS * FIELDS.length * steps();
  }

  /// A value on a later day that is like the first: counters go on from the day before.
  long value(int port, int field, int day, int step) {
    long[] first = values[port][field];
    if (!FIELDS[field].kind().isCounter()) {
      return first[step];
    }
    long later = first[step] + day * (first[steps() - 1] - first[0]);
    return FIELDS[field].kind() == ValueKind.COUNTER32 ? later & ALL_32 : later;
  }

  /// Whether nothing is connected to a port: its counters stand still.
  static boolean isDark(int port) {
    return port < 10;
  }

  /// What a port carries: 0 next to nothing, then 200, 20,000 and 400,000 packets a second.
  static int load(int port) {
    return port < 20 ? 0 : port < 34 ? 1 : port < 44 ? 2 : 3;
  }

  /* The order of the draws below makes the data what it is: do not change it. */
  private void simulate(int port, int load) {
    long[] v = new long[FIELDS.length];
    v[0] = port + 1;
    v[1] = 6;
    v[2] = 10_000_000_000L;
    v[3] = 1;
    v[4] = isDark(port) ? 1 : 3;
    v[5] = random.nextLong(1L << 40);
    v[12] = random.nextLong(1L << 40);
    v[6] = random.nextLong(1L << 32);
    v[13] = random.nextLong(1L << 32);
    double level = 0;
    for (int t = 0; t < steps(); t++) {
      long due = START_MILLIS + 1000L * stepSeconds * t + 5000;
      times[port][t] = due + random.nextLong(-jitterMillis, jitterMillis + 1L);
      level = 0.95 * level + 0.25 * random.nextGaussian();
      step(v, t, port, load, level);
      for (int f = 0; f < v.length; f++) {
        values[port][f][t] = v[f];
      }
    }
    if (isDark(port)) {
      for (int f = 5; f < v.length; f++) {
        if (FIELDS[f].name().matches("if(In|Out)(Octets|.*castPkts)")) {
          Arrays.fill(values[port][f], values[port][f][0]);
        }
      }
    }
  }

  private void step(long[] v, int t, int port, int load, double level) {
    double hour = 1 + 0.6 * Math.sin(2 * Math.PI * t / steps());
    double burst = random.nextDouble() < 0.02 ? 5 : 1;
    double packets = PACKETS_PER_SECOND[load] * Math.exp(level) * hour * burst * stepSeconds;
    long in = poisson(packets);
    long out = poisson(packets * 0.6);
    double size = load == 0 ? 0 : 600 + 250 * Math.tanh(level);
    v[6] = (v[6] + in) & ALL_32;
    v[13] = (v[13] + out) & ALL_32;
    v[5] += (long) (in * size) + random.nextLong(0, Math.max(1, in));
    v[12] += (long) (out * (size * 0.5)) + random.nextLong(0, Math.max(1, out));
    v[7] += poisson(load == 0 ? 0.03 * stepSeconds : 0.4 * stepSeconds);
    v[14] += poisson(0.5 * stepSeconds);
    v[8] += poisson(load == 0 ? 0 : 0.2 * stepSeconds);
    v[15] += poisson(isDark(port) ? 0 : 0.3 * stepSeconds);
    if (load >= 2 && random.nextDouble() < 0.01) {
      v[9] += random.nextLong(1, 200);
    }
    if (random.nextDouble() < 0.0005) {
      v[10]++;
    }
  }

  private long poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean >= 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = 1;
    int count = 0;
    do {
      count++;
      product *= random.nextDouble();
    } while (product > limit);
    return count - 1;
  }
}
