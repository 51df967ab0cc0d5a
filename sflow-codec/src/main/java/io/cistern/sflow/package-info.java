/// sFlow datagrams to values and back.
///
/// sFlow agents in switches, routers and hosts send UDP datagrams, by custom to port 6343. A
/// datagram holds samples: *flow samples* (one sampled packet each), *counters samples* (counters
/// of one data source) and *discarded packets*. A sample holds records, each of a structure with
/// its own number.
///
/// There are two ways to read them, over the same bytes and the same rules:
///
/// - [io.cistern.sflow.DatagramCursor] walks a datagram without allocating anything. Use it for a
///   collector's hot path. It never throws on bytes.
/// - [io.cistern.sflow.Datagram#decode(java.lang.foreign.MemorySegment)] makes immutable records of
///   everything. Use it for tools and tests, and where convenience counts. It throws
///   [io.cistern.sflow.MalformedDatagramException], which carries what could be read.
///
/// Datagrams come in arrays, `ByteBuffer`s and memory segments, and are written to them.
///
/// ```java
/// Datagram datagram = Datagram.decode(segment);
/// for (Sample sample : datagram.samples()) {
///   if (sample instanceof CountersSample counters) {
///     for (CounterRecord record : counters.records()) {
///       switch (record) {
///         case IfCounters c -> System.out.println(c.ifIndex() + " " + c.ifInOctets());
///         case HostCpu c -> System.out.println(c.loadOne());
///         default -> {}
///       }
///     }
///   }
/// }
/// ```
///
/// ## Structures
///
/// Each structure is declared once, as a record of the package `io.cistern.sflow.record` with the
/// annotations of `io.cistern.sflow.declaration`. Decoding, encoding, the names and units of its
/// fields and the names of its metrics follow from that; a [io.cistern.sflow.Structure] answers for
/// them. A program can declare a structure of its own, and make a set of structures that has it,
/// for its decoder and encoder:
///
/// ```java
/// @SflowStructure(enterprise = 8072, format = 1, name = "fan_tray", prefix = "fan_tray")
/// public record FanTray(@State long tray, @Gauge("rpm") long speed, @Counter long failures)
///     implements VendorCounterRecord {}
///
/// Structures structures =
///     Structures.standard().toBuilder().add(MethodHandles.lookup(), FanTray.class).build();
/// Datagram datagram = new DatagramDecoder(structures).decode(payload);
/// byte[] again = new DatagramEncoder(structures).encode(datagram);
/// ```
///
/// Metric names are the standard's: the structure's prefix and the field in snake case, the prefix
/// left out where the field starts with it already, as in `if_in_octets`, `cpu_user`,
/// `disk_bytes_read`.
///
/// ## What is not understood
///
/// Samples and records advance by their declared lengths. What has no declaration, or does not fit
/// its own length, is kept with its bytes as an unknown sample or record and costs its neighbours
/// nothing. What the values of a record do not say of its bytes, such as bytes beyond its
/// declaration, is kept as a [io.cistern.sflow.Leftover], so that every well-formed datagram
/// encodes to the bytes it was decoded from.
///
/// Datagrams of versions 2 and 4 are shown as if they were of version 5; records that are written
/// in another way there have the enterprise [io.cistern.sflow.DatagramCursor#OLDER] under a cursor.
///
/// ## Numbers
///
/// Unsigned 32-bit numbers are `long`; unsigned 64-bit numbers are the bits of a `long`. A counter
/// with all bits set is one the agent does not keep: records show it as it is,
/// [io.cistern.sflow.Structure#readNumbers] reports it absent. A 32-bit number that is not there at
/// all (an older agent's shorter record) is -1; a floating-point one is not a number, which
/// [io.cistern.sflow.Structure#readNumbers] reports absent, too. Floating-point numbers keep every
/// bit, those of a `NaN` included.
///
/// ## Threads
///
/// Records, structures and sets of structures are immutable and safe to share. A cursor, a decoder
/// and an encoder belong to one thread each.
package io.cistern.sflow;
