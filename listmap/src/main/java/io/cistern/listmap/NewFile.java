package io.cistern.listmap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file that is written under a temporary name, `NAME.new`, and gets its own when its content is
/// durable: whoever finds the name finds a whole map.
///
/// @param file the name it shall get
/// @param temporary the name it has
/// @param region its bytes
/// @param lease the right to it
record NewFile(Path file, Path temporary, Region region, OpenFiles.Lease lease) {

  static NewFile begin(Path file) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    var lease = OpenFiles.openNew(file, temporary);
    try {
      if (Files.notExists(file)) {
        lease.channel().truncate(0);
      }
      return new NewFile(file, temporary, new MappedRegion(lease.channel(), false), lease);
    } catch (IOException | RuntimeException e) {
      lease.channel().close();
      lease.release();
      throw e;
    }
  }

  /// Gives the file its name.
  ListMap finish(ListMap map) throws IOException {
    try {
      region.step("create.before-rename");
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      region.step("create.renamed");
      forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      return map;
    } catch (IOException | RuntimeException e) {
      map.abandon();
      throw e;
    }
  }

  /// Gives up, and leaves no file behind.
  void abandon() throws IOException {
    region.close(-1);
    lease.release();
    delete();
  }

  void delete() throws IOException {
    Files.deleteIfExists(temporary);
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
