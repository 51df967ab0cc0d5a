package io.cistern.app.agents;

/// How many more of something may be made, shared by all that make it. Not thread-safe.
final class Allowance {
  private int left;

  /// @param limit how many in all
  Allowance(int limit) {
    left = limit;
  }

  /// Takes one; `false` where none is left.
  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
