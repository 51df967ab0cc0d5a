package io.cistern.sflow;

import io.cistern.sflow.record.Bytes;

/// What is needed, beyond its values, to encode a part to the bytes it came from: where an agent
/// departs from the declaration or the standard. It has no other meaning.
///
/// The parts of a sample are its records, those of a datagram its samples. Most parts have no
/// leftover.
///
/// @param index which part, or the number of parts for the sample or datagram itself: what follows
///   its parts (Brocade leaves four bytes there)
/// @param length the bytes that the part's body takes where they are fewer than its values would
///   encode to, else -1: a record that ends before its declaration does, MAC addresses without
///   their padding (Huawei), padding that is missing at the very end
/// @param padding the part's padding bytes, in order, where they are not all zero: agents leave in
///   them what was there before
/// @param rest bytes beyond the declaration: structures are extended at their end
public record Leftover(int index, int length, Bytes padding, Bytes rest) {
  static Leftover rest(int index, Bytes rest) {
    return new Leftover(index, -1, Bytes.EMPTY, rest);
  }

  static Leftover length(int index, long length) {
    return new Leftover(index, (int) length, Bytes.EMPTY, Bytes.EMPTY);
  }
}
