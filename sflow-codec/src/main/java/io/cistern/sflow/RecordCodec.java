package io.cistern.sflow;

/// Reads and writes one record class. [CodecCompiler] writes a subclass for each declaration.
abstract class RecordCodec {
  private final int minimumLength;

  RecordCodec(int minimumLength) {
    this.minimumLength = minimumLength;
  }

  /// The fewest bytes a value takes.
  final int minimumLength() {
    return minimumLength;
  }

  abstract Object decode(XdrReader in);

  abstract void encode(Object record, XdrWriter out);
}
