package io.cistern.listmap;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// The files of the operating system, under a process that kills itself at a step.
final class KillingStorage extends WatchedStorage {

  private static final int SIGKILL = 9;

  private final String step;
  private int countdown;

  /// Dies at a step, after it has passed it so many times.
  KillingStorage(String step, int countdown) {
    super(FileStorage.INSTANCE);
    this.step = step;
    this.countdown = countdown;
  }

  @Override
  @SuppressWarnings("restricted") // the quickest way to die, and the only one without a last word
  void passed(String name) {
    if (name.equals(step) && countdown-- == 0) {
      try {
        var linker = Linker.nativeLinker();
        linker
            .downcallHandle(
                linker.defaultLookup().findOrThrow("raise"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
            .invoke(SIGKILL);
      } catch (Throwable e) {
        throw new AssertionError("cannot kill itself", e);
      }
    }
  }
}
