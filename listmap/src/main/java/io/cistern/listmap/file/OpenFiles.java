package io.cistern.listmap.file;

import io.cistern.listmap.MapLockedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sees to it that a file is open once: a file lock keeps other processes out, a registry of this
/// process its own threads. Sealed files are free to all.
///
/// The registry is asked before the file is touched: closing any channel of a file drops the
/// process's locks on it.
final class OpenFiles {

  /// Files this process has locked, by identity rather than by one of their names.
  private static final Set<Object> LOCKED = new HashSet<>();

  private OpenFiles() {}

  /// The right to an open file.
  static final class Lease implements AutoCloseable {
    private final FileChannel channel;
    private final @Nullable FileLock lock;
    private final @Nullable Object key;

    private Lease(FileChannel channel, @Nullable FileLock lock, @Nullable Object key) {
      this.channel = channel;
      this.lock = lock;
      this.key = key;
    }

    /// The open file.
    FileChannel channel() {
      return channel;
    }

    /// Whether the file is sealed, so that nobody holds a lock on it.
    boolean isSealed() {
      return lock == null;
    }

    /// Lets others have the file, which stays open here: it is sealed from now on.
    void share() throws IOException {
      synchronized (LOCKED) {
        if (lock != null && lock.isValid()) {
          lock.release();
        }
        if (key != null) {
          LOCKED.remove(key);
        }
      }
    }

    /// Closes the file, and with it lets others have it.
    @Override
    public void close() throws IOException {
      try (channel) {
        share();
      }
    }
  }

  /// Opens an existing file, and locks it unless it is sealed.
  static Lease open(Path file, boolean readOnly) throws IOException {
    var options =
        readOnly
            ? new OpenOption[] {StandardOpenOption.READ}
            : new OpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
    synchronized (LOCKED) {
      var real = file.toRealPath();
      refuseIfLocked(file, real);
      var channel = FileChannel.open(real, options);
      try {
        if (isSealed(channel)) {
          return new Lease(channel, null, null);
        }
        return lock(file, real, channel, readOnly);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /// Opens and locks the file that a new map is written into before it gets its name.
  static Lease openNew(Path file, Path temporary) throws IOException {
    synchronized (LOCKED) {
      if (Files.exists(temporary)) {
        refuseIfLocked(file, temporary.toRealPath());
      }
      var channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE);
      try {
        return lock(file, temporary.toRealPath(), channel, false);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static Lease lock(Path file, Path real, FileChannel channel, boolean shared)
      throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException _) {
      lock = null; // other code of this process has locked it: as good as another process
    }
    if (lock == null) {
      throw new MapLockedException(file, "open in another process", null);
    }
    var key = keyOf(real);
    LOCKED.add(key);
    return new Lease(channel, lock, key);
  }

  private static void refuseIfLocked(Path file, Path real) throws IOException {
    if (LOCKED.contains(keyOf(real))) {
      throw new MapLockedException(file, "open already in this process", null);
    }
  }

  private static boolean isSealed(FileChannel channel) throws IOException {
    for (long slot = 0; slot < Format.START; slot += Format.HEADER_SLOT_STRIDE) {
      var bytes = new byte[Header.BYTES];
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining() && channel.read(buffer, slot + buffer.position()) > 0) {
        // a short file leaves zeros, which are no header
      }
      var header = Header.decode(bytes);
      if (header != null && header.isSealed()) {
        return true;
      }
    }
    return false;
  }

  private static Object keyOf(Path real) throws IOException {
    var attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(real.toString(), null, "not a regular file");
    }
    var key = attributes.fileKey();
    return key == null ? real : key;
  }
}
