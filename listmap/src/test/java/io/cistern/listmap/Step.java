package io.cistern.listmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Changes that take effect together: one put, one removal, or a batch.
record Step(List<Change> changes) {

  /// One change; without a value, a removal.
  record Change(byte[] key, byte @Nullable [] value) {}

  /// Few keys of many shapes.
  static Step random(Random random) {
    int n = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1;
    var changes = new ArrayList<Change>();
    for (int i = 0; i < n; i++) {
      var key = Model.key(random);
      changes.add(new Change(key, random.nextInt(3) == 0 ? null : Model.value(random)));
    }
    return new Step(changes);
  }

  /// Thousands of keys, now and then a value of several pages.
  static Step wide(Random random) {
    int n = random.nextInt(50) == 0 ? 1 + random.nextInt(100) : 1;
    var changes = new ArrayList<Change>();
    for (int i = 0; i < n; i++) {
      var key = ByteBuffer.allocate(12).putInt(random.nextInt(3)).putLong(4, random.nextInt(1500));
      changes.add(new Change(key.array(), random.nextInt(4) == 0 ? null : wideValue(random)));
    }
    return new Step(changes);
  }

  private static byte[] wideValue(Random random) {
    var value = new byte[random.nextInt(random.nextInt(100) == 0 ? 20_000 : 100)];
    random.nextBytes(value);
    return value;
  }

  void applyTo(ListMap map) throws IOException {
    if (changes.size() == 1) {
      var change = changes.getFirst();
      if (change.value() == null) {
        map.remove(change.key());
      } else {
        map.put(change.key(), change.value());
      }
      return;
    }
    var batch = map.batch();
    for (var change : changes) {
      if (change.value() == null) {
        batch.remove(change.key());
      } else {
        batch.put(change.key(), change.value());
      }
    }
    batch.commit();
  }

  void applyTo(Model model) {
    for (var change : changes) {
      if (change.value() == null) {
        model.content.remove(change.key());
      } else {
        model.content.put(change.key(), change.value());
      }
    }
  }
}
