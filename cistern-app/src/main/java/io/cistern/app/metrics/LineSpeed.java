package io.cistern.app.metrics;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells an interface whose ifIndex another one took over from one whose ifSpeed is wrong, as that
/// of Linux taps is: 10 Mbit/s. Belongs to one shard thread.
///
/// The counters of another port differ by more than the line can have carried, once; those of a
/// port with a wrong ifSpeed go on so. Which it is the next interval says: until then the row
/// waits.
final class LineSpeed {
  private @Nullable CounterRow waiting;
  private boolean isWrong;
  private long speed;

  /// Whether more passed in the interval than the line can carry, and its speed is not known to be
  /// wrong.
  boolean isBeyond(List<RecordState> records) {
    boolean isOfLine = false;
    boolean exceeded = false;
    long told = speed;
    for (int i = 0; i < records.size(); i++) {
      RecordState record = records.get(i);
      if (record.isOfLine()) {
        isOfLine = true;
        exceeded |= record.exceeded();
        told = record.speed();
      }
    }
    isWrong &= told == speed;
    speed = told;
    if (exceeded && waiting != null) {
      isWrong = true;
    }
    return isOfLine && exceeded && !isWrong;
  }

  /// Takes the row of the interval and hands on what may be stored, oldest first: the row that
  /// waited, and this one, unless it has to wait itself.
  void take(CounterRow row, boolean isBeyond, Consumer<CounterRow> rows) {
    CounterRow waited = waiting;
    if (waited != null) {
      rows.accept(isWrong ? waited.withoutReset() : waited);
    }
    waiting = isBeyond ? row : null;
    if (!isBeyond) {
      rows.accept(row);
    }
  }

  /// Hands on what still waits.
  void finish(Consumer<CounterRow> rows) {
    CounterRow waited = waiting;
    if (waited != null) {
      rows.accept(waited);
      waiting = null;
    }
  }

  /// Whether the interface carries more than its ifSpeed says that it can.
  boolean isWrong() {
    return isWrong;
  }
}
