package io.cistern.metricstore.codec;

/// Doubles as the difference (XOR) of each to the one before, after Pelkonen et al., "Gorilla: a
/// fast, scalable, in-memory time series database", VLDB 2015, section 4.1.2.
///
/// The first value has 64 bits. Then for each: bit 0: equal to the one before; bits 1, 0: the
/// meaningful bits in the window of the one before; bits 1, 1: leading zeros (6 bits), window
/// length less one (6 bits), the window.
public final class XorDoubles {
  private XorDoubles() {}

  public static void encode(long[] values, int n, ByteOutput out) {
    var bits = new BitWriter(out);
    bits.write(values[0], 64);
    int leading = -1;
    int length = 0;
    for (int i = 1; i < n; i++) {
      long xor = values[i] ^ values[i - 1];
      if (xor == 0) {
        bits.write(0, 1);
        continue;
      }
      int zeros = Long.numberOfLeadingZeros(xor);
      int trailing = Long.numberOfTrailingZeros(xor);
      int needed = 64 - zeros - trailing;
      boolean fits = leading >= 0 && zeros >= leading && trailing >= 64 - leading - length;
      if (fits && length <= needed + 12) {
        bits.write(0b01, 2);
      } else {
        leading = zeros;
        length = needed;
        bits.write(0b11, 2);
        bits.write(leading, 6);
        bits.write(length - 1, 6);
      }
      bits.write(xor >>> (64 - leading - length), length);
    }
    bits.finish();
  }

  public static void decode(ByteInput in, long[] into, int n) throws DamagedDataException {
    var bits = new BitReader(in);
    into[0] = bits.read(64);
    int leading = -1;
    int length = 0;
    for (int i = 1; i < n; i++) {
      if (bits.read(1) == 0) {
        into[i] = into[i - 1];
        continue;
      }
      if (bits.read(1) == 1) {
        leading = (int) bits.read(6);
        length = (int) bits.read(6) + 1;
      }
      if (leading < 0 || leading + length > 64) {
        throw in.damaged("window out of range: leading=" + leading + ", length=" + length);
      }
      into[i] = into[i - 1] ^ bits.read(length) << (64 - leading - length);
    }
    bits.finish();
  }
}
