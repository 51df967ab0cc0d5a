package io.cistern.crashtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system in an image, whose power can be cut as often as one likes: the image is copied as
/// it is. In the copy is what had reached the block device, and the file system recovers from its
/// journal when the copy is mounted.
///
/// Where XFS can be mounted the image lies on one, and a copy is a reflink: of one instant.
/// Otherwise it is copied while the writer goes on. Only for a process that has its mounts for
/// itself; see [ChildJvm#runWithMounts].
public final class CutDisk {
  private static final int BASE_MEBIBYTES = 2048;

  private final Path work;
  private final Path base;
  private final Path image;
  private final Path root;
  private final String options;
  private final boolean isXfs;
  private final boolean isAtomic;
  private int cuts;

  private CutDisk(
      Path work, Path base, String fileSystem, int mebibytes, String options, boolean isAtomic)
      throws IOException {
    this.work = work;
    this.base = base;
    this.options = options;
    this.isXfs = fileSystem.equals("xfs");
    this.isAtomic = isAtomic;
    this.image = Mounts.image(base.resolve("disk.img"), fileSystem, mebibytes);
    this.root = Mounts.mount(image, work.resolve("disk"), options);
  }

  /// Makes and mounts one.
  ///
  /// @param work a directory for the image and its copies
  /// @param fileSystem what `mkfs.` calls it
  /// @param mebibytes its size; XFS wants 320 at least
  /// @param options of `mount`, may be empty
  /// @return the disk
  /// @throws IOException if it cannot be made or mounted
  public static CutDisk create(Path work, String fileSystem, int mebibytes, String options)
      throws IOException {
    var base = work;
    boolean isAtomic = true;
    try {
      var image = Mounts.image(work.resolve("base.img"), "xfs", BASE_MEBIBYTES);
      base = Mounts.mount(image, work.resolve("b"));
    } catch (Mounts.Refused e) {
      isAtomic = false;
    }
    return new CutDisk(work, base, fileSystem, mebibytes, options, isAtomic);
  }

  /// Where it is mounted.
  ///
  /// @return the directory
  public Path root() {
    return root;
  }

  /// How it is copied.
  ///
  /// @return in words
  public String manner() {
    return isAtomic ? "of one instant" : "copied meanwhile";
  }

  /// Cuts the power of a copy; the disk itself goes on.
  ///
  /// @return what is left
  /// @throws IOException if it cannot be copied
  public Remains cut() throws IOException {
    var copy = base.resolve("copy" + cuts++ + ".img");
    Mounts.run(
        "cp", "--reflink=" + (isAtomic ? "always" : "auto"), image.toString(), copy.toString());
    return new Remains(copy);
  }

  /// What a power cut has left; one at a time is mounted.
  public final class Remains {
    private final Path copy;

    private Remains(Path copy) {
      this.copy = copy;
    }

    /// Lets the file system recover.
    ///
    /// @return where it is mounted
    /// @throws IOException if it cannot be mounted
    public Path mount() throws IOException {
      var point = work.resolve("copy");
      Mounts.mountFresh(copy, point, options, isXfs ? "nouuid" : "");
      return point;
    }

    /// Unmounts and deletes it.
    ///
    /// @throws IOException if it is in use
    public void discard() throws IOException {
      Mounts.run("umount", work.resolve("copy").toString());
      Files.delete(copy);
    }
  }
}
