package io.cistern.listmap.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/// A file that is written under a temporary name, `NAME.new`, and gets its own when its content is
/// durable: whoever finds the name finds a whole map.
///
/// @param storage where both names are
/// @param file the name it shall get
/// @param temporary the name it has
/// @param region its bytes
public record NewFile(Storage storage, Path file, Path temporary, Region region) {

  /// Locks the temporary file. What is in it stays until [Region#clear]: only once the lock is held
  /// can be told whether somebody else was faster, and then the bytes may be his.
  public static NewFile begin(Storage storage, Path file) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    return new NewFile(storage, file, temporary, storage.openNew(file, temporary));
  }

  /// Writes the content of a new file.
  public interface Content {
    /// @return bytes of the file to keep
    public long write(NewFile creation) throws IOException;
  }

  /// Writes a whole file of a name that nobody has, durable when this returns.
  ///
  /// @throws FileAlreadyExistsException if somebody has it
  public static void write(Storage storage, Path file, Content content) throws IOException {
    var creation = begin(storage, file);
    try {
      if (storage.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      creation.region.clear();
      long length = content.write(creation);
      creation.publish();
      creation.region.close(length);
    } catch (IOException | RuntimeException e) {
      creation.abandon();
      throw e;
    }
  }

  /// Writes a whole file that takes the place of one that is locked, durable when this returns.
  ///
  /// @param taken run as soon as the other file has lost its name, whatever fails afterwards
  public static void replace(Storage storage, Path file, Content content, Runnable taken)
      throws IOException {
    var creation = begin(storage, file);
    try {
      creation.region.clear();
      long length = content.write(creation);
      creation.rename();
      taken.run();
      storage.forceDirectory(file);
      creation.region.step("file.published");
      creation.region.close(length);
    } catch (IOException | RuntimeException e) {
      creation.abandon();
      throw e;
    }
  }

  /// Gives the file its name, durably. If that fails there is no file of that name.
  public void publish() throws IOException {
    rename();
    try {
      storage.forceDirectory(file);
    } catch (IOException e) {
      storage.delete(file); // what is not known to be durable is not handed over
      throw e;
    }
    region.step("file.published");
  }

  private void rename() throws IOException {
    region.step("file.before-rename");
    storage.rename(temporary, file);
    region.step("file.renamed");
  }

  /// Gives up, and leaves no file behind.
  public void abandon() throws IOException {
    storage.delete(temporary); // before the lock is dropped: the name may be somebody else's then
    region.close(-1);
  }
}
