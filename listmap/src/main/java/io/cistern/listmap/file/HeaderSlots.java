package io.cistern.listmap.file;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.IncompatibleVersionException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// The two header slots of a file, as they were found.
///
/// @param newest the intact one of the highest generation
/// @param areBothIntact whether the other one is intact too
/// @param durableTail the log is durable at least up to here
/// @param restart the greatest sequence a RESTART record may have set
public record HeaderSlots(Header newest, boolean areBothIntact, long durableTail, long restart) {

  public static HeaderSlots read(Path file, Region region) throws IOException {
    if (region.size() < Format.START) {
      throw new CorruptFileException(file, region.size(), "file shorter than its headers");
    }
    var segment = region.map(0, Format.START);
    Header newest = null;
    int intact = 0;
    long tail = 0;
    long restart = 0;
    for (int slot = 0; slot < 2; slot++) {
      var bytes = new byte[Header.BYTES];
      segment.asSlice(slot * Format.HEADER_SLOT_STRIDE, Header.BYTES).asByteBuffer().get(bytes);
      if (Header.isIntact(bytes) && !Header.isReadable(bytes)) {
        throw new IncompatibleVersionException(file, Header.versionOf(bytes), Format.VERSION_2);
      }
      var header = Header.decode(bytes);
      if (header == null || (header.generation() & 1) != slot) {
        continue;
      }
      intact++;
      tail = Math.max(tail, header.tail());
      restart = Math.max(restart, header.restart());
      if (newest == null || header.generation() > newest.generation()) {
        newest = header;
      }
    }
    if (newest == null) {
      boolean isMap = segment.get(ValueLayout.JAVA_LONG, 0) == Format.MAGIC;
      throw new CorruptFileException(file, 0, isMap ? "both headers" : "not a listmap file");
    }
    return new HeaderSlots(newest, intact == 2, tail, restart);
  }

  /// Whether the leaves can be used as they are. A slot that is damaged may have said that the file
  /// was opened again.
  public boolean areLeavesValid() {
    return newest.isClean() && (areBothIntact || newest.isSealed());
  }
}
