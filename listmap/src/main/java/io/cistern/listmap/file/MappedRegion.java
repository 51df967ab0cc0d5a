package io.cistern.listmap.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A file, mapped into memory.
final class MappedRegion implements Region {

  private static final int ZEROS = 1 << 16;

  private record Part(long offset, MemorySegment segment) {}

  private final OpenFiles.Lease lease;
  private final FileChannel channel;
  private final boolean readOnly;
  private final Arena arena = Arena.ofShared();
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private volatile long size;

  /// Takes over an open file, and closes it in the end.
  MappedRegion(OpenFiles.Lease lease, boolean readOnly) throws IOException {
    this.lease = lease;
    this.channel = lease.channel();
    this.readOnly = readOnly;
    this.size = channel.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void clear() throws IOException {
    channel.truncate(0);
    size = 0;
  }

  @Override
  public void extend(long newSize) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      writeZeros(newSize);
    } finally {
      restore(interrupted);
    }
  }

  /// An interrupt would close the channel, and with it drop the lock: it is put off until the file
  /// has grown.
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeZeros(long newSize) throws IOException {
    var zeros = ByteBuffer.allocateDirect(ZEROS);
    long at = size;
    try {
      while (at < newSize) {
        zeros.clear().limit((int) Math.min(ZEROS, newSize - at));
        at += channel.write(zeros, at);
      }
    } catch (IOException e) {
      try {
        channel.truncate(size);
      } catch (IOException cut) {
        e.addSuppressed(cut); // the bytes behind the size are never used, only wasted
      }
      throw e;
    }
    size = newSize;
  }

  @Override
  public MemorySegment map(long offset, long length) throws IOException {
    var mode = readOnly ? FileChannel.MapMode.READ_ONLY : FileChannel.MapMode.READ_WRITE;
    var segment = map(mode, offset, length);
    parts.add(new Part(offset, segment));
    return segment;
  }

  @Override
  public MemorySegment view(long length) throws IOException {
    return map(FileChannel.MapMode.READ_ONLY, 0, length);
  }

  private MemorySegment map(FileChannel.MapMode mode, long offset, long length) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return channel.map(mode, offset, length, arena);
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public void force(long offset, long length) throws IOException {
    long end = offset + length;
    for (var part : parts) {
      long from = Math.max(offset, part.offset());
      long to = Math.min(end, part.offset() + part.segment().byteSize());
      if (from < to) {
        try {
          part.segment().asSlice(from - part.offset(), to - from).force();
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
  }

  @Override
  public void share() throws IOException {
    lease.share();
  }

  @Override
  public void close(long keepBytes) throws IOException {
    try (lease) {
      arena.close();
      if (keepBytes >= 0 && keepBytes < size) {
        channel.truncate(keepBytes);
      }
    }
  }
}
