package io.cistern.sflow;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
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
      int length = Math.min(sequenceLength(bytes[at]), bytes.length - at);
      CharSequence character = strict(bytes, at, length);
      if (character.isEmpty()) {
        text.append((char) (ESCAPE + (bytes[at] & 0xff)));
        at++;
      } else {
        text.append(character);
        at += length;
      }
    }
    return text.toString();
  }

  private static int sequenceLength(byte first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return ones == 0 ? 1 : Math.min(ones, 4);
  }

  /* The one character these bytes are, or nothing if they are none or one of the escapes. */
  private static CharSequence strict(byte[] bytes, int at, int length) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
      return text.length() == 1 && isEscape(text.charAt(0)) ? "" : text;
    } catch (CharacterCodingException _) {
      return ""; // not well-formed: the caller escapes the first byte
    }
  }

  private static boolean isEscape(char c) {
    return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
  }

  static byte[] encode(String text) {
    if (text.chars().noneMatch(c -> isEscape((char) c))) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new ByteArrayOutputStream(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (c <= Character.MAX_VALUE && isEscape((char) c)) {
            bytes.write(c & 0xff);
          } else {
            bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
          }
        });
    return bytes.toByteArray();
  }
}
