package io.cistern.sflow;

import org.jspecify.annotations.Nullable;

/// How the flow records that lie inside other records are read and written.
interface NestedRecords {
  /// The codec of a flow record.
  ///
  /// @param tag its data format, `enterprise << 12 | format`
  /// @return the codec, or `null` where the structure is not known
  @Nullable RecordCodec codec(int tag);

  /// The data format of a record.
  ///
  /// @return `enterprise << 12 | format`
  /// @throws IllegalArgumentException if its structure is not known
  int tagOf(Object record);

  /// Writes the body of a record, of an unknown one its bytes.
  ///
  /// @throws IllegalArgumentException if its structure is not known
  void write(Object record, XdrWriter out);
}
