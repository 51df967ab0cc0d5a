package io.cistern.sflow.record;

/// A counter record kept as it came: of a format that the decoder does not know, or one whose
/// content does not fit its own length.
///
/// @param enterprise who defined it, 20 bits
/// @param format its number there, 12 bits
/// @param bytes its body
public record UnknownCounterRecord(int enterprise, int format, Bytes bytes)
    implements CounterRecord {}
