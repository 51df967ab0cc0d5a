package io.cistern.metricstore.codec;

import java.util.Arrays;

/// Doubles as decimals: each is an integer divided by a power of ten, the same one for all, where
/// division gives back every bit; those of which that is not true are exceptions. Also for doubles
/// that once were floats. Reusable, not thread-safe.
///
/// | size   | field                                                                             |
/// |-------:|-----------------------------------------------------------------------------------|
/// |      1 | low 5 bits: exponent e, 0 to 15; bit 5: the quotient is rounded to a float        |
/// | varint | exceptions, then for each:                                                        |
/// | varint | – values skipped since the last one                                               |
/// |      8 | – its bits, little-endian                                                         |
/// |      1 | encoding of the integers, 0 to 11 of [ValueCodec]                                 |
/// |      n | their payload; that of an exception is of no meaning                              |
///
/// Source: the idea of ALP (Afroozeh, Kuffo, Boncz, SIGMOD 2023), with one exponent and a division.
public final class Decimals {
  private static final int FLOAT = 0x20;
  private static final int MAX_EXPONENT = 15;
  private static final int SAMPLED = 32;
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private long[] integers = new long[0];
  private int[] exceptions = new int[16];
  private long[] exceptionBits = new long[16];
  private int exceptionCount;
  private int form;

  private static double quotient(long integer, int form) {
    double exact = integer / POWERS[form & ~FLOAT];
    return (form & FLOAT) == 0 ? exact : (float) exact;
  }

  private static long integer(long bits, int form) {
    return Math.round(Double.longBitsToDouble(bits) * POWERS[form & ~FLOAT]);
  }

  private static boolean isExact(long bits, long integer, int form) {
    return Double.doubleToRawLongBits(quotient(integer, form)) == bits;
  }

  /// Looks for a form that fits at least seven of eight values; what it finds are [#integers()] and
  /// [#writeHead].
  public boolean find(long[] values, int n) {
    int step = (n + SAMPLED - 1) / SAMPLED;
    int sampled = (n + step - 1) / step;
    int most = 0;
    for (int kind = 0; kind <= FLOAT; kind += FLOAT) {
      for (int e = 0; e <= MAX_EXPONENT && most < sampled; e++) {
        int hits = 0;
        for (int i = 0; i < n; i += step) {
          hits += isExact(values[i], integer(values[i], kind | e), kind | e) ? 1 : 0;
        }
        if (hits > most) {
          most = hits;
          form = kind | e;
        }
      }
    }
    return most * 8 >= sampled * 7 && convert(values, n);
  }

  private boolean convert(long[] values, int n) {
    if (integers.length < n) {
      integers = new long[n];
    }
    exceptionCount = 0;
    for (int i = 0; i < n; i++) {
      long integer = integer(values[i], form);
      if (isExact(values[i], integer, form)) {
        integers[i] = integer;
      } else if (exceptionCount * 8 > n) {
        return false;
      } else {
        addException(i, values[i]);
        integers[i] = i == 0 ? 0 : integers[i - 1];
      }
    }
    return true;
  }

  private void addException(int place, long bits) {
    if (exceptionCount == exceptions.length) {
      exceptions = Arrays.copyOf(exceptions, exceptionCount * 2);
      exceptionBits = Arrays.copyOf(exceptionBits, exceptionCount * 2);
    }
    exceptions[exceptionCount] = place;
    exceptionBits[exceptionCount++] = bits;
  }

  public long[] integers() {
    return integers;
  }

  public void writeHead(int encoding, ByteOutput out) {
    out.writeByte(form);
    out.writeVarint(exceptionCount);
    int before = -1;
    for (int e = 0; e < exceptionCount; e++) {
      out.writeVarint(exceptions[e] - before - 1);
      out.writeLong(exceptionBits[e]);
      before = exceptions[e];
    }
    out.writeByte(encoding);
  }

  public static void decode(ByteInput in, long[] into, int n) throws DamagedDataException {
    int form = in.readByte();
    if ((form & ~FLOAT) > MAX_EXPONENT) {
      throw in.damaged("form of decimals unknown: " + form);
    }
    int count = in.readCount(n, "exceptions");
    int exceptionsAt = in.position();
    int place = -1;
    for (int e = 0; e < count; e++) {
      place += in.readCount(n - 2 - place, "place of an exception") + 1;
      in.skip(8);
    }
    ValueCodec.decodeIntegers(in, in.readByte(), into, n);
    for (int i = 0; i < n; i++) {
      into[i] = Double.doubleToRawLongBits(quotient(into[i], form));
    }
    if (count > 0) {
      in.requireEnd("decimals");
      patch(in, exceptionsAt, count, into);
    }
  }

  private static void patch(ByteInput in, int at, int count, long[] into)
      throws DamagedDataException {
    int end = in.position();
    in.wrap(in.array(), at, end);
    int place = -1;
    for (int e = 0; e < count; e++) {
      place += (int) in.readVarint() + 1;
      into[place] = in.readLong();
    }
    in.wrap(in.array(), end, end);
  }
}
