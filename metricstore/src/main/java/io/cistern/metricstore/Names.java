package io.cistern.metricstore;

import io.cistern.metricstore.codec.ByteInput;
import io.cistern.metricstore.codec.ByteOutput;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Names one behind the other in pages of bytes, found by the place where they begin: an object for
/// each would take more than the names do. They are only ever added. One thread adds, any number
/// read what was published to them.
final class Names {

  /// No more than an `int` can tell apart: 4 GiB.
  static final long MOST_BYTES = 1L << 32;

  private static final int PAGE_SHIFT = 14;
  private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  /// Who chooses names cannot know which ones collide.
  private final long seed = new SplittableRandom().nextLong() | 1;

  private volatile byte[][] pages = new byte[0][];
  private long length;

  /// Where the next one begins.
  long length() {
    return length;
  }

  /// Adds a name.
  ///
  /// @return its place
  /// @throws IllegalStateException if there is no room
  int add(byte[] name) {
    if (length + name.length + 5 > MOST_BYTES) {
      throw new IllegalStateException("no room for names: bytes=" + length);
    }
    int place = (int) length;
    var size = new ByteOutput();
    size.writeVarint(name.length);
    write(size.toByteArray());
    write(name);
    return place;
  }

  private void write(byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      int page = (int) (length >>> PAGE_SHIFT);
      int at = (int) length & PAGE_BYTES - 1;
      if (page == pages.length) {
        addPage();
      }
      int count = Math.min(bytes.length - done, PAGE_BYTES - at);
      System.arraycopy(bytes, done, pages[page], at, count);
      done += count;
      length += count;
    }
  }

  private void addPage() {
    byte[][] more = Arrays.copyOf(pages, pages.length + 1);
    more[pages.length] = new byte[PAGE_BYTES];
    pages = more;
  }

  /// The name at a place.
  byte[] read(int place) {
    byte[][] all = pages;
    long from = Integer.toUnsignedLong(place);
    int size = 0;
    for (int shift = 0; ; shift += 7) {
      int b = all[(int) (from >>> PAGE_SHIFT)][(int) from & PAGE_BYTES - 1];
      from++;
      size |= (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    byte[] name = new byte[size];
    for (int done = 0; done < size; ) {
      int at = (int) from & PAGE_BYTES - 1;
      int count = Math.min(size - done, PAGE_BYTES - at);
      System.arraycopy(all[(int) (from >>> PAGE_SHIFT)], at, name, done, count);
      done += count;
      from += count;
    }
    return name;
  }

  /// A number from 0 to less than `limit` that is the same for equal names.
  int hash(byte[] name, int limit) {
    var in = new ByteInput().wrap(name);
    long hash = seed;
    for (int at = 0; at < name.length; at += Long.BYTES) {
      hash = mixed((hash ^ in.longAt(at)) * seed);
    }
    return (int) Math.unsignedMultiplyHigh(mixed((hash + name.length) * ODD), limit);
  }

  private static long mixed(long product) {
    return product ^ product >>> 32;
  }
}
