package io.cistern.sflow;

/// Reads and writes one record class. [CodecCompiler] writes a subclass for each declaration.
abstract class RecordCodec {
  abstract Object decode(XdrReader in);

  abstract void encode(Object record, XdrWriter out);
}
