/// What flow samples and counters samples hold: one record class for each structure of sFlow.
///
/// [io.cistern.sflow.record.FlowRecord] and [io.cistern.sflow.record.CounterRecord] are the two
/// families. Their members are plain immutable records, so a `switch` over a family is complete or
/// does not compile, and each is the declaration of its structure: its components, in their order,
/// are what is on the wire.
///
/// ```java
/// switch (record) {
///   case IfCounters c -> System.out.println(c.ifIndex() + ": " + c.ifInOctets() + " bytes in");
///   case HostCpu c -> System.out.println("load " + c.loadOne());
///   default -> {}
/// }
/// ```
///
/// A structure that the library does not know is kept with its bytes as an
/// [io.cistern.sflow.record.UnknownFlowRecord] or [io.cistern.sflow.record.UnknownCounterRecord]. A
/// program's own are declared with [io.cistern.sflow.record.VendorFlowRecord] and
/// [io.cistern.sflow.record.VendorCounterRecord].
///
/// Unsigned 32-bit numbers are `long`; unsigned 64-bit numbers are the bits of a `long`. All bits
/// set mean that the agent does not know the value; so does -1 in a number that is signed or of
/// floating point. Records are safe to share between threads.
package io.cistern.sflow.record;
