package io.cistern.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What a simulated site is like. Immutable; made by a [#builder()].
public final class SiteOptions {
  private final long seed;
  private final Instant start;
  private final Duration duration;
  private final Duration tick;
  private final Topology topology;
  private final int devices;
  private final int ports;
  private final int uplinks;
  private final int hostAgents;
  private final int machines;
  private final int flows;
  private final double zipf;
  private final double ipv6Share;
  private final double packetsPerSecond;
  private final boolean isDaily;
  private final long portSpeed;
  private final SamplerKind sampler;
  private final Directions directions;
  private final int samplingRate;
  private final Duration countersInterval;
  private final boolean countsFcs;
  private final boolean isTagged;
  private final boolean wraps;
  private final double loss;
  private final double late;
  private final double doubled;
  private final List<Incident> incidents;

  private SiteOptions(Builder builder) {
    seed = builder.seed;
    start = builder.start;
    duration = builder.duration;
    tick = builder.tick;
    topology = builder.topology;
    devices = builder.devices;
    ports = builder.ports;
    uplinks = builder.uplinks;
    hostAgents = builder.hostAgents;
    machines = builder.machines;
    flows = builder.flows;
    zipf = builder.zipf;
    ipv6Share = builder.ipv6Share;
    packetsPerSecond = builder.packetsPerSecond;
    isDaily = builder.isDaily;
    portSpeed = builder.portSpeed;
    sampler = builder.sampler;
    directions = builder.directions;
    samplingRate = builder.samplingRate;
    countersInterval = builder.countersInterval;
    countsFcs = builder.countsFcs;
    isTagged = builder.isTagged;
    wraps = builder.wraps;
    loss = builder.loss;
    late = builder.late;
    doubled = builder.doubled;
    incidents = List.copyOf(builder.incidents);
  }

  /// The defaults: 10 switches of 8 ports in a tree, 10 minutes, 500 flows that follow Zipf's law
  /// with exponent 1 and send 20,000 packets a second, a tenth of them IPv6; 1 in 1,000 sampled by
  /// Bernoulli's way as packets come in; counters every 10 seconds; nothing lost, no incidents.
  public static Builder builder() {
    return new Builder();
  }

  /// What every random choice follows from.
  public long seed() {
    return seed;
  }

  /// The time of the first packet.
  public Instant start() {
    return start;
  }

  /// How long packets are sent.
  public Duration duration() {
    return duration;
  }

  /// How far the simulation goes at a time: packets of one flow in one tick come in one run.
  public Duration tick() {
    return tick;
  }

  /// How the devices are joined.
  public Topology topology() {
    return topology;
  }

  /// Switches and routers, each an agent.
  public int devices() {
    return devices;
  }

  /// Ports of each device for hosts, those to other devices not counted.
  public int ports() {
    return ports;
  }

  /// Parallel links, or spines.
  public int uplinks() {
    return uplinks;
  }

  /// Servers that report host counters, as hsflowd does.
  public int hostAgents() {
    return hostAgents;
  }

  /// Virtual machines on each of them.
  public int machines() {
    return machines;
  }

  /// Flows, each a 5-tuple in one direction.
  public int flows() {
    return flows;
  }

  /// The exponent of Zipf's law by which flows share the packets; 0: all send as much.
  public double zipf() {
    return zipf;
  }

  /// The share of flows that are IPv6, 0 to 1.
  public double ipv6Share() {
    return ipv6Share;
  }

  /// Packets that all flows together send a second, on the average of a busy hour.
  public double packetsPerSecond() {
    return packetsPerSecond;
  }

  /// Whether traffic follows the hours of the day and the days of the week.
  public boolean isDaily() {
    return isDaily;
  }

  /// Bits per second of every port for hosts; links between devices have ten times as many.
  public long portSpeed() {
    return portSpeed;
  }

  /// How packets are chosen.
  public SamplerKind sampler() {
    return sampler;
  }

  /// Which packets of an interface are sampled.
  public Directions directions() {
    return directions;
  }

  /// N of 1 in N.
  public int samplingRate() {
    return samplingRate;
  }

  /// How often each interface reports its counters.
  public Duration countersInterval() {
    return countersInterval;
  }

  /// Whether the octets of an interface include the frame check sequence.
  public boolean countsFcs() {
    return countsFcs;
  }

  /// Whether frames between devices carry a VLAN tag, of 4 bytes.
  public boolean isTagged() {
    return isTagged;
  }

  /// Whether counters stand just before the end of 32 bits when the simulation starts.
  public boolean wraps() {
    return wraps;
  }

  /// The share of datagrams that never arrive, 0 to 1.
  public double loss() {
    return loss;
  }

  /// The share of datagrams that arrive half a second late.
  public double late() {
    return late;
  }

  /// The share of datagrams that arrive twice.
  public double doubled() {
    return doubled;
  }

  /// What goes wrong.
  public List<Incident> incidents() {
    return incidents;
  }

  /// Makes [SiteOptions].
  public static final class Builder {
    private long seed = 1;
    private Instant start = Instant.parse("2026-11-23T00:00:00Z");
    private Duration duration = Duration.ofMinutes(10);
    private Duration tick = Duration.ofMillis(100);
    private Topology topology = Topology.TREE;
    private int devices = 10;
    private int ports = 8;
    private int uplinks = 2;
    private int hostAgents;
    private int machines;
    private int flows = 500;
    private double zipf = 1;
    private double ipv6Share = 0.1;
    private double packetsPerSecond = 20_000;
    private boolean isDaily;
    private long portSpeed = 1_000_000_000;
    private SamplerKind sampler = SamplerKind.BERNOULLI;
    private Directions directions = Directions.INGRESS;
    private int samplingRate = 1_000;
    private Duration countersInterval = Duration.ofSeconds(10);
    private boolean countsFcs;
    private boolean isTagged;
    private boolean wraps;
    private double loss;
    private double late;
    private double doubled;
    private List<Incident> incidents = List.of();

    private Builder() {}

    /// Sets [SiteOptions#seed()].
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /// Sets [SiteOptions#start()].
    public Builder start(Instant value) {
      start = value;
      return this;
    }

    /// Sets [SiteOptions#duration()]; longer than nothing.
    public Builder duration(Duration value) {
      duration = positive("duration", value);
      return this;
    }

    /// Sets [SiteOptions#tick()], at least a millisecond.
    public Builder tick(Duration value) {
      within("tick, milliseconds", value.toMillis(), 1, 3_600_000);
      tick = value;
      return this;
    }

    /// Sets [SiteOptions#topology()].
    public Builder topology(Topology value) {
      topology = value;
      return this;
    }

    /// Sets [SiteOptions#devices()], 1 to 65,000.
    public Builder devices(int value) {
      devices = within("devices", value, 1, 65_000);
      return this;
    }

    /// Sets [SiteOptions#ports()], 1 to 4,096.
    public Builder ports(int value) {
      ports = within("ports", value, 1, 4_096);
      return this;
    }

    /// Sets [SiteOptions#uplinks()], 1 to 64.
    public Builder uplinks(int value) {
      uplinks = within("uplinks", value, 1, 64);
      return this;
    }

    /// Sets [SiteOptions#hostAgents()], 0 to 65,000.
    public Builder hostAgents(int value) {
      hostAgents = within("host agents", value, 0, 65_000);
      return this;
    }

    /// Sets [SiteOptions#machines()], 0 to 1,000.
    public Builder machines(int value) {
      machines = within("virtual machines", value, 0, 1_000);
      return this;
    }

    /// Sets [SiteOptions#flows()], 0 to 1,000,000.
    public Builder flows(int value) {
      flows = within("flows", value, 0, 1_000_000);
      return this;
    }

    /// Sets [SiteOptions#zipf()], 0 to 3.
    public Builder zipf(double value) {
      zipf = share("Zipf's exponent", value, 3);
      return this;
    }

    /// Sets [SiteOptions#ipv6Share()].
    public Builder ipv6Share(double value) {
      ipv6Share = share("share of IPv6", value, 1);
      return this;
    }

    /// Sets [SiteOptions#packetsPerSecond()].
    public Builder packetsPerSecond(double value) {
      packetsPerSecond = share("packets a second", value, 1e12);
      return this;
    }

    /// Sets [SiteOptions#isDaily()].
    public Builder daily(boolean value) {
      isDaily = value;
      return this;
    }

    /// Sets [SiteOptions#portSpeed()], 1 bit/s to 1 Tbit/s.
    public Builder portSpeed(long value) {
      if (value < 1 || value > 1_000_000_000_000L) {
        throw new IllegalArgumentException("port speed not within 1 to 10^12 bit/s: " + value);
      }
      portSpeed = value;
      return this;
    }

    /// Sets how packets are sampled.
    ///
    /// @param rate N of 1 in N, 1 to 2^24
    public Builder sampling(SamplerKind kind, Directions which, int rate) {
      sampler = kind;
      directions = which;
      samplingRate = within("sampling rate", rate, 1, 1 << 24);
      return this;
    }

    /// Sets [SiteOptions#countersInterval()], at least a second.
    public Builder countersInterval(Duration value) {
      within("interval of counters, seconds", value.toSeconds(), 1, 86_400);
      countersInterval = value;
      return this;
    }

    /// Sets [SiteOptions#countsFcs()].
    public Builder countsFcs(boolean value) {
      countsFcs = value;
      return this;
    }

    /// Sets [SiteOptions#isTagged()].
    public Builder tagged(boolean value) {
      isTagged = value;
      return this;
    }

    /// Sets [SiteOptions#wraps()].
    public Builder wraps(boolean value) {
      wraps = value;
      return this;
    }

    /// Sets [SiteOptions#loss()], [SiteOptions#late()] and [SiteOptions#doubled()].
    public Builder faults(double lost, double delayed, double repeated) {
      loss = share("share of lost datagrams", lost, 1);
      late = share("share of late datagrams", delayed, 1);
      doubled = share("share of doubled datagrams", repeated, 1);
      return this;
    }

    /// Sets [SiteOptions#incidents()].
    public Builder incidents(List<Incident> value) {
      incidents = value;
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException if they do not fit each other
    public SiteOptions build() {
      if (topology == Topology.PARALLEL && devices != 2) {
        throw new IllegalArgumentException("parallel links join 2 devices, not " + devices);
      }
      if (topology == Topology.LEAF_SPINE && devices < uplinks + 2) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "leaves and spines: %d devices are not 2 leaves more than %d spines",
                devices,
                uplinks));
      }
      return new SiteOptions(this);
    }

    private static int within(String what, long value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            what + " not within " + least + " to " + most + ": " + value);
      }
      return (int) value;
    }

    private static double share(String what, double value, double most) {
      if (!(value >= 0 && value <= most)) {
        throw new IllegalArgumentException(what + " not within 0 to " + most + ": " + value);
      }
      return value;
    }

    private static Duration positive(String what, Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException(what + " not longer than nothing: " + value);
      }
      return value;
    }
  }
}
