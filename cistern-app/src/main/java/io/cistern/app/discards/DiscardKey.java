package io.cistern.app.discards;

import io.cistern.protodecode.HeaderFields;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What tells one kind of discarded packet from another, as a row of numbers that is filled again
/// and again. Allocation-free. A field that is absent is 0, a number that may be 0 is kept plus 1.
final class DiscardKey {
  static final int OBSERVER = 0;
  static final int INPUT = 1;
  static final int OUTPUT = 2;
  static final int INTERFACE = 3; // where it was discarded
  static final int REASON = 4;
  static final int VERSION = 5;
  static final int PROTOCOL = 6;
  static final int SOURCE = 7; // two numbers
  static final int DESTINATION = 9; // two numbers
  static final int SOURCE_PORT = 11;
  static final int DESTINATION_PORT = 12;
  static final int ACL_NUMBER = 13;
  static final int ACL_DIRECTION = 14;
  static final int QUEUE = 15;
  static final int ACL = 16;
  static final int TEXT = 8; // numbers of a text, eight bytes each; what is longer is cut
  static final int FUNCTION = ACL + TEXT;
  static final int TRAP = FUNCTION + TEXT;
  static final int KERNEL_REASON = TRAP + TEXT;
  static final int LENGTH = KERNEL_REASON + TEXT;

  final long[] numbers = new long[LENGTH];

  void clear() {
    Arrays.fill(numbers, 0);
  }

  void set(int field, long value) {
    numbers[field] = value;
  }

  /// Takes addresses, protocol and ports of a decoded header.
  void flow(HeaderFields fields) {
    numbers[VERSION] = fields.ipVersion();
    if (fields.ipVersion() == 0) {
      return;
    }
    numbers[PROTOCOL] = fields.ipProtocol() + 1L;
    numbers[SOURCE] = fields.sourceHigh();
    numbers[SOURCE + 1] = fields.sourceLow();
    numbers[DESTINATION] = fields.destinationHigh();
    numbers[DESTINATION + 1] = fields.destinationLow();
    if (fields.hasPorts()) {
      numbers[SOURCE_PORT] = fields.sourcePort() + 1L;
      numbers[DESTINATION_PORT] = fields.destinationPort() + 1L;
    }
  }

  boolean hasFlow() {
    return numbers[VERSION] != 0;
  }

  /// Takes as much of a text as there is room for.
  void text(int field, MemorySegment segment, long offset, long length) {
    Arrays.fill(numbers, field, field + TEXT, 0);
    int bytes = (int) Math.min(length, TEXT * Long.BYTES);
    for (int i = 0; i < bytes; i++) {
      long b = segment.get(ValueLayout.JAVA_BYTE, offset + i) & 0xff;
      numbers[field + i / Long.BYTES] |= b << 56 - 8 * (i % Long.BYTES);
    }
  }

  /// The text at `at`, without what a terminal or a page could take for something else: control
  /// characters and those that change the direction of writing. Empty where there is none.
  static String text(long[] numbers, int at) {
    var bytes = new byte[TEXT * Long.BYTES];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (numbers[at + i / Long.BYTES] >>> 56 - 8 * (i % Long.BYTES));
      length = bytes[i] == 0 ? length : i + 1;
    }
    var text = new StringBuilder();
    new String(bytes, 0, length, StandardCharsets.UTF_8)
        .codePoints()
        .filter(DiscardKey::isPlain)
        .forEach(text::appendCodePoint);
    boolean isCut = length == bytes.length;
    int last = text.length() - 1;
    if (isCut && last >= 0 && text.charAt(last) == '\ufffd') {
      text.setLength(last); // a character was cut in two
    }
    return text.toString().strip();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
