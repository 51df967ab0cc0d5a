package io.cistern.listmap.leaf;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The sequence lock of a leaf: what is read between two equal, even versions was there at once.
///
/// A slot's record is always ten times its prefix, and prefixes ascend: a mixture shows.
public final class LeafStress {

  private static final int CHANGED = -1;
  private static final int TORN = -2;
  private static final long RIGHT = 256;

  private LeafStress() {}

  private static MemorySegment leaf(long... prefixes) {
    var segment = MemorySegment.ofArray(new long[64]);
    Leaf.initialise(segment, 0, prefixes.length, 0, 0, 0, 0);
    var slots = new long[2 * prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      slots[2 * i] = prefixes[i];
      slots[2 * i + 1] = 10 * prefixes[i];
    }
    Leaf.fill(segment, 0, slots, prefixes.length);
    return segment;
  }

  /// How many slots a leaf has, if they are as they were written.
  private static int slots(MemorySegment segment, long base) {
    int version = Leaf.version(segment, base);
    int count = Leaf.count(segment, base);
    boolean isWhole = isWhole(segment, base, count);
    return Leaf.isChanged(segment, base, version) ? CHANGED : isWhole ? count : TORN;
  }

  private static boolean isWhole(MemorySegment segment, long base, int count) {
    long last = 0;
    boolean isWhole = true;
    for (int slot = 0; slot < count; slot++) {
      long prefix = Leaf.prefix(segment, base, slot);
      isWhole &= prefix > last && Leaf.record(segment, base, slot) == 10 * prefix;
      last = prefix;
    }
    return isWhole;
  }

  /// A slot is inserted before two others.
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "after")
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "to be read again")
  @Outcome(expect = FORBIDDEN, desc = "a mixture")
  @State
  public static class Insert {
    private final MemorySegment segment = leaf(20, 30);

    @Actor
    public void writer() {
      Leaf.insert(segment, 0, 2, 0, 10, 100);
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = slots(segment, 0);
    }
  }

  /// The first of three slots is taken out.
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "after")
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "to be read again")
  @Outcome(expect = FORBIDDEN, desc = "a mixture")
  @State
  public static class Remove {
    private final MemorySegment segment = leaf(10, 20, 30);

    @Actor
    public void writer() {
      Leaf.remove(segment, 0, 0);
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = slots(segment, 0);
    }
  }

  /// A leaf is changed twice: a reader must not take the two versions for one.
  @JCStressTest
  @Outcome(
      id = {"2", "3"},
      expect = ACCEPTABLE,
      desc = "before, between or after")
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "to be read again")
  @Outcome(expect = FORBIDDEN, desc = "a mixture")
  @State
  public static class InsertAndRemove {
    private final MemorySegment segment = leaf(20, 30);

    @Actor
    public void writer() {
      Leaf.insert(segment, 0, 2, 0, 10, 100);
      Leaf.remove(segment, 0, 1);
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = slots(segment, 0);
    }
  }

  /// Half of a leaf moves into a new one, which then gets another slot: whoever sees the link sees
  /// the new leaf whole, and all slots are in one or the other.
  @JCStressTest
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "before")
  @Outcome(
      id = {"22", "23"},
      expect = ACCEPTABLE,
      desc = "after")
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "to be read again")
  @Outcome(expect = FORBIDDEN, desc = "a mixture, or slots lost")
  @State
  public static class Split {
    private final MemorySegment segment = leaf(10, 20, 30, 40);

    @Actor
    public void writer() {
      Leaf.initialise(segment, RIGHT, 2, Format.LEAF_ALIGNMENT, 0, 30, 300);
      Leaf.copySlots(segment, 0, 2, 4, segment, RIGHT);
      Leaf.cut(segment, 0, 2, RIGHT);
      Leaf.insert(segment, RIGHT, 2, 2, 50, 500);
    }

    @Actor
    public void reader(I_Result result) {
      int version = Leaf.version(segment, 0);
      int count = Leaf.count(segment, 0);
      boolean isWhole = isWhole(segment, 0, count);
      long next = Leaf.next(segment, 0);
      if (Leaf.isChanged(segment, 0, version)) {
        result.r1 = CHANGED;
      } else if (!isWhole) {
        result.r1 = TORN;
      } else {
        result.r1 = next == 0 ? count : beyond(count, next);
      }
    }

    private int beyond(int count, long next) {
      if (Leaf.lowPrefix(segment, next) != 30
          || Leaf.low(segment, next) != 300
          || Leaf.prev(segment, next) != Format.LEAF_ALIGNMENT) {
        return TORN;
      }
      int slots = slots(segment, next);
      return slots < 0 ? slots : 10 * count + slots;
    }
  }
}
