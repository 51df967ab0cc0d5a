/// The metric registry: the current value and rate of every counter of every device.
///
/// An entity is an agent address and an instance, such as `if/3`. Its states belong to the shard
/// thread that reads the agent's datagrams; what others see are
/// [io.cistern.app.metrics.EntitySnapshot]s, and what goes to the store are
/// [io.cistern.app.metrics.CounterRow]s.
package io.cistern.app.metrics;
