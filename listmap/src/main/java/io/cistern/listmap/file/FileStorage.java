package io.cistern.listmap.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The files of the operating system.
public final class FileStorage implements Storage {

  public static final FileStorage INSTANCE = new FileStorage();

  private FileStorage() {}

  @Override
  public boolean exists(Path file) {
    return !Files.notExists(file);
  }

  @Override
  public Region open(Path file, boolean readOnly) throws IOException {
    var lease = OpenFiles.open(file, readOnly);
    return region(lease, readOnly || lease.isSealed());
  }

  @Override
  public Region openNew(Path file, Path temporary) throws IOException {
    return region(OpenFiles.openNew(file, temporary), false);
  }

  private static Region region(OpenFiles.Lease lease, boolean readOnly) throws IOException {
    try {
      return new MappedRegion(lease, readOnly);
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceDirectory(Path file) throws IOException {
    var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
