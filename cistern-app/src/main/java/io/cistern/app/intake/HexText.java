package io.cistern.app.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Datagrams as hexadecimal text: digits with or without spaces, colons, hyphens, commas and `0x`,
/// as `xxd` and `hexdump -C` print them or as one finds them in a mail. A blank line ends a
/// datagram, `#` begins a comment.
final class HexText {
  private static final int MOST_LINE = 1 << 20;
  private static final int MOST_DATAGRAM = 65_535;

  /// An offset with a colon, the bytes, and behind two spaces the same as characters.
  private static final Pattern XXD = Pattern.compile("(?:0x)?\\p{XDigit}{4,8}: (.*?)(?:  .*)?");

  /// An offset, the bytes, and between bars the same as characters; the last line is an offset.
  private static final Pattern HEXDUMP =
      Pattern.compile("\\p{XDigit}{8}(?:  ([\\p{XDigit} ]*?) *\\|.*)?");

  private static final Pattern SEPARATORS = Pattern.compile("0[xX]|[\\s:,-]");

  private final InputStream in;
  private int line;
  private boolean isEnd;

  /// Whether the last line was one of `hexdump -C`.
  private boolean isHexdump;

  HexText(InputStream in) {
    this.in = in;
  }

  /// Whether a file that begins so may be one: nothing but ASCII, a digit or a comment first.
  static boolean isText(byte[] head) {
    int first = 0;
    for (byte b : head) {
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
        return false;
      }
      first = first == 0 && b > ' ' ? b : first;
    }
    return first == '#' || Character.digit(first, 16) >= 0;
  }

  /// The next datagram, or null at the end.
  ///
  /// @throws IOException if a line is no hexadecimal text
  byte @Nullable [] next() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!isEnd) {
      String text = readLine();
      String digits = text.replaceFirst("#.*", "").strip();
      if (!digits.isEmpty()) {
        bytes.writeBytes(parse(digits));
        requireRoom(bytes.size());
      } else if (text.isBlank() && bytes.size() > 0) {
        return bytes.toByteArray();
      }
    }
    return bytes.size() > 0 ? bytes.toByteArray() : null;
  }

  private void requireRoom(int size) throws IOException {
    if (size > MOST_DATAGRAM) {
      throw new IOException(
          "line "
              + line
              + ": a datagram of more than "
              + MOST_DATAGRAM
              + " bytes; a blank line begins a new one");
    }
  }

  private byte[] parse(String text) throws IOException {
    String digits = text;
    Matcher hexdump = HEXDUMP.matcher(text);
    Matcher xxd = XXD.matcher(text);
    if (hexdump.matches() && (hexdump.group(1) != null || isHexdump)) {
      isHexdump = hexdump.group(1) != null;
      digits = isHexdump ? hexdump.group(1) : "";
    } else if (xxd.matches()) {
      digits = xxd.group(1);
    }
    try {
      return HexFormat.of().parseHex(SEPARATORS.matcher(digits).replaceAll(""));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "neither pcap, pcapng nor a datagram, and as hexadecimal text wrong in line " + line, e);
    }
  }

  private String readLine() throws IOException {
    var text = new StringBuilder();
    line++;
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        isEnd = true;
        break;
      }
      text.append((char) c);
      if (text.length() > MOST_LINE) {
        throw new IOException("line " + line + ": longer than " + MOST_LINE);
      }
    }
    return text.toString();
  }
}
