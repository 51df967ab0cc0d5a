package io.cistern.sflow;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Text of the wire as a `String`, without losing a byte.
final class WireText {
  /*
   * Agents send Latin-1 and worse where the standard says UTF-8, and a record must encode to the
   * bytes it came from. A byte that is not part of well-formed UTF-8 becomes the private-use
   * character U+EF00 + byte, which is U+EF80 to U+EFFF since every ASCII byte is well-formed; those
   * 128 characters themselves, should they come, are taken for bytes that are not well-formed. That
   * makes the mapping one to one, and unlike lone surrogates its strings can be written anywhere.
   */
  private static final char ESCAPE = 0xef00;

  private WireText() {}

  static String decode(MemorySegment segment, long offset, int length) {
    var bytes = new byte[length];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    for (byte b : bytes) {
      if (b < 0) {
        return decodeUtf8(bytes);
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String decodeUtf8(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = sequenceLength(bytes[at]);
      int character = character(bytes, at, length);
      if (character < 0) {
        text.append((char) (ESCAPE + (bytes[at] & 0xff)));
        at++;
      } else {
        text.appendCodePoint(character);
        at += length;
      }
    }
    return text.toString();
  }

  private static int sequenceLength(byte first) {
    return Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
  }

  /* The character these bytes are, or -1 if they are none (RFC 3629, section 4) or one of the
   * escapes. */
  private static int character(byte[] bytes, int at, int length) {
    if (length == 1) {
      return bytes[at]; // negative for a continuation byte
    }
    if (length > 4 || at + length > bytes.length) {
      return -1;
    }
    int character = bytes[at] & 0x7f >> length;
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return -1;
      }
      character = character << 6 | bytes[at + i] & 0x3f;
    }
    boolean isShortest = character >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
    boolean isCharacter =
        character <= Character.MAX_CODE_POINT
            && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    return isShortest && isCharacter && !isEscape(character) ? character : -1;
  }

  private static boolean isEscape(int c) {
    return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
  }

  static byte[] encode(String text) {
    if (text.chars().noneMatch(WireText::isEscape)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new ByteArrayOutputStream(text.length() + 16);
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isEscape(text.charAt(at))) {
        bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
        bytes.write(text.charAt(at) & 0xff);
        from = at + 1;
      }
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
