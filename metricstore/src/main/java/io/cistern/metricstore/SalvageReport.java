package io.cistern.metricstore;

import java.util.List;

/// What a salvage brought over.
///
/// @param entities records of them
/// @param rows of heads
/// @param chunks of rows and rollups
/// @param lost entries that were found damaged and left out
/// @param notes files that were damaged, in words
public record SalvageReport(long entities, long rows, long chunks, long lost, List<String> notes) {

  /// Copies the list.
  public SalvageReport {
    notes = List.copyOf(notes);
  }
}
