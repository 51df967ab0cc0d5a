package io.cistern.metricstore.codec;

/// Writes numbers of 0 to 64 bits, least significant bit first, into a [ByteOutput]. Not
/// thread-safe.
public final class BitWriter {
  private final ByteOutput out;
  private long pending;
  private int pendingBits;

  public BitWriter(ByteOutput out) {
    this.out = out;
  }

  /// Writes the low `bits` bits of a number, whose others must be zero.
  public void write(long v, int bits) {
    pending |= v << pendingBits; // bits is 0 only with v 0, so a shift by 64 cannot happen with
    // something to lose
    int free = 64 - pendingBits;
    if (bits < free) {
      pendingBits += bits;
      return;
    }
    out.writeLong(pending);
    pending = free == 64 ? 0 : v >>> free;
    pendingBits = bits - free;
  }

  /// Fills up to a whole byte with zeros.
  public void finish() {
    out.writeLow(pending, (pendingBits + 7) >> 3);
    pending = 0;
    pendingBits = 0;
  }
}
