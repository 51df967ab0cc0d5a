/// An ordered map of byte strings in one memory-mapped file: a linked list with an index.
///
/// The entry point is [io.cistern.listmap.ListMap#open]:
///
/// ```java
/// try (var map = ListMap.open(Path.of("names.lm"), ListMapOptions.defaults())) {
///   map.put(key, value);
///   byte[] copy = map.getBytes(key);
///   map.batch().put(a, b).remove(c).commit(); // all or nothing
///   var cursor = map.cursor();
///   for (boolean found = cursor.seek(from); found; found = cursor.next()) {
///     use(cursor.key(), cursor.value()); // bytes of the file, not copied
///   }
/// }
/// ```
///
/// **Keys and values.** Keys are 1 to 65,535 bytes in unsigned byte order, values up to 64 MiB.
/// Setting a key replaces its value; the old record stays in the file until
/// [io.cistern.listmap.ListMap#compactTo] writes the live ones into a new file, or
/// [io.cistern.listmap.ListMap#seal] replaces the file by a compact one that is read-only for good.
///
/// **Threads.** Any number of threads read, without locks; writers take turns by an internal lock.
/// One process, and one `ListMap` in it, has a file open, unless the file is sealed: those are free
/// to all. A cursor, or a batch, is for one thread at a time. Returned segments are read-only and
/// valid while the map is open.
///
/// **Durability.** Content is an append-only log of checksummed records, so that a process that
/// dies loses nothing it acknowledged. What a power cut may take is chosen by
/// [io.cistern.listmap.Durability]. Whatever happens, a file that opens holds a prefix of the
/// sequence of commits, and a batch is in it as a whole or not at all.
///
/// **Errors.** Damage is a [io.cistern.listmap.CorruptFileException] with file and offset, on
/// opening or on the read that meets it; it is never returned as data. A record, or a block of a
/// sealed file, is checked when it is first read since the map was opened: what happens to the file
/// later, under the open map, is found by [io.cistern.listmap.ListMap#verify] and by the next
/// opening. Each other condition of the file has its own subclass of
/// [io.cistern.listmap.ListMapException]. [io.cistern.listmap.ListMap#salvage] brings what is
/// intact into a new map; [io.cistern.listmap.Tool] is the command line.
package io.cistern.listmap;
