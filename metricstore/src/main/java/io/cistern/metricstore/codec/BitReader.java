package io.cistern.metricstore.codec;

/// Reads what [BitWriter] wrote, from a [ByteInput]. Reading beyond the end gives zeros; that it
/// happened is told by [#finish()], once for all. Not thread-safe. Allocation-free.
public final class BitReader {
  /// How many bits [#peek()] shows.
  public static final int SHOWN = 57;

  private final ByteInput in;
  private long bit;

  public BitReader(ByteInput in) {
    this.in = in;
    this.bit = (long) in.position() << 3;
  }

  /// The next 57 bits or more, which are not taken.
  public long peek() {
    return in.longAt((int) (bit >>> 3)) >>> (bit & 7);
  }

  public void skip(int bits) {
    bit += bits;
  }

  /// Takes the next number of 0 to 64 bits.
  public long read(int bits) {
    if (bits > SHOWN) {
      long low = read(32);
      return low | read(bits - 32) << 32;
    }
    long v = peek() & ((1L << bits) - 1);
    bit += bits;
    return v;
  }

  /// Moves the input to the next whole byte; the bits before it must be zero.
  public void finish() throws DamagedDataException {
    int at = (int) ((bit + 7) >>> 3);
    in.skip(at - in.position());
    if ((bit & 7) != 0 && in.byteAt(at - 1) >>> (bit & 7) != 0) {
      throw in.damaged("padding is not zero");
    }
  }
}
