/// Packet samples to flows, top talkers and scan alerts, in bounded memory.
///
/// [io.cistern.flowtrack.FlowTracker] is the entry point. It takes one
/// [io.cistern.flowtrack.Observation] per sampled packet and answers with an immutable
/// [io.cistern.flowtrack.FlowSnapshot]:
///
/// ```java
/// var tracker = new FlowTracker(FlowTrackerOptions.defaults());
/// var packet = new Observation();
/// packet.clear().timeMillis(now).observer(1).samplingRate(1000).frameLengthBytes(1514)
///     .ipVersion(4).source(0, 0xc0000201L).destination(0, 0xc0000202L)
///     .protocol(6).ports(37626, 5201)
///     .tcpFlags(16).payloadLength(1448);
/// tracker.observe(packet);
/// for (var top : tracker.snapshot(now, 10).top(Dimension.SOURCE)) {
///   System.out.println(top.key().source() + " " + top.estimate().bytes() + " bytes");
/// }
/// ```
///
/// **Threads.** One thread owns a tracker: it calls `observe` and, about once a second, `snapshot`.
/// Snapshots may go anywhere. Several trackers over disjoint observers are put together with
/// [io.cistern.flowtrack.FlowSnapshot#merge(java.util.List)].
///
/// **Memory.** All of it is allocated by the constructor, about 110 MiB at the default sizes: 36
/// MiB for 262,144 flows, 25 MiB for the top talkers, the rest for the evidence of scans and
/// floods. Nothing that is observed makes it grow; each definition of your own takes about 4 MiB.
/// Hashes are keyed with a random seed.
///
/// **Estimates.** Every number that was scaled from samples is an [io.cistern.flowtrack.Estimate]
/// and says how sure it is. Top lists also bound what their few counters may have missed, see
/// [io.cistern.flowtrack.TopEntry].
///
/// **Observers.** A packet that passes two sampled devices is seen twice. Every sum is kept per
/// observer (a datagram stream); a network-wide answer takes, of each key with an address, the
/// observer that surely saw the most, and adds up the rest less what is known to have been seen
/// twice.
///
/// **Definitions.** Top talkers by any fields, by bytes, packets or distinct values, are defined
/// and dropped while the tracker runs: [io.cistern.flowtrack.TopDefinition].
///
/// **Alerts.** A source that probes many hosts at one port, or many ports of one host, raises a
/// [io.cistern.flowtrack.Scan], if most of its packets there are probes and next to none of them
/// succeed; a host or network that gets too much raises a [io.cistern.flowtrack.Flood].
/// [io.cistern.flowtrack.ScanOptions] and [io.cistern.flowtrack.FloodOptions] have the thresholds,
/// [io.cistern.flowtrack.AlertEvent] tells when one begins and ends.
///
/// **Sampling rates** are the caller's to give with each observation:
/// [io.cistern.flowtrack.EffectiveRate] makes them of the sample pool where samples got lost.
///
/// **Time** is passed in with every call; no clock is read. It may step back.
package io.cistern.flowtrack;
