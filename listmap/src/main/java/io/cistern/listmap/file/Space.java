package io.cistern.listmap.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The file's bytes as windows that are mapped once and never remapped, found by file offset.
/// Nothing that is read as a whole straddles two windows.
public final class Space {

  /// A mapped part of the file.
  public static final class Window {
    /// Of no file.
    public static final Window NONE = new Window(MemorySegment.NULL, 0, null);

    public final MemorySegment segment;

    /// The same bytes, to be handed out.
    public final MemorySegment readable;

    public final long base;
    public final long end;
    private final @Nullable Space space;

    Window(MemorySegment segment, long base, @Nullable Space space) {
      this.space = space;
      this.segment = segment;
      this.readable = segment.asReadOnly();
      this.base = base;
      this.end = base + segment.byteSize();
    }

    /// Whether it has the header of a record of this space.
    public boolean holds(Space of, long record) {
      return of == space
          && record >= Math.max(base, Format.START)
          && record <= end - Format.RECORD_HEADER;
    }
  }

  /// The file grows by one part in so many before [#most] is mapped anew.
  private static final int MOST = 8;

  private final Region region;

  /// By chunk of the file, so that finding a window is one load.
  private volatile @Nullable Window[] windows;

  private volatile Window most;

  private volatile long capacity;

  /// Maps what is there as one window.
  ///
  /// @param bytes how much of the region, whole chunks
  public Space(Region region, long bytes) throws IOException {
    this.region = region;
    this.capacity = bytes;
    this.windows = new Window[0];
    this.most = new Window(region.map(0, bytes), 0, this);
    addWindow(most);
  }

  /// The window a byte of the file is in.
  ///
  /// @throws IndexOutOfBoundsException if the file has no such byte
  public Window window(long offset) {
    var window = windows[Math.toIntExact(offset >>> Format.CHUNK_SHIFT)];
    if (window == null) {
      throw new IndexOutOfBoundsException("offset beyond the file: offset=" + offset);
    }
    return window;
  }

  /// The file from its start on in one piece, all of it or nearly: who reads all over the file
  /// saves the time to find windows. Others keep to those, as each new mapping has its pages yet to
  /// find.
  public Window most() {
    return most;
  }

  /// Bytes mapped.
  public long capacity() {
    return capacity;
  }

  public Region region() {
    return region;
  }

  /// Adds a window of at least this many bytes: by a quarter of the file if there is room for it.
  ///
  /// @throws IOException if there is no room; nothing has changed
  public void grow(long bytes) throws IOException {
    long step = Math.min(Format.MAX_GROWTH, Math.max(Format.INITIAL_BYTES, capacity / 4));
    try {
      growBy(Math.max(step, bytes));
    } catch (IOException e) {
      if (bytes >= step) {
        throw e;
      }
      growBy(bytes); // on a disk that is nearly full
    }
  }

  private void growBy(long bytes) throws IOException {
    long base = capacity;
    long length = Format.chunks(bytes);
    region.extend(base + length);
    region.step("space.extended");
    var window = new Window(region.map(base, length), base, this);
    if (base + length >= most.end + most.end / MOST) {
      most = new Window(region.view(base + length), 0, this);
    }
    addWindow(window);
    capacity = base + length;
  }

  private void addWindow(Window window) {
    int from = (int) (window.base >>> Format.CHUNK_SHIFT);
    int to = Math.toIntExact((window.end + Format.CHUNK - 1) >>> Format.CHUNK_SHIFT);
    var table = windows;
    if (to > table.length) {
      table = Arrays.copyOf(table, Math.max(to, table.length + table.length / 2));
    }
    Arrays.fill(table, from, to, window);
    windows = table;
  }
}
