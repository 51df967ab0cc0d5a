package io.cistern.app.agents;

import io.cistern.app.metrics.EntitySnapshot;
import io.cistern.app.metrics.Line;
import io.cistern.app.metrics.MetricDefinition;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.metrics.RecordSnapshot;
import io.cistern.app.view.AgentDetailView;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.MetricView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers queries about agents from the snapshots of their streams. Immutable.
public final class AgentAnswers {
  private static final String HOSTNAME = "host_descr_hostname";
  private static final String[] MACHINE_TYPES = {
    "unknown", "other", "x86", "x86_64", "ia64", "sparc", "alpha", "powerpc", "m68k", "mips", "arm",
    "hppa", "s390"
  };
  private static final String[] OS_NAMES = {
    "unknown",
    "other",
    "linux",
    "windows",
    "darwin",
    "hpux",
    "aix",
    "dragonfly",
    "freebsd",
    "netbsd",
    "openbsd",
    "osf",
    "solaris"
  };
  private static final List<String> CASTS = List.of("ucast", "multicast", "broadcast");
  private static final double BITS_PER_BYTE = 8;
  private static final int HALF_DUPLEX = 2; // an ifDirection
  private static final Comparator<StreamSnapshot> BY_ID =
      Comparator.comparing((StreamSnapshot s) -> s.id().address())
          .thenComparingLong(s -> s.id().subAgent())
          .thenComparing(s -> String.valueOf(s.id().sender()));

  private final List<StreamSnapshot> streams;
  private final long nowMillis;

  /// @param streams of all shards
  /// @param nowMillis tells who is silent: their rates are not known, nor are those of what is no
  ///   longer told
  public AgentAnswers(List<StreamSnapshot> streams, long nowMillis) {
    this.streams = streams.stream().map(s -> s.at(nowMillis)).sorted(BY_ID).toList();
    this.nowMillis = nowMillis;
  }

  /// Every stream, by address and sub-agent.
  public List<AgentView> agents() {
    return views(streams);
  }

  private List<AgentView> views(List<StreamSnapshot> of) {
    Map<List<String>, PortTotals> totals =
        of.stream()
            .collect(
                Collectors.groupingBy(
                    AgentAnswers::device,
                    Collectors.collectingAndThen(Collectors.toList(), PortTotals::new)));
    return of.stream().map(s -> view(s, Objects.requireNonNull(totals.get(device(s))))).toList();
  }

  /// Several may have the same address.
  private static List<String> device(StreamSnapshot stream) {
    return List.of(stream.id().address(), String.valueOf(stream.id().sender()));
  }

  private AgentView view(StreamSnapshot stream, PortTotals totals) {
    return new AgentView(
        stream.id().address(),
        stream.id().subAgent(),
        stream.id().sender(),
        name(stream.id().address()),
        Instant.ofEpochMilli(stream.firstSeenMillis()),
        Instant.ofEpochMilli(stream.lastSeenMillis()),
        stream.isSilent(nowMillis),
        stream.uptimeMillis() / 1000,
        stream.datagrams(),
        new AgentView.SampleCounts(
            stream.samples().flow(),
            stream.samples().counters(),
            stream.samples().discarded(),
            stream.samples().unknown()),
        stream.samplingRates(),
        new AgentView.Lost(
            stream.losses().datagrams(), stream.losses().samples(), stream.losses().agentDrops()),
        (int) stream.entities().stream().filter(Interfaces::isInterface).count(),
        bits(totals.rate(stream, "if_in_octets")),
        bits(totals.rate(stream, "if_out_octets")));
  }

  /// The host name that any sub-agent of the address gives.
  private @Nullable String name(String address) {
    return of(address)
        .flatMap(s -> s.entities().stream())
        .filter(e -> !e.id().instance().startsWith("vm/"))
        .map(e -> e.text(HOSTNAME))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Double bits(@Nullable Double bytes) {
    return bytes == null ? null : bytes * BITS_PER_BYTE;
  }

  private java.util.stream.Stream<StreamSnapshot> of(String address) {
    return streams.stream().filter(s -> s.id().address().equals(address));
  }

  private <T> Optional<T> ofKnown(String address, java.util.function.Supplier<T> answer) {
    return of(address).findAny().map(_ -> answer.get());
  }

  /// The streams and data sources of one address.
  public Optional<AgentDetailView> agent(String address) {
    return ofKnown(
        address,
        () ->
            new AgentDetailView(
                address,
                views(of(address).toList()),
                of(address).flatMap(AgentAnswers::sources).toList(),
                host(address)));
  }

  private static java.util.stream.Stream<AgentDetailView.DataSourceView> sources(
      StreamSnapshot stream) {
    return stream.sources().stream()
        .sorted(
            Comparator.comparingInt(StreamSnapshot.Source::sourceClass)
                .thenComparingLong(StreamSnapshot.Source::index))
        .map(source ->
            new AgentDetailView.DataSourceView(
                source.instance(),
                stream.id().subAgent(),
                source.sourceClass(),
                source.index(),
                sourceName(stream, source.instance()),
                source.samplingRate(),
                source.flowSamples(),
                source.counterSamples(),
                source.samplesLost()));
  }

  private static @Nullable String sourceName(StreamSnapshot stream, String instance) {
    return stream.entities().stream()
        .filter(e -> e.id().instance().equals(instance))
        .map(AgentAnswers::nameOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String nameOf(EntitySnapshot entity) {
    String port = entity.text("port_name");
    return port != null ? port : entity.text(HOSTNAME);
  }

  private AgentDetailView.@Nullable HostView host(String address) {
    return of(address)
        .flatMap(s -> s.entities().stream())
        .filter(e -> e.id().instance().startsWith("host") && e.text(HOSTNAME) != null)
        .findFirst()
        .map(e ->
            new AgentDetailView.HostView(
                e.text(HOSTNAME),
                e.text("host_descr_uuid"),
                named(MACHINE_TYPES, e.value("host_machine_type")),
                named(OS_NAMES, e.value("host_os_name")),
                e.text("host_descr_os_release")))
        .orElse(null);
  }

  private static @Nullable String named(String[] names, @Nullable Number code) {
    if (code == null) {
      return null;
    }
    long number = code.longValue();
    return number >= 0 && number < names.length ? names[(int) number] : Long.toString(number);
  }

  /// The interfaces of one address.
  public Optional<List<InterfaceView>> interfaces(String address) {
    return ofKnown(
        address,
        () ->
            of(address)
                .flatMap(AgentAnswers::interfaces)
                .sorted(
                    Comparator.comparingLong(InterfaceView::ifIndex)
                        .thenComparing(InterfaceView::instance))
                .toList());
  }

  private static java.util.stream.Stream<InterfaceView> interfaces(StreamSnapshot stream) {
    var coverages = new HashMap<String, InterfaceView.Coverage>();
    for (StreamSnapshot.Source source : stream.sources()) {
      Coverage.Ratio ratio = source.coverage();
      if (ratio != null) {
        coverages.put(
            source.instance(),
            new InterfaceView.Coverage(ratio.ratio(), ratio.error95(), ratio.samples()));
      }
    }
    return stream.entities().stream()
        .filter(Interfaces::isInterface)
        .map(entity -> interfaceView(entity, coverages.get(entity.id().instance())));
  }

  private static InterfaceView interfaceView(
      EntitySnapshot entity, InterfaceView.@Nullable Coverage coverage) {
    Number index = entity.value("if_index");
    Number speed = entity.value("if_speed");
    Number status = entity.value("if_status");
    Long bitsPerSecond =
        speed == null || !Line.isKnown(speed.longValue()) ? null : (Long) speed.longValue();
    return new InterfaceView(
        entity.id().instance(),
        index == null ? Interfaces.index(entity) : index.longValue(),
        entity.text("port_name"),
        bitsPerSecond,
        status == null ? null : (Boolean) ((status.longValue() & 1) != 0),
        status == null ? null : (Boolean) ((status.longValue() & 2) != 0),
        direction(entity, "in", entity.speedIsWrong() ? null : bitsPerSecond),
        direction(entity, "out", entity.speedIsWrong() ? null : bitsPerSecond),
        Instant.ofEpochMilli(entity.timeMillis()),
        coverage);
  }

  private static InterfaceView.Direction direction(
      EntitySnapshot entity, String way, @Nullable Long speed) {
    Double bits = bits(entity.rate("if_" + way + "_octets"));
    Double used = isHalfDuplex(entity) ? bothWays(entity) : bits;
    return new InterfaceView.Direction(
        bits,
        packets(entity, way),
        used == null || speed == null ? null : (Double) (used / speed),
        entity.rate("if_" + way + "_errors"),
        entity.rate("if_" + way + "_discards"));
  }

  private static boolean isHalfDuplex(EntitySnapshot entity) {
    Number direction = entity.value("if_direction");
    return direction != null && direction.longValue() == HALF_DUPLEX;
  }

  /// Bits in and out together, which share a line of half duplex.
  private static @Nullable Double bothWays(EntitySnapshot entity) {
    Double in = entity.rate("if_in_octets");
    Double out = entity.rate("if_out_octets");
    return in == null || out == null ? null : bits(in + out);
  }

  /// Unicast, multicast and broadcast together; those that the agent does not count are left out.
  private static @Nullable Double packets(EntitySnapshot entity, String way) {
    Double packets = null;
    for (String cast : CASTS) {
      String counter = "if_" + way + "_" + cast + "_pkts";
      Double rate = entity.rate(counter);
      if (rate == null && entity.value(counter) != null) {
        return null; // it counts them, but by how many they grew is not known
      }
      if (rate != null) {
        packets = (packets == null ? 0 : packets) + rate;
      }
    }
    return packets;
  }

  /// Every current value of one address.
  public Optional<List<MetricView>> metrics(String address) {
    return ofKnown(
        address,
        () -> {
          var views = new ArrayList<MetricView>();
          of(address).flatMap(s -> s.entities().stream()).forEach(e -> addMetrics(e, views));
          return views;
        });
  }

  private static void addMetrics(EntitySnapshot entity, List<MetricView> views) {
    String instance = entity.id().instance();
    for (RecordSnapshot record : entity.records()) {
      Instant time = Instant.ofEpochMilli(record.timeMillis());
      RecordPlan plan = record.plan();
      for (int i = 0; i < plan.metrics().size(); i++) {
        if (record.value(i) == null && plan.isOfElement(i)) {
          continue; // there is no such element
        }
        MetricDefinition metric = plan.metrics().get(i);
        views.add(
            new MetricView(
                instance,
                metric.name(),
                metric.kindText(),
                metric.unit(),
                record.value(i),
                record.rate(i),
                time));
      }
      for (String name : plan.textNames()) {
        views.add(new MetricView(instance, name, "text", "", record.text(name), null, time));
      }
    }
  }
}
