package io.cistern.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Directories to measure in, below the one that `java.io.tmpdir` names.
public final class Directories {

  private Directories() {}

  /// Makes an empty one.
  public static Path create() throws IOException {
    return Files.createTempDirectory("cistern-benchmark");
  }

  /// Deletes one and all in it.
  public static void delete(Path directory) throws IOException {
    for (Path path : contents(directory).reversed()) {
      Files.delete(path);
    }
  }

  /// Copies what a store left behind; holes stay holes.
  public static Path copy(Path directory) throws IOException, InterruptedException {
    Path copy = create();
    var cp = new ProcessBuilder("cp", "-R", directory + "/.", copy.toString()).inheritIO().start();
    if (cp.waitFor() != 0) {
      throw new IOException("cannot copy " + directory + " to " + copy);
    }
    return copy;
  }

  /// The directory and all in it, parents first.
  private static List<Path> contents(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }

  /// Bytes that the file system has allocated to all files: holes do not count.
  public static long allocated(Path directory) throws IOException {
    var du = new ProcessBuilder("du", "-s", "-B1", directory.toString()).start();
    var output = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(output.substring(0, output.indexOf('\t')));
  }

  /// The lengths of all files together.
  public static long bytes(Path directory) throws IOException {
    long sum = 0;
    for (Path path : contents(directory)) {
      sum += Files.isRegularFile(path) ? Files.size(path) : 0;
    }
    return sum;
  }
}
