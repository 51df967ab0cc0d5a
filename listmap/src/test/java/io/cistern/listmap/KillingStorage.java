package io.cistern.listmap;

import io.cistern.crashtest.ChildJvm;
import io.cistern.listmap.file.FileStorage;

/// The files of the operating system, under a process that kills itself at a step.
final class KillingStorage extends WatchedStorage {

  private final String step;
  private int countdown;

  /// Dies at a step, after it has passed it so many times.
  KillingStorage(String step, int countdown) {
    super(FileStorage.INSTANCE);
    this.step = step;
    this.countdown = countdown;
  }

  @Override
  void passed(String name) {
    if (name.equals(step) && countdown-- == 0) {
      ChildJvm.die();
    }
  }
}
