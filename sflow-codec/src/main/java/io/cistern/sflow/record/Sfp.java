package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Elements;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import java.util.List;

/// Optics of a port: `sfp` (0:10).
///
/// Source: `sflow_optics.txt`.
///
/// @param moduleId unsigned 32 bits at 0, state
/// @param moduleNumLanes unsigned 32 bits at 4, state
/// @param moduleSupplyVoltage unsigned 32 bits at 8, gauge, mV
/// @param moduleTemperature signed 32 bits at 12, gauge, 0.001 degC
/// @param lanes lanes at 16; each has metrics
@SflowStructure(
    format = 10,
    name = "sfp",
    prefix = "sfp",
    source = "sflow_optics.txt",
    snakeCase = true)
public record Sfp(
    @State long moduleId,
    @State long moduleNumLanes,
    @Gauge("mV") long moduleSupplyVoltage,
    @Gauge("0.001 degC") int moduleTemperature,
    @Elements(value = "lane_#", number = "index") List<SfpLane> lanes)
    implements CounterRecord {
  /// Copies the lists.
  public Sfp {
    lanes = List.copyOf(lanes);
  }
}
