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
/// @param moduleId number of the module; state, unsigned 32 bits at 0
/// @param moduleNumLanes lanes it has; state, unsigned 32 bits at 4
/// @param moduleSupplyVoltage its supply voltage in millivolts; gauge, unsigned 32 bits at 8
/// @param moduleTemperature its temperature in 0.001 degrees Celsius; gauge, signed 32 bits at 12
/// @param lanes the lanes, each of which has metrics; list at 16
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
