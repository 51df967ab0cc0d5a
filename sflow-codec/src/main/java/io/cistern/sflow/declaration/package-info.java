/// How a record says what it is on the wire, and what its numbers mean.
///
/// [io.cistern.sflow.declaration.SflowStructure] makes a record class a structure and lists what
/// its components may be. [io.cistern.sflow.declaration.Counter],
/// [io.cistern.sflow.declaration.Gauge] and [io.cistern.sflow.declaration.State] make a number a
/// metric. The others choose between wire forms of one Java type.
///
/// ```java
/// @SflowStructure(enterprise = 8072, format = 1, name = "fan_tray", prefix = "fan_tray")
/// public record FanTray(@State long tray, @Gauge("rpm") long speed, @Counter long failures)
///     implements VendorCounterRecord {}
/// ```
package io.cistern.sflow.declaration;
