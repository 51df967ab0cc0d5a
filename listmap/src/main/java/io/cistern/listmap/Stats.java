package io.cistern.listmap;

/// Figures of a map at one moment.
///
/// @param entries live keys
/// @param leaves leaves of the list, or blocks of a sealed file
/// @param fileBytes size of the file
/// @param logBytes bytes of the file in use: the end of the log
/// @param liveBytes bytes of the records of live keys, headers and padding included; of a sealed
///   file bytes of its keys and values (and, of format version 1, six for each entry)
/// @param unforcedBytes bytes of the log not yet forced to the disk by this map
/// @param origin how the map came to be open
/// @param discardedBytes bytes of an unfinished or torn end of the log that recovery left out at
///   opening
public record Stats(
    long entries,
    long leaves,
    long fileBytes,
    long logBytes,
    long liveBytes,
    long unforcedBytes,
    Origin origin,
    long discardedBytes) {

  /// How a map came to be open.
  public enum Origin {
    /// The file was created.
    CREATED,
    /// It had been closed cleanly: its leaves were used as they are.
    CLEAN,
    /// It is sealed: nothing was read but the header and the index.
    SEALED,
    /// It had not been closed cleanly: its leaves were rebuilt from the log.
    REBUILT
  }
}
