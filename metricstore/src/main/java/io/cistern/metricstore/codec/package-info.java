/// Numbers, rows and chunks as bytes.
///
/// [io.cistern.metricstore.codec.ByteOutput] and [io.cistern.metricstore.codec.BitWriter] write,
/// their readers refuse what they would not have written with a
/// [io.cistern.metricstore.codec.DamagedDataException]. [io.cistern.metricstore.codec.RowCodec]
/// encodes the row of a head, [io.cistern.metricstore.codec.ChunkEncoder] the rows of an hour or
/// more, each column with the encoding of [io.cistern.metricstore.codec.ValueCodec] that takes the
/// least, and with [io.cistern.metricstore.codec.Statistics] that answer in place of its values.
/// Knows nothing of entities, files and queries. The bytes are described in
/// `docs/formats/metricstore.md`.
package io.cistern.metricstore.codec;
