package io.cistern.protodecode;

import org.jspecify.annotations.Nullable;

/// Reads the text forms of addresses behind [Addresses].
final class AddressParser {
  private static final int MAX_LENGTH = 45; // six groups and a dotted end

  private AddressParser() {}

  static @Nullable IpAddress parseIp(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    if (text.indexOf(':') >= 0) {
      return parseIpv6(text);
    }
    long address = parseIpv4(text);
    return address < 0 ? null : new IpAddress(4, 0, address);
  }

  /// The address, or -1.
  private static long parseIpv4(String text) {
    long address = 0;
    int position = 0;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? text.indexOf('.', position) : text.length();
      int number = end < 0 ? -1 : number(text, position, end, 10, 3);
      if (number < 0 || number > 255 || (text.charAt(position) == '0' && end - position > 1)) {
        return -1;
      }
      address = address << 8 | number;
      position = end + 1;
    }
    return address;
  }

  private static @Nullable IpAddress parseIpv6(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[8];
    if (gap < 0) {
      return parseGroups(text, groups) == 8 ? address(groups) : null;
    }
    int before = gap == 0 ? 0 : parseGroups(text.substring(0, gap), groups);
    String rest = text.substring(gap + 2);
    int[] tail = new int[8];
    int after = rest.isEmpty() ? 0 : parseGroups(rest, tail);
    boolean dottedBeforeGap = gap > 0 && text.lastIndexOf('.', gap) >= 0;
    if (before < 0 || after < 0 || before + after > 7 || dottedBeforeGap) {
      return null;
    }
    System.arraycopy(tail, 0, groups, 8 - after, after);
    return address(groups);
  }

  /// Fills groups from text without `::` and returns their number, or -1.
  private static int parseGroups(String text, int[] groups) {
    int count = 0;
    int position = 0;
    while (position <= text.length()) {
      int colon = text.indexOf(':', position);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', position) >= 0) {
        long dotted = parseIpv4(text.substring(position));
        if (dotted < 0 || count > 6) {
          return -1;
        }
        groups[count++] = (int) (dotted >>> 16);
        groups[count++] = (int) dotted & 0xFFFF;
        return count;
      }
      int group = number(text, position, end, 16, 4);
      if (group < 0 || count == 8) {
        return -1;
      }
      groups[count++] = group;
      position = end + 1;
    }
    return count;
  }

  private static IpAddress address(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new IpAddress(6, high, low);
  }

  static long parseMac(String text) {
    if (text.length() != 17) {
      return -1;
    }
    char separator = text.charAt(2);
    if (separator != ':' && separator != '-') {
      return -1;
    }
    long address = 0;
    for (int at = 0; at < 17; at += 3) {
      int number = number(text, at, at + 2, 16, 2);
      if (number < 0 || (at + 2 < 17 && text.charAt(at + 2) != separator)) {
        return -1;
      }
      address = address << 8 | number;
    }
    return address;
  }

  /// The number in ASCII digits between begin and end, or -1 if it has no digits, other characters,
  /// or too many.
  private static int number(String text, int begin, int end, int radix, int maxDigits) {
    if (end <= begin || end - begin > maxDigits) {
      return -1;
    }
    int number = 0;
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
