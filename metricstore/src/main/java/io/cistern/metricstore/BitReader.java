package io.cistern.metricstore;

/// Reads what [BitWriter] wrote, from a [ByteInput]. Not thread-safe.
final class BitReader {
  private final ByteInput in;
  private long pending;
  private int pendingBits;

  BitReader(ByteInput in) {
    this.in = in;
  }

  /// Reads the next number of 0 to 64 bits.
  long read(int bits) throws DamagedDataException {
    if (bits <= pendingBits) {
      long v = bits == 64 ? pending : pending & ((1L << bits) - 1);
      pending = bits == 64 ? 0 : pending >>> bits;
      pendingBits -= bits;
      return v;
    }
    int missing = bits - pendingBits;
    long low = pending;
    int lowBits = pendingBits;
    int bytes = Math.min(8, in.remaining());
    if (bytes * 8 < missing) {
      throw in.damaged("cut short: bits missing=" + missing);
    }
    pending = in.readLow(bytes);
    pendingBits = bytes * 8;
    return low | read(missing) << lowBits;
  }

  /// Gives back the whole bytes that were read ahead; the rest of the current byte must be zero.
  void finish() throws DamagedDataException {
    int ahead = pendingBits >> 3;
    int rest = pendingBits & 7;
    if ((pending & ((1L << rest) - 1)) != 0) {
      throw in.damaged("padding is not zero");
    }
    in.wrap(in.array(), in.position() - ahead, in.position() + in.remaining());
    pending = 0;
    pendingBits = 0;
  }
}
