package io.cistern.flowtrack;

/// The details of flows, as many as a quarter of the flows of a full table: those that have none
/// are not known. A flow that comes to a full table gets a row once another is given back.
/// Allocation-free but for [#details].
final class DetailsTable {
  /*
   * Rows are handed out on demand, since every flow with a link address wants one and memory is
   * bounded: a flood of forged addresses takes rows from one another, and who goes on sending asks
   * again at every sample.
   */
  private static final int LINE_AND_HEADER =
      6; // as in FlowTable: rows begin with a line of the cache
  private static final int SHARE = 4;
  private static final int FEW = 4096;

  private final int[] rowOf; // of each slot, 0 none
  private final long[] rows; // row 0 is nobody's and knows nothing
  private final int limit;
  private int used;
  private int free; // the first of a chain through word 0

  DetailsTable(int slots) {
    limit = Math.max(slots / SHARE, Math.min(slots, FEW));
    rowOf = new int[slots];
    rows = new long[LINE_AND_HEADER + (limit + 1) * PacketDetails.LENGTH];
  }

  /// Takes over the details of a table of the same size.
  void copyFrom(DetailsTable other) {
    used = other.used;
    free = other.free;
    System.arraycopy(other.rowOf, 0, rowOf, 0, rowOf.length);
    System.arraycopy(other.rows, 0, rows, 0, at(used + 1));
  }

  private static int at(int row) {
    return LINE_AND_HEADER + row * PacketDetails.LENGTH;
  }

  /// Takes over groups of fields that a flow does not know yet; false where there is no row for it.
  boolean learn(int slot, Observation o, int groups) {
    int row = rowFor(slot);
    if (row == 0) {
      return false;
    }
    PacketDetails.learn(rows, at(row), o, groups);
    return true;
  }

  /// Takes over what was measured, if there is a row for it.
  void measure(int slot, Observation o) {
    int row = rowFor(slot);
    if (row != 0) {
      PacketDetails.measure(rows, at(row), o);
    }
  }

  private int rowFor(int slot) {
    int row = rowOf[slot];
    if (row == 0) {
      row = take();
      rowOf[slot] = row;
    }
    return row;
  }

  private int take() {
    int row = free;
    if (row != 0) {
      free = (int) rows[at(row)];
    } else if (used < limit) {
      row = ++used;
    }
    if (row != 0) {
      rows[at(row) + PacketDetails.KNOWN] = 0;
    }
    return row;
  }

  /// Forgets what a flow knows.
  void release(int slot) {
    int row = rowOf[slot];
    if (row != 0) {
      rows[at(row)] = free;
      free = row;
      rowOf[slot] = 0;
    }
  }

  /// Whether the other packet of a tunnel is that of a flow, as far as is known.
  boolean hasInnerOf(int slot, Observation o) {
    int row = at(rowOf[slot]);
    if ((rows[row + PacketDetails.KNOWN] & PacketDetails.OTHER_PACKET) == 0) {
      return true; // no row: the hash has to do
    }
    long different = 0;
    for (int i = PacketDetails.OTHER; i < PacketDetails.OTHER_END; i++) {
      different |= rows[row + i] ^ o.details[i];
    }
    return different == 0;
  }

  FlowDetails details(int slot, FlowKey key) {
    return FlowDetails.of(rows, at(rowOf[slot]), key);
  }
}
