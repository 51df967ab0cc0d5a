package io.cistern.metricstore;

import java.util.List;

/// What a salvage brought over.
///
/// @param entities whose records are intact, in `entities.lm` or in a head
/// @param rows of heads that were kept
/// @param chunks of rows and rollups that were kept
/// @param lost records of entities, lists of columns, rows and chunks left out: they do not decode,
///   or nobody knows whose they are. What fails a checksum is not among them: it is in the notes
/// @param notes files that were damaged, each with its first finding, and whether columns lost
///   their names, in words
public record SalvageReport(long entities, long rows, long chunks, long lost, List<String> notes) {

  /// Copies the list.
  public SalvageReport {
    notes = List.copyOf(notes);
  }
}
