package io.cistern.metricstore.map;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Keys of heads and chunks: 12 bytes, entity id (u32) and time (i64 with its sign bit turned
/// over), both big-endian, so that their byte order is the order of entity, then time.
public final class Keys {
  /// The time of the key that holds the entity's record in a head: before every row.
  public static final long RECORD = Long.MIN_VALUE;

  public static final int LENGTH = 12;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt ID =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong TIME =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Keys() {}

  public static byte[] of(int entity, long time) {
    byte[] key = new byte[LENGTH];
    INT.set(key, 0, entity);
    LONG.set(key, 4, time ^ Long.MIN_VALUE);
    return key;
  }

  /// The key in `entities.lm`: the id alone.
  public static byte[] of(int entity) {
    byte[] key = new byte[4];
    INT.set(key, 0, entity);
    return key;
  }

  public static boolean isKey(MemorySegment key) {
    return key.byteSize() == LENGTH && entity(key) >= 0;
  }

  public static int entity(MemorySegment key) {
    return key.get(ID, 0);
  }

  public static long time(MemorySegment key) {
    return key.get(TIME, 4) ^ Long.MIN_VALUE;
  }
}
