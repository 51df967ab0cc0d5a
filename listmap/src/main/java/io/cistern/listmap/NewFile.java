package io.cistern.listmap;

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
record NewFile(Storage storage, Path file, Path temporary, Region region) {

  /// Locks the temporary file. What is in it stays until [Region#clear]: only once the lock is held
  /// can be told whether somebody else was faster, and then the bytes may be his.
  static NewFile begin(Storage storage, Path file) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    return new NewFile(storage, file, temporary, storage.openNew(file, temporary));
  }

  /// Writes the content of a new file.
  interface Content {
    /// @return bytes of the file to keep
    long write(NewFile creation) throws IOException;
  }

  /// Writes a whole file, durable when this returns.
  ///
  /// @param isReplacing whether a file of that name, which is locked, is replaced
  /// @throws FileAlreadyExistsException if there is one and it is not
  static void write(Storage storage, Path file, boolean isReplacing, Content content)
      throws IOException {
    var creation = begin(storage, file);
    try {
      if (!isReplacing && storage.exists(file)) {
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

  /// Gives the file its name, durably.
  void publish() throws IOException {
    region.step("file.before-rename");
    storage.rename(temporary, file);
    region.step("file.renamed");
    storage.forceDirectory(file);
    region.step("file.published");
  }

  /// Gives up, and leaves no file behind.
  void abandon() throws IOException {
    storage.delete(temporary); // before the lock is dropped: the name may be somebody else's then
    region.close(-1);
  }
}
