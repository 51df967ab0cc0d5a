package io.cistern.listmap;

import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;

/// What a writing process does and what its files hold, known beforehand: action n of a script is
/// the same wherever it is computed. Most actions change the map; the others flush it, open it
/// again, or go on to the next file, either by compacting into it or by sealing this one.
///
/// This is the state that is expected, kept outside the files: whoever knows how many actions were
/// acknowledged knows what must be there.
final class Script {

  enum Kind {
    CHANGE,
    FLUSH,
    REOPEN,
    COMPACT,
    SEAL;

    /// Whether everything is on the disk once it has returned, whatever the durability.
    boolean isDurable() {
      return this != CHANGE;
    }
  }

  /// How the actions of a script come about.
  ///
  /// @param seed of all of them
  /// @param changes for each compaction, on average
  /// @param step makes the changes
  record Plan(long seed, int changes, Function<Random, Step> step) {

    /// Thousands of keys: for real files.
    static Plan large(long seed) {
      return new Plan(seed, 1200, Step::wide);
    }

    /// Few keys of many shapes: for simulated disks.
    static Plan small(long seed) {
      return new Plan(seed, 150, Step::random);
    }

    Action action(long number) {
      var random = new Random(seed * 0xbf58476d1ce4e5b9L + number * 0x9e3779b97f4a7c15L);
      int choice = random.nextInt(changes);
      var kind =
          switch (choice) {
            case 0 -> Kind.COMPACT;
            case 1 -> Kind.SEAL;
            case 2, 3, 4 -> Kind.REOPEN;
            default -> choice < 10 ? Kind.FLUSH : Kind.CHANGE;
          };
      return new Action(kind, step.apply(random));
    }
  }

  /// One action; its step is of meaning for a change.
  record Action(Kind kind, Step step) {}

  private final Plan plan;
  private Model model = new Model();
  private Model before = new Model();
  private boolean isBeforeSealed;
  private long number;
  private int generation;

  Script(Plan plan) {
    this.plan = plan;
  }

  /// Another one that is where this one is.
  Script copy() {
    var copy = new Script(plan);
    copy.model = model.copy();
    copy.before = before;
    copy.isBeforeSealed = isBeforeSealed;
    copy.number = number;
    copy.generation = generation;
    return copy;
  }

  Plan plan() {
    return plan;
  }

  /// Actions done.
  long number() {
    return number;
  }

  /// The number of the file that holds the content.
  int generation() {
    return generation;
  }

  /// What the file holds.
  Model model() {
    return model;
  }

  /// What the file before held when it was left, and still holds if it is there.
  Model before() {
    return before;
  }

  boolean isBeforeSealed() {
    return isBeforeSealed;
  }

  static Path file(Path directory, int generation) {
    return directory.resolve("map-" + generation + ".lm");
  }

  /// Moves on by one action.
  void advance() {
    var action = plan.action(++number);
    switch (action.kind()) {
      case CHANGE -> action.step().applyTo(model);
      case FLUSH, REOPEN -> {}
      case COMPACT -> {
        before = model.copy();
        isBeforeSealed = false;
        generation++;
      }
      case SEAL -> {
        before = model;
        model = new Model();
        isBeforeSealed = true;
        generation++;
      }
    }
  }

  /// Moves on to where so many actions are done.
  void advanceTo(long done) {
    while (number < done) {
      advance();
    }
  }

  /// Moves on to the first state that a file may be in.
  ///
  /// @param file the newest file's generation
  /// @param last the last action that may have been done
  /// @return whether there is such a state
  boolean advanceTo(int file, ListMap map, long last) throws IOException {
    var content = Model.of(map);
    while (generation != file
        || !model.equals(content)
        || (map.isSealed() && plan.action(number + 1).kind() != Kind.SEAL)) {
      if (number >= last) {
        return false;
      }
      advance();
    }
    return true;
  }

  /// The newest file of a directory, which was of the script's generation once.
  ///
  /// @return its generation, -1 if there is none
  int newest(Storage storage, Path directory) throws IOException {
    int found = -1;
    for (int g = Math.max(0, generation - 1); g < generation + 1000; g++) {
      if (storage.exists(file(directory, g))) {
        found = g;
      }
    }
    return found;
  }
}
