package io.cistern.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of bytes: a whole number, and `k`, `M`, `G` or `T` for 1024 of them, 1024 of
/// those, and so on.
final class BytesText implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,19})([kMGT]?)");
  private static final String UNITS = "kMGT";

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
      try {
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
      } catch (ArithmeticException | NumberFormatException _) { // too large: said below
      }
    }
    throw new TypeConversionException("not a number of bytes such as 5000000, 500M or 2T: " + text);
  }
}
