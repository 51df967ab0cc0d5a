package io.cistern.listmap;

import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.nio.file.Path;

/// Carries out the actions of a [Script] on files, one after the other.
final class ScriptedWriter {

  private final Storage storage;
  private final Path directory;
  private final ListMapOptions options;
  private final Script.Plan plan;
  private long number;
  private int generation;
  private ListMap map;
  private boolean isOpen;

  /// Goes on where a script is, which must be what the directory holds.
  ScriptedWriter(Storage storage, Path directory, Durability durability, Script script)
      throws IOException {
    this(storage, directory, durability, script.plan(), script.number(), script.generation());
  }

  ScriptedWriter(
      Storage storage,
      Path directory,
      Durability durability,
      Script.Plan plan,
      long number,
      int generation)
      throws IOException {
    this.storage = storage;
    this.directory = directory;
    this.options = ListMapOptions.builder().durability(durability).build();
    this.plan = plan;
    this.number = number;
    this.generation = generation;
    this.map = open();
  }

  private ListMap open() throws IOException {
    var opened = ListMap.open(storage, file(generation), options);
    isOpen = true;
    return opened;
  }

  private Path file(int generation) {
    return Script.file(directory, generation);
  }

  /// The file that is written.
  ListMap map() {
    return map;
  }

  int generation() {
    return generation;
  }

  /// The next action's number.
  long next() {
    return number + 1;
  }

  /// Does the next action.
  ///
  /// @return what it was
  Script.Kind act() throws IOException {
    var action = plan.action(next());
    switch (action.kind()) {
      case CHANGE -> action.step().applyTo(map);
      case FLUSH -> map.flush();
      case REOPEN -> {
        close();
        map = open();
      }
      case COMPACT -> {
        deleteTheOneBefore();
        map.compactTo(file(generation + 1));
        close();
        generation++;
        map = open();
      }
      case SEAL -> {
        deleteTheOneBefore();
        map.seal();
        close();
        generation++;
        map = open();
      }
    }
    number++;
    return action.kind();
  }

  private void deleteTheOneBefore() throws IOException {
    if (generation > 0) {
      storage.delete(file(generation - 1));
    }
  }

  /// Whether the map is open: an action that failed may have closed it.
  boolean isOpen() {
    return isOpen;
  }

  void close() throws IOException {
    isOpen = false;
    map.close();
  }
}
