package io.cistern.listmap;

import java.util.List;

/// What a verification found.
///
/// @param mode how thorough it was
/// @param leaves leaves visited, or blocks
/// @param entries entries visited in them
/// @param records records of the log, or entries of blocks, whose checksum was right, 0 for
///   [VerifyMode#FAST]
/// @param problems what is wrong, the first [#MAX_PROBLEMS] findings
public record VerifyReport(
    VerifyMode mode, long leaves, long entries, long records, List<Problem> problems) {

  /// Findings listed at most.
  public static final int MAX_PROBLEMS = 100;

  /// Copies the list.
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /// Whether nothing is wrong.
  ///
  /// @return `true` if there are no findings
  public boolean isSound() {
    return problems.isEmpty();
  }

  /// One finding.
  ///
  /// @param offset where, in bytes from the start of the file
  /// @param what a short description
  public record Problem(long offset, String what) {}
}
