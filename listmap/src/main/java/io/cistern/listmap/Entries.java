package io.cistern.listmap;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The entries of a map in key order, as readers walk them: a place in a [Reading], moved both
/// ways. An entry is named by a number that says where it is in the file, above 0.
sealed interface Entries permits LiveEntries, SealedEntries {

  /// What a step returns if what it stood on has changed since: the caller searches again.
  long CHANGED = -1;

  /// Finds a key into [Reading#record], 0 if it is absent. The place is then the key's, or that of
  /// the next greater one. What is found has been checked.
  ///
  /// @throws CorruptFileException if damage is in the way
  void find(Reading reading, byte[] key, long prefix) throws CorruptFileException;

  /// Moves to an entry left of which all are below a key, by a way that damaged keys do not
  /// mislead; 0 if there is none.
  long approach(Reading reading, byte[] key, long prefix) throws CorruptFileException;

  /// Moves to the first entry; 0 if there is none.
  long first(Reading reading) throws CorruptFileException;

  /// Moves to the last entry; 0 if there is none.
  long last(Reading reading) throws CorruptFileException;

  /// Moves to the next entry; 0 at the end.
  long after(Reading reading) throws CorruptFileException;

  /// Moves from where a search that did not find its key ended to the entry there; 0 at the end.
  long atOrAfter(Reading reading) throws CorruptFileException;

  /// Moves to the entry before; 0 at the start.
  long before(Reading reading) throws CorruptFileException;

  /// Checks what a move has arrived at.
  ///
  /// @param arrival what the move returned
  /// @return the entry there
  /// @throws CorruptFileException if it is damaged; the next move goes on beyond it
  long check(Reading reading, long arrival) throws CorruptFileException;

  /// Moves to where a damaged entry is now, from which a step has returned [#CHANGED].
  ///
  /// @return `false` if it is gone
  boolean findAgain(Reading reading, long entry) throws CorruptFileException;

  /// Counts entries without reading them.
  ///
  /// @param low the smallest key, `null` for no bound
  /// @param high the smallest key beyond, above `low`, `null` for no bound
  /// @throws CorruptFileException if damage is in the way
  long count(Reading reading, byte @Nullable [] low, byte @Nullable [] high)
      throws CorruptFileException;

  /// The key of the entry that was checked last.
  MemorySegment key(Reading reading, long entry);

  /// The value of the entry that was checked last.
  MemorySegment value(Reading reading, long entry);

  byte[] keyBytes(long entry);

  byte[] valueBytes(long entry);

  /// Compares a key with that of a checked entry.
  int compare(byte[] key, long entry) throws CorruptFileException;
}
