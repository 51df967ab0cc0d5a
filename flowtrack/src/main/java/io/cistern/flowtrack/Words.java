package io.cistern.flowtrack;

import java.util.Locale;

/// Numbers as people write them. The texts of alerts use nothing else.
final class Words {
  private static final String[] LARGE = {"million", "billion", "trillion"};
  private static final double MILLION = 1e6;

  private Words() {}

  /// A whole number: `42`, `1,712`, `9.3 million`.
  static String count(long number) {
    return number < MILLION ? String.format(Locale.ROOT, "%,d", number) : large((double) number);
  }

  /// A whole number that is not exact, to three digits: `1,710`, `21,300`, `9.3 million`.
  static String rounded(long number) {
    long unit = 1;
    while (number / unit >= 1000) {
      unit *= 10;
    }
    return count(Math.round((double) number / unit) * unit);
  }

  /// A measured number, to two digits: `0.053`, `2.6`, `740`, `21,000`, `9.3 million`.
  static String about(double number) {
    if (!(number > 0)) {
      return "0";
    }
    double unit = Math.pow(10, Math.floor(Math.log10(number)) - 1);
    double rounded = Math.round(number / unit) * unit;
    if (rounded >= 10) {
      return count(Math.round(rounded));
    }
    int digits = (int) Math.min(9, Math.max(0, 1 - Math.floor(Math.log10(rounded))));
    String text = String.format(Locale.ROOT, "%." + digits + "f", rounded);
    return text.replaceAll("\\.?0+$", "");
  }

  /// A share of 0 to 1: `12 %`, `0.4 %`.
  static String percent(double share) {
    return share >= 0.995 && share < 1 ? "over 99 %" : about(100 * share) + " %";
  }

  /// A rate in bits a second: `740 Mbit/s`, `1.2 Gbit/s`.
  static String bits(double perSecond) {
    String[] prefixes = {"", "k", "M", "G", "T"};
    double value = perSecond;
    int i = 0;
    while (value >= 999.5 && i < prefixes.length - 1) {
      value /= 1000;
      i++;
    }
    return about3(value) + " " + prefixes[i] + "bit/s";
  }

  private static String about3(double value) {
    String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, Math.max(0, value));
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String large(double number) {
    double value = number / MILLION;
    int i = 0;
    while (value >= 999.5 && i < LARGE.length - 1) {
      value /= 1000;
      i++;
    }
    String format = value >= 9.95 ? "%,.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, LARGE[i]).replace(".0 ", " ");
  }
}
