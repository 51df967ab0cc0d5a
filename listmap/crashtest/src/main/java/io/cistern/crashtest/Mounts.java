package io.cistern.crashtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Makes and mounts file systems, in a process that has its mounts for itself.
public final class Mounts {

  /// Mounting is not allowed here, or a tool is missing.
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private Mounts() {}

  /// Makes a file system in a file.
  ///
  /// @param image the file
  /// @param fileSystem what `mkfs.` calls it
  /// @param mebibytes its size
  /// @return the file
  /// @throws IOException if it could not be made
  public static Path image(Path image, String fileSystem, int mebibytes) throws IOException {
    run("truncate", "-s", mebibytes + "M", image.toString());
    run("mkfs." + fileSystem, "-q", image.toString());
    return image;
  }

  /// Mounts an image.
  ///
  /// @param image the file
  /// @param point where, created if missing
  /// @param options of `mount`, empty ones are left out
  /// @return the point
  /// @throws IOException if it could not be mounted
  public static Path mount(Path image, Path point, String... options) throws IOException {
    Files.createDirectories(point);
    var all = Stream.concat(Stream.of("loop"), Stream.of(options)).filter(o -> !o.isEmpty());
    run("mount", "-o", String.join(",", all.toList()), image.toString(), point.toString());
    return point;
  }

  /// Mounts a file system in memory.
  ///
  /// @param point where, created if missing
  /// @param mebibytes its size
  /// @return the point
  /// @throws IOException if it could not be mounted
  public static Path mountMemory(Path point, int mebibytes) throws IOException {
    Files.createDirectories(point);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", point.toString());
    return point;
  }

  /// Mounts an image on a loop device that has no memory of the image it had before, and that is
  /// given back when the image is unmounted.
  ///
  /// @param image the file
  /// @param point where, created if missing
  /// @param options of `mount`, empty ones are left out
  /// @throws IOException if it could not be mounted
  public static void mountFresh(Path image, Path point, String... options) throws IOException {
    Files.createDirectories(point);
    String device = run("losetup", "--find", "--show", image.toString()).strip();
    run("blockdev", "--flushbufs", device);
    var all = Stream.concat(Stream.of("noatime"), Stream.of(options)).filter(o -> !o.isEmpty());
    try {
      run("mount", "-o", String.join(",", all.toList()), device, point.toString());
    } finally {
      run("losetup", "--detach", device);
    }
  }

  /// Runs a command.
  ///
  /// @param command with its arguments
  /// @return what it has printed
  /// @throws Refused if it is missing or fails
  /// @throws IOException if its output cannot be read
  public static String run(String... command) throws IOException {
    try {
      var process = start(command);
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Refused(
            command[0]
                + " not allowed or failing: "
                + String.join(" ", command)
                + ": "
                + output.strip());
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Process start(String... command) throws Refused {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new Refused(command[0] + " absent: " + e.getMessage());
    }
  }
}
