package io.cistern.metricstore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the files of a store hold, and what is wrong with them.
///
/// @param entities known by intact records, in `entities.lm` or a head
/// @param files one by one: the entities, the heads, the partitions of each tier by time
public record StoreReport(int entities, List<FileReport> files) {

  /// Copies the list.
  public StoreReport {
    files = List.copyOf(files);
  }

  /// Whether nothing is wrong.
  ///
  /// @return `true` if no file has findings
  public boolean isSound() {
    return files.stream().allMatch(file -> file.findings().isEmpty());
  }

  /// One file.
  ///
  /// @param file with its path, below the directory that was asked of
  /// @param tier of a partition's chunks; `null` for entities and heads
  /// @param bytes of the file
  /// @param entries records of entities and lists of columns, rows of a head and records among
  ///   them, or chunks
  /// @param rows in a head or in chunks, that decode
  /// @param samples values in them; of a rollup row each field counts
  /// @param columns what the chunks' columns take, by kind
  /// @param findings what is wrong, in words, the first 100
  public record FileReport(
      Path file,
      @Nullable Tier tier,
      long bytes,
      long entries,
      long rows,
      long samples,
      Map<ValueKind, ColumnSize> columns,
      List<String> findings) {

    /// Copies the collections.
    public FileReport {
      columns = Map.copyOf(columns);
      findings = List.copyOf(findings);
    }
  }

  /// What columns of one kind take.
  ///
  /// @param samples values
  /// @param bytes of their encoded columns
  public record ColumnSize(long samples, long bytes) {

    ColumnSize plus(long moreSamples, long moreBytes) {
      return new ColumnSize(samples + moreSamples, bytes + moreBytes);
    }
  }
}
