package io.cistern.app.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where a structure has the bytes and packets that passed a port: places of its metrics, found
/// once for each structure. Reading is allocation-free.
public final class PortColumns {
  private final int inOctets;
  private final int outOctets;
  private final int[] inPackets;
  private final int[] outPackets;

  private PortColumns(RecordPlan plan, int inOctets) {
    this.inOctets = inOctets;
    outOctets = plan.indexOf("if_out_octets");
    inPackets = places(plan, "if_in_ucast_pkts", "if_in_multicast_pkts", "if_in_broadcast_pkts");
    outPackets =
        places(plan, "if_out_ucast_pkts", "if_out_multicast_pkts", "if_out_broadcast_pkts");
  }

  /// Those of a structure, or null where it counts no bytes of a port.
  static @Nullable PortColumns of(RecordPlan plan) {
    int inOctets = plan.indexOf("if_in_octets");
    return inOctets < 0 ? null : new PortColumns(plan, inOctets);
  }

  private static int[] places(RecordPlan plan, String... metrics) {
    return Arrays.stream(metrics).mapToInt(plan::indexOf).toArray();
  }

  /// The place of the bytes that came in.
  public int inOctets() {
    return inOctets;
  }

  /// The place of the bytes that went out.
  public int outOctets() {
    return outOctets;
  }

  /// The packets that came in, of all kinds that the agent counts; -1 where it counts none.
  public long inPackets(CounterRow.Part part) {
    return sum(part, inPackets);
  }

  /// The packets that went out, likewise.
  public long outPackets(CounterRow.Part part) {
    return sum(part, outPackets);
  }

  private static long sum(CounterRow.Part part, int[] places) {
    long sum = -1;
    for (int place : places) {
      long value = part.valueOrAbsent(place);
      sum = value < 0 ? sum : Math.max(0, sum) + value;
    }
    return sum;
  }
}
