package io.cistern.metricstore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the files of a store hold, and what is wrong with them.
///
/// @param entities known by intact records, in `entities.lm` or a head
/// @param files one by one: `meta.properties` where something is wrong with it, the entities, the
///   heads, the partitions of each tier by time, and what was set aside as damaged
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

  /// Whether something is damaged or missing.
  ///
  /// @return `false` if the store is sound, or all that is wrong is that a later version wrote it
  public boolean isDamaged() {
    return files.stream().anyMatch(file -> !file.findings().isEmpty() && !file.isOfLaterFormat());
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
  /// @param isOfLaterFormat whether all that is wrong is that a later version wrote it
  public record FileReport(
      Path file,
      @Nullable Tier tier,
      long bytes,
      long entries,
      long rows,
      long samples,
      Map<ValueKind, ColumnSize> columns,
      List<String> findings,
      boolean isOfLaterFormat) {

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
