package io.cistern.listmap;

/// What a salvage found and brought over.
///
/// @param entries entries of the new map
/// @param applied changes brought over: puts and removals of a live file, entries of a sealed one
/// @param gaps damaged places
/// @param gapBytes how long they are together
/// @param uncommitted intact changes that were left out because the commit of their batch is
///   missing
public record SalvageReport(
    long entries, long applied, long gaps, long gapBytes, long uncommitted) {}
