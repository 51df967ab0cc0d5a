package io.cistern.sflow;

import io.cistern.sflow.record.Bytes;

/// A sample of a format this codec has no declaration of, kept as it came.
///
/// @param enterprise who defined it, 20 bits
/// @param format its number there, 12 bits
/// @param bytes its body
public record UnknownSample(int enterprise, int format, Bytes bytes) implements Sample {}
