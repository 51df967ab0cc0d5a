package io.cistern.metricstore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Entities by id and by name. One thread at a time adds; finding takes no lock.
final class EntityIndex {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entity[].class);

  /// By id; `null` where there is none.
  private volatile @Nullable Entity[] byId = new Entity[16];

  /// Everyone below is there to see.
  private volatile int end;

  private volatile int size;

  /// Columns of all.
  private volatile long columns;

  /// By name: open addressing, at most three quarters of it taken.
  private volatile @Nullable Entity[] byName = new Entity[16];

  private final Names names = new Names();

  /// How many there are.
  int size() {
    return size;
  }

  /// The least id above all that are taken.
  int nextId() {
    return end;
  }

  /// How many columns all of them have.
  long columns() {
    return columns;
  }

  /// Counts columns that an entity got.
  void addColumns(int count) {
    columns += count;
  }

  /// Bytes of all names.
  long nameBytes() {
    return names.length();
  }

  Stream<Entity> all() {
    int limit = end;
    return Arrays.stream(byId, 0, limit).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  @Nullable Entity find(int id) {
    return id >= 0 && id < end ? byId[id] : null;
  }

  @Nullable Entity find(byte[] name) {
    @Nullable Entity[] slots = byName;
    for (int at = names.hash(name, slots.length); ; at = at + 1 == slots.length ? 0 : at + 1) {
      var entity = (@Nullable Entity) SLOT.getAcquire(slots, at);
      if (entity == null || Arrays.equals(name(entity), name)) {
        return entity;
      }
    }
  }

  byte[] name(Entity entity) {
    return names.read(entity.namePlace());
  }

  /// Keeps the name of an entity that is to be added.
  ///
  /// @return its place
  int keep(byte[] name) {
    return names.add(name);
  }

  /// Adds one whose id and name are new.
  void add(Entity entity) {
    size++;
    if (size > byName.length / 4 * 3) {
      byName = larger();
    }
    insert(byName, entity);
    @Nullable Entity[] all = byId;
    if (entity.id() >= all.length) {
      all = Arrays.copyOf(all, Math.max(all.length + all.length / 4, entity.id() + 1));
      byId = all;
    }
    all[entity.id()] = entity;
    end = Math.max(end, entity.id() + 1); // a volatile write in any case: it publishes the entity
  }

  private @Nullable Entity[] larger() {
    @Nullable Entity[] slots = new Entity[byName.length + byName.length / 4];
    for (Entity entity : byName) {
      if (entity != null) {
        insert(slots, entity);
      }
    }
    return slots;
  }

  private void insert(@Nullable Entity[] slots, Entity entity) {
    int at = names.hash(name(entity), slots.length);
    while (slots[at] != null) {
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    SLOT.setRelease(slots, at, entity);
  }
}
