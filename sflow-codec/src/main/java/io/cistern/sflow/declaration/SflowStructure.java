package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares that a record is a structure of sFlow. The record's components, in their order, are its
/// fields; decoding, encoding, names, metrics and documentation follow from them.
///
/// | component type      | on the wire                                              |
/// |---------------------|----------------------------------------------------------|
/// | `long`              | unsigned 32 bits; with [U64] 64 bits, with [Mac] a MAC   |
/// | `int`               | signed 32 bits; with [Octet] one unsigned byte           |
/// | `float`, `double`   | IEEE 754, 32 and 64 bits                                 |
/// | `String`            | length, UTF-8, padding; with [ToEnd] what is left        |
/// | `Bytes`             | length, bytes, padding                                   |
/// | `java.util.UUID`    | 16 bytes                                                 |
/// | `Address`           | type word and 0, 4 or 16 bytes; with [Ipv4], [Ipv6] bare |
/// | `List` of a record  | count and so many of that record's fields                |
/// | `List` of a number  | count and so many numbers                                |
/// | `List<FlowRecord>`  | count and so many records: format, length, body          |
///
/// `Bytes`, `Address` and `FlowRecord` are those of the package `io.cistern.sflow.record`.
///
/// A number with [Counter], [Gauge] or [State] is also a metric. The metric's name is the prefix
/// and the field in snake case, without the prefix where the field starts with it already.
///
/// A record may be shorter than its declaration. The fields that are missing at its end are -1
/// (numbers of 32 bits in a `long`), all ones (64 bits), `Integer.MIN_VALUE`, `NaN`, or empty.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SflowStructure {
  /// Who defined it: an SMI private enterprise code, 0 for the standard structures.
  ///
  /// @return 20 bits
  int enterprise() default 0;

  /// Its number within the enterprise.
  ///
  /// @return 12 bits
  int format();

  /// Its name in the standard.
  ///
  /// @return a name
  String name();

  /// The prefix of its metrics.
  ///
  /// @return a short word, or empty where there are no metrics
  String prefix() default "";

  /// Where it is defined.
  ///
  /// @return the name of a document
  String source() default "";

  /// Whether the standard writes the fields in snake case: `cpu_user` for the component `cpuUser`.
  ///
  /// @return `true` for snake case, `false` where the components have the standard's spelling
  boolean snakeCase() default false;

  /// The length that shows that an agent wrote the record more compactly: MAC addresses without
  /// their padding, 64-bit numbers in 32 bits.
  ///
  /// @return bytes, 0 where nobody does
  int compactLength() default 0;

  /// Another record that declares the same enterprise and format, for agents that write it in
  /// another way. It is used where the bytes fit it exactly and this declaration not exactly.
  ///
  /// @return a record class with an [SflowStructure], or `Record.class` for none
  Class<? extends Record> alternative() default Record.class;
}
