package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Elements;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// Buffer use of a port of a Broadcom device: `bst_port_buffers` (4413:2).
///
/// Source: `bv-sflow.txt`.
///
/// Percentages are in units of 0.01 %, -1 unknown; the lists have one for each queue.
///
/// @param ingressUcPc how full the port's ingress buffers for unicast are in 0.01 %; gauge, signed
///   32 bits at 0
/// @param ingressMcPc how full its ingress buffers for multicast are in 0.01 %; gauge, signed 32
///   bits at 4
/// @param egressUcPc how full its egress buffers for unicast are in 0.01 %; gauge, signed 32 bits
///   at 8
/// @param egressMcPc how full its egress buffers for multicast are in 0.01 %; gauge, signed 32 bits
///   at 12
/// @param egressQueueUcPc how full each egress queue for unicast is in 0.01 %; gauge, signed 32
///   bits each at 16
/// @param egressQueueMcPc how full each egress queue for multicast is in 0.01 %; gauge, signed 32
///   bits each
@SflowStructure(
    enterprise = 4413,
    format = 2,
    name = "bst_port_buffers",
    prefix = "bst_port",
    source = "bv-sflow.txt",
    snakeCase = true)
public record BstPortBuffers(
    @Gauge("0.01 %") int ingressUcPc,
    @Gauge("0.01 %") int ingressMcPc,
    @Gauge("0.01 %") int egressUcPc,
    @Gauge("0.01 %") int egressMcPc,
    @Elements(value = "egress_queue_#_uc_pc", first = 0) @Gauge("0.01 %")
        List<Integer> egressQueueUcPc,
    @Elements(value = "egress_queue_#_mc_pc", first = 0) @Gauge("0.01 %")
        List<Integer> egressQueueMcPc)
    implements CounterRecord {
  /// Copies the lists.
  public BstPortBuffers {
    egressQueueUcPc = List.copyOf(egressQueueUcPc);
    egressQueueMcPc = List.copyOf(egressQueueMcPc);
  }
}
