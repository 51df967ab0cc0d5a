package io.cistern.app.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the query of a URL: `name=value` pairs joined by `&`, percent-encoded UTF-8, `+` for a
/// blank. Whatever is malformed ends the request with a [ProblemException] that names the
/// parameter.
final class QueryText {
  private QueryText() {}

  /// @param query as it came, without the `?`, or null
  /// @param known the names that may come; any other is refused
  static Map<String, List<String>> parse(@Nullable String query, List<String> known) {
    var values = new HashMap<String, List<String>>();
    if (query == null) {
      return values;
    }
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name =
            decode("the name of a parameter", pair, equals < 0 ? pair : pair.substring(0, equals));
        if (!known.contains(name)) {
          throw ProblemException.badParameter(name, "unknown parameter: " + name);
        }
        String value = equals < 0 ? "" : decode(name, name, pair.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return values;
  }

  private static String decode(String what, String parameter, String text) {
    try {
      String decoded = decode(text);
      if (decoded.chars().noneMatch(Character::isISOControl)) {
        return decoded;
      }
    } catch (CharacterCodingException | IllegalArgumentException _) { // refused below too
    }
    throw ProblemException.badParameter(
        parameter, what + " is not percent-encoded UTF-8 without control characters");
  }

  private static String decode(String text) throws CharacterCodingException {
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) hex(text, i + 1));
        i += 2;
      } else if (c < 0x80) {
        bytes.put((byte) (c == '+' ? ' ' : c));
      } else {
        throw new IllegalArgumentException("not ASCII");
      }
    }
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
  }

  private static int hex(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 1), 16);
    if (low < 0) {
      throw new IllegalArgumentException("not two hex digits");
    }
    return high << 4 | low;
  }
}
