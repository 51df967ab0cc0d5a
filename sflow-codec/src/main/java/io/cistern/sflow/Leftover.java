package io.cistern.sflow;

/// Bytes of a sample that the declarations of its records do not account for.
///
/// A record may be longer than its declaration (structures are extended at their end), and some
/// agents leave stray bytes after the last record (Brocade: four). They mean nothing to us, but
/// encoding the sample again needs them.
///
/// @param record the index of the record they end, or the number of records for what follows them
///   all
/// @param bytes the bytes
public record Leftover(int record, Bytes bytes) {}
