package io.cistern.app.agents;

import com.google.common.base.Suppliers;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that is known of the streams of one agent address. Immutable; what is asked for is
/// made once, and the same answer is given to all.
final class KnownAgent {
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

  private final String address;
  private final List<StreamSnapshot> raw;
  private final long nowMillis;
  private final Supplier<List<StreamSnapshot>> streams = Suppliers.memoize(this::newStreams);
  private final Supplier<@Nullable EntitySnapshot> named = Suppliers.memoize(this::newNamed);
  private final Supplier<List<AgentView>> views = Suppliers.memoize(this::newViews);
  private final Supplier<AgentDetailView> detail = Suppliers.memoize(this::newDetail);
  private final Supplier<List<InterfaceView>> interfaces = Suppliers.memoize(this::newInterfaces);
  private final Supplier<List<MetricView>> metrics = Suppliers.memoize(this::newMetrics);

  /// @param streams of the address, in their order
  KnownAgent(String address, List<StreamSnapshot> streams, long nowMillis) {
    this.address = address;
    this.raw = streams;
    this.nowMillis = nowMillis;
  }

  private List<StreamSnapshot> newStreams() {
    return raw.stream().map(s -> s.at(nowMillis)).toList();
  }

  /// The streams as they are to be shown now.
  List<StreamSnapshot> streams() {
    return streams.get();
  }

  /// Whether nothing comes from any of its streams.
  boolean isSilent() {
    return raw.stream().allMatch(stream -> stream.isSilent(nowMillis));
  }

  /// Its streams.
  List<AgentView> views() {
    return views.get();
  }

  private List<AgentView> newViews() {
    List<StreamSnapshot> of = streams();
    Map<String, PortTotals> totals = // several devices may have the address
        of.stream()
            .collect(
                Collectors.groupingBy(
                    KnownAgent::sender,
                    Collectors.collectingAndThen(Collectors.toList(), PortTotals::new)));
    return of.stream().map(s -> view(s, Objects.requireNonNull(totals.get(sender(s))))).toList();
  }

  private static String sender(StreamSnapshot stream) {
    return String.valueOf(stream.id().sender());
  }

  private AgentView view(StreamSnapshot stream, PortTotals totals) {
    return new AgentView(
        stream.id().address(),
        stream.id().subAgent(),
        stream.id().sender(),
        name(),
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

  /// The host name that any sub-agent gives.
  private @Nullable String name() {
    EntitySnapshot entity = named.get();
    return entity == null ? null : entity.text(HOSTNAME);
  }

  private @Nullable EntitySnapshot newNamed() {
    return streams().stream()
        .flatMap(s -> s.entities().stream())
        .filter(e -> !e.id().instance().startsWith("vm/") && e.text(HOSTNAME) != null)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Double bits(@Nullable Double bytes) {
    return bytes == null ? null : bytes * BITS_PER_BYTE;
  }

  /// The streams and data sources.
  AgentDetailView detail() {
    return detail.get();
  }

  private AgentDetailView newDetail() {
    return new AgentDetailView(
        address, views(), streams().stream().flatMap(KnownAgent::sources).toList(), host());
  }

  private static Stream<AgentDetailView.DataSourceView> sources(StreamSnapshot stream) {
    Map<String, String> names = sourceNames(stream);
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
                names.get(source.instance()),
                source.samplingRate(),
                source.flowSamples(),
                source.counterSamples(),
                source.samplesLost()));
  }

  /// What the entities call themselves, by their instances.
  private static Map<String, String> sourceNames(StreamSnapshot stream) {
    var names = new HashMap<String, String>();
    for (EntitySnapshot entity : stream.entities()) {
      String name = nameOf(entity);
      if (name != null) {
        names.putIfAbsent(entity.id().instance(), name);
      }
    }
    return names;
  }

  private static @Nullable String nameOf(EntitySnapshot entity) {
    String port = entity.text("port_name");
    return port != null ? port : entity.text(HOSTNAME);
  }

  private AgentDetailView.@Nullable HostView host() {
    return streams().stream()
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

  /// The interfaces, by ifIndex.
  List<InterfaceView> interfaces() {
    return interfaces.get();
  }

  private List<InterfaceView> newInterfaces() {
    return streams().stream()
        .flatMap(KnownAgent::interfaces)
        .sorted(
            Comparator.comparingLong(InterfaceView::ifIndex).thenComparing(InterfaceView::instance))
        .toList();
  }

  private static Stream<InterfaceView> interfaces(StreamSnapshot stream) {
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

  /// Every current value.
  List<MetricView> metrics() {
    return metrics.get();
  }

  private List<MetricView> newMetrics() {
    var all = new ArrayList<MetricView>();
    streams().stream().flatMap(s -> s.entities().stream()).forEach(e -> addMetrics(e, all));
    return all;
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
