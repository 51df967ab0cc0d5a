package io.cistern.metricstore.codec;

import java.util.Arrays;

/// Entropy-coded numbers: each is a token, which has a Huffman code as long as it is rare, and
/// extra bits. What is coded is the zigzag of a number, or the number less the least one; both as
/// u64.
///
/// A token is the number itself up to 15; above, it names the highest two bits, and the others
/// follow: 16 + 2·(place of the highest bit − 4) + the bit below it.
///
/// | size    | field                                                                           |
/// |--------:|---------------------------------------------------------------------------------|
/// |  varint | first token that occurs × 2, plus 1 if the least number is taken away           |
/// |  varint | zigzag of the least number, only then                                           |
/// |  varint | last token that occurs less the first, n                                        |
/// | ⌈(n+1)/2⌉ | with n > 0: lengths of the codes of the n + 1 tokens, 4 bits each, low half first, 0: does not occur |
/// |    bits | each number: code (with n > 0), extra bits; padded to a byte                    |
///
/// Codes are canonical: ascending by length, then token; written from their highest bit on.
///
/// Source: D. A. Huffman, "A method for the construction of minimum-redundancy codes", 1952; tokens
/// as the length codes of RFC 1951, section 3.2.5.
public final class CodedNumbers {
  private static final int EXACT = 16;
  private static final int TOKENS = EXACT + 2 * 60;

  /// The longest code: what the decoder looks up at once.
  private static final int LONGEST = 10;

  /// c·log2(c) for c to 4096.
  private static final float[] INFORMATION = information();

  private final int[] counts = new int[TOKENS];
  private final byte[] lengths = new byte[TOKENS];
  private final int[] codes = new int[TOKENS];
  private final int[] sorted = new int[TOKENS];
  private final int[] weights = new int[2 * TOKENS];
  private final int[] parents = new int[2 * TOKENS];

  private static float[] information() {
    float[] table = new float[ChunkEncoder.MAX_ROWS + 1];
    for (int c = 2; c < table.length; c++) {
      table[c] = (float) (c * Math.log(c) / Math.log(2));
    }
    return table;
  }

  private static long code(long number, long least, boolean lessLeast) {
    return lessLeast ? number - least : (number << 1) ^ (number >> 63);
  }

  private static int token(long u) {
    if ((u & -EXACT) == 0) {
      return (int) u;
    }
    int highest = 63 - Long.numberOfLeadingZeros(u);
    return EXACT + (highest - 4) * 2 + (int) (u >>> (highest - 1) & 1);
  }

  private static int extraBits(int token) {
    return token < EXACT ? 0 : 3 + ((token - EXACT) >> 1);
  }

  public static long least(long[] numbers, int from, int to) {
    long least = numbers[from];
    for (int i = from + 1; i < to; i++) {
      least = Math.min(least, numbers[i]);
    }
    return least;
  }

  private void count(long[] numbers, int from, int to, long least, boolean lessLeast) {
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      counts[token(code(numbers[i], least, lessLeast))]++;
    }
  }

  private int first() {
    int first = 0;
    while (counts[first] == 0) {
      first++;
    }
    return first;
  }

  private int last() {
    int last = TOKENS - 1;
    while (counts[last] == 0) {
      last--;
    }
    return last;
  }

  /// About how many bytes the numbers, at least one, would take.
  public int estimate(long[] numbers, int from, int to, boolean lessLeast) {
    count(numbers, from, to, lessLeast ? least(numbers, from, to) : 0, lessLeast);
    int n = to - from;
    float bits = INFORMATION[n];
    int first = first();
    int last = last();
    for (int t = first; t <= last; t++) {
      bits += counts[t] * extraBits(t) - INFORMATION[counts[t]];
    }
    return (int) (bits * (1f / 8)) + 4 + ((last - first) >> 1);
  }

  /// Writes the numbers, at least one.
  public void encode(long[] numbers, int from, int to, boolean lessLeast, ByteOutput out) {
    long least = lessLeast ? least(numbers, from, to) : 0;
    count(numbers, from, to, least, lessLeast);
    int first = first();
    int last = last();
    assignLengths(first, last);
    assignCodes(first, last);
    out.writeVarint(first * 2L + (lessLeast ? 1 : 0));
    if (lessLeast) {
      out.writeZigzag(least);
    }
    out.writeVarint(last - first);
    for (int t = first; t <= last && last > first; t += 2) {
      out.writeByte(lengths[t] | (t < last ? lengths[t + 1] << 4 : 0));
    }
    var bits = new BitWriter(out);
    for (int i = from; i < to; i++) {
      long u = code(numbers[i], least, lessLeast);
      int token = token(u);
      bits.write(codes[token], lengths[token]);
      int extra = extraBits(token);
      bits.write(u & ((1L << extra) - 1), extra);
    }
    bits.finish();
  }

  /// Huffman's lengths; where one is too long, those of flattened counts.
  private void assignLengths(int first, int last) {
    Arrays.fill(lengths, (byte) 0);
    boolean done = first == last;
    for (int flatten = 0; !done; flatten++) {
      int n = 0;
      for (int t = first; t <= last; t++) {
        if (counts[t] > 0) {
          sorted[n++] = (((counts[t] - 1) >> flatten) + 1) << 8 | t;
        }
      }
      Arrays.sort(sorted, 0, n);
      done = buildTree(n);
    }
  }

  /// Joins the two lightest again and again; `false` if the tree is too deep.
  private boolean buildTree(int n) {
    for (int i = 0; i < n; i++) {
      weights[i] = sorted[i] >>> 8;
    }
    int leaf = 0;
    int inner = n;
    for (int next = n; next < 2 * n - 1; next++) {
      weights[next] = 0;
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < n && (inner == next || weights[leaf] <= weights[inner]);
        int lightest = takeLeaf ? leaf++ : inner++;
        weights[next] += weights[lightest];
        parents[lightest] = next;
      }
    }
    weights[2 * n - 2] = 0; // from here on the depth
    for (int i = 2 * n - 3; i >= 0; i--) {
      weights[i] = weights[parents[i]] + 1;
    }
    for (int i = 0; i < n; i++) {
      lengths[sorted[i] & 0xff] = (byte) weights[i];
    }
    return weights[0] <= LONGEST; // the rarest is the deepest
  }

  private void assignCodes(int first, int last) {
    codes[first] = 0; // the only one has no bits
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int t = first; t <= last; t++) {
        if (lengths[t] == length) {
          codes[t] = Integer.reverse(code++) >>> (32 - length);
        }
      }
      code <<= 1;
    }
  }

  /// Reads the numbers `from` to less than `to`.
  public static void decode(ByteInput in, long[] into, int from, int to)
      throws DamagedDataException {
    int head = in.readCount(2 * TOKENS - 1, "first token");
    int first = head >> 1;
    boolean lessLeast = (head & 1) != 0;
    long least = lessLeast ? in.readZigzag() : 0;
    int span = in.readCount(TOKENS - 1 - first, "tokens");
    int deepest = 0;
    short[] table = {(short) (first << 4)};
    if (span > 0) {
      byte[] lengths = readLengths(in, span + 1);
      for (byte length : lengths) {
        deepest = Math.max(deepest, length);
      }
      table = table(in, lengths, first, deepest);
    }
    read(in, table, (1 << deepest) - 1, into, from, to);
    if (lessLeast) {
      for (int i = from; i < to; i++) {
        into[i] += least;
      }
    } else {
      for (int i = from; i < to; i++) {
        into[i] = (into[i] >>> 1) ^ -(into[i] & 1);
      }
    }
  }

  private static void read(ByteInput in, short[] table, int mask, long[] into, int from, int to)
      throws DamagedDataException {
    var bits = new BitReader(in);
    for (int i = from; i < to; i++) {
      long shown = bits.peek();
      int entry = table[(int) shown & mask];
      int length = entry & 0x0f;
      int token = entry >>> 4;
      if (token < EXACT) {
        into[i] = token;
        bits.skip(length);
        continue;
      }
      int extra = 3 + ((token - EXACT) >> 1);
      long high = (long) (2 | (token & 1)) << extra;
      if (length + extra <= BitReader.SHOWN) {
        into[i] = high | ((shown >>> length) & ((1L << extra) - 1));
        bits.skip(length + extra);
      } else {
        bits.skip(length);
        into[i] = high | bits.read(extra);
      }
    }
    bits.finish();
  }

  private static byte[] readLengths(ByteInput in, int n) throws DamagedDataException {
    int at = in.position();
    in.skip((n + 1) >> 1);
    byte[] lengths = new byte[n];
    for (int t = 0; t < n; t++) {
      lengths[t] = (byte) (in.byteAt(at + (t >> 1)) >> ((t & 1) * 4) & 0x0f);
    }
    return lengths;
  }

  /// For each value of the next bits: the token they begin with × 16, plus the length of its code.
  private static short[] table(ByteInput in, byte[] lengths, int first, int deepest)
      throws DamagedDataException {
    if (deepest > LONGEST) {
      throw in.damaged("code too long: " + deepest + ", limit=" + LONGEST);
    }
    short[] table = new short[1 << deepest];
    int code = 0; // as if all codes had the greatest length
    for (int length = 1; length <= deepest; length++) {
      int step = 1 << length;
      for (int t = 0; t < lengths.length; t++) {
        if (lengths[t] != length) {
          continue;
        }
        if (code >= table.length) {
          throw in.damaged("codes overlap: length=" + length);
        }
        int start = Integer.reverse(code) >>> (32 - deepest);
        for (int i = start; i < table.length; i += step) {
          table[i] = (short) ((first + t) << 4 | length);
        }
        code += 1 << (deepest - length);
      }
    }
    if (code != table.length) {
      throw in.damaged("codes do not fill their space");
    }
    return table;
  }
}
