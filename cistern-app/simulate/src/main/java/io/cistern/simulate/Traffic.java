package io.cistern.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes the flows of a site, and says how much traffic there is at an hour.
final class Traffic {
  private static final int[] SERVICES = {443, 443, 443, 80, 53, 22, 3306, 5432, 8080, 9092, 2049};
  private static final int[] FRAMES = {1518, 1518, 1518, 594, 214, 90};
  private static final int DNS = 53;
  private static final double OUTSIDE_SHARE = 0.3;
  private static final double ANSWER = 0.3;
  private static final int TRIES = 100;

  private final SiteOptions options;
  private final Site site;
  private final SplittableRandom random;
  private final List<Host> inside;
  private final List<Host> outside;

  Traffic(SiteOptions options, Site site, SplittableRandom random) {
    this.options = options;
    this.site = site;
    this.random = random;
    this.inside = site.hosts.stream().filter(h -> !h.isOutside()).toList();
    this.outside = site.hosts.stream().filter(Host::isOutside).toList();
  }

  /// The ordinary flows: a request and its answer in turn, sharing the packets by Zipf's law.
  List<Flow> flows() {
    var flows = new ArrayList<Flow>(options.flows());
    double sum = 0;
    for (int i = 0; i < options.flows(); i++) {
      sum += weight(i);
    }
    for (int i = 0; i < options.flows(); i++) {
      double packets = options.packetsPerSecond() * weight(i) / sum;
      flows.add(i % 2 == 0 ? request(packets) : answer(flows.getLast(), packets));
    }
    return flows;
  }

  /// A flow and its answer carry different shares of the same pair's traffic.
  private double weight(int rank) {
    double share = Math.pow(rank / 2 + 1, -options.zipf());
    return rank % 2 == 0 ? share : share * ANSWER;
  }

  private Flow request(double packetsPerSecond) {
    boolean isIpv6 = random.nextDouble() < options.ipv6Share();
    int service = SERVICES[random.nextInt(SERVICES.length)];
    int protocol = service == DNS ? Flow.UDP : Flow.TCP;
    int frame = FRAMES[random.nextInt(FRAMES.length)];
    for (int i = 0; i < TRIES; i++) {
      Host from = any(inside);
      Host to =
          !outside.isEmpty() && random.nextDouble() < OUTSIDE_SHARE ? any(outside) : any(inside);
      boolean isSwapped = to.isOutside() && random.nextBoolean();
      Host source = isSwapped ? to : from;
      Host destination = isSwapped ? from : to;
      if (site.place(source) != site.place(destination) && isOfUse(source, destination)) {
        return flow(
            source,
            destination,
            isIpv6,
            protocol,
            1024 + random.nextInt(60_000),
            service,
            Math.max(frame, PacketHeader.least(isIpv6, protocol)),
            packetsPerSecond);
      }
    }
    throw new IllegalArgumentException("no two hosts of the site can speak to each other");
  }

  /// On a chain and on parallel links traffic goes from end to end, so that each device sees it.
  private boolean isOfUse(Host source, Host destination) {
    boolean isRow = options.topology() == Topology.CHAIN || options.topology() == Topology.PARALLEL;
    return !isRow
        || options.devices() == 1
        || site.place(source).device != site.place(destination).device;
  }

  private Host any(List<Host> hosts) {
    return hosts.get(random.nextInt(hosts.size()));
  }

  private Flow answer(Flow request, double packetsPerSecond) {
    return flow(
        request.destination,
        request.source,
        request.isIpv6,
        request.protocol,
        request.destinationPort,
        request.sourcePort,
        PacketHeader.least(request.isIpv6, request.protocol),
        packetsPerSecond);
  }

  private Flow flow(
      Host source,
      Host destination,
      boolean isIpv6,
      int protocol,
      int sourcePort,
      int destinationPort,
      int frameBytes,
      double packetsPerSecond) {
    return new Flow(
        Flow.Kind.TUPLE,
        source,
        destination,
        isIpv6,
        protocol,
        sourcePort,
        destinationPort,
        frameBytes,
        packetsPerSecond,
        1,
        random.nextLong());
  }

  /// What fills a port: one host behind it is sent all that the line carries.
  Flow filling(Port port) {
    Host to = port.hosts.isEmpty() ? farSide(port) : port.hosts.getFirst();
    double packets = 0.97 * port.speed / 8 / FRAMES[0];
    for (int i = 0; i < TRIES; i++) {
      Host from = any(outside.isEmpty() ? inside : outside);
      if (site.place(from) != site.place(to)) {
        return flow(from, to, false, Flow.TCP, 443, 51_000, FRAMES[0], packets);
      }
    }
    throw new IllegalArgumentException("nobody can fill port " + port.name());
  }

  private Host farSide(Port port) {
    Port peer = port.peer;
    return inside.stream()
        .filter(h -> peer != null && site.place(h).device == peer.device)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no host behind port " + port.name()));
  }

  Flow scan(IncidentKinds.Scan scan) {
    Host from = stranger();
    Host to = victim(from);
    return new Flow(
        scan.isVertical() ? Flow.Kind.VERTICAL_SCAN : Flow.Kind.HORIZONTAL_SCAN,
        from,
        to,
        false,
        Flow.TCP,
        40_000,
        22,
        64,
        scan.packetsPerSecond(),
        scan.targets(),
        random.nextLong());
  }

  Flow flood(IncidentKinds.Flood flood) {
    Host from = stranger();
    Host to = victim(from);
    return new Flow(
        Flow.Kind.FLOOD,
        from,
        to,
        false,
        Flow.UDP,
        53,
        33_000,
        1_000,
        flood.packetsPerSecond(),
        flood.sources(),
        random.nextLong());
  }

  private Host stranger() {
    return any(outside.isEmpty() ? inside : outside);
  }

  private Host victim(Host from) {
    return inside.stream()
        .filter(h -> site.place(h).device != site.place(from).device || site.devices.size() == 1)
        .filter(h -> site.place(h) != site.place(from))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the site has one port for hosts alone"));
  }

  /// How busy an hour is, 1 at its most: quiet nights, two peaks, half as much on weekends.
  double shape(long timeMillis) {
    if (!options.isDaily()) {
      return 1;
    }
    var time = Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC);
    double hour = time.getHour() + time.getMinute() / 60.0;
    double peaks =
        Math.exp(-Math.pow((hour - 11) / 2.5, 2)) + 0.8 * Math.exp(-Math.pow((hour - 15.5) / 3, 2));
    boolean isWeekend =
        time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    return Math.min(1, 0.2 + 0.75 * peaks) * (isWeekend ? 0.5 : 1);
  }
}
