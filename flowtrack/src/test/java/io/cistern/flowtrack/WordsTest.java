package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "42 | 42",
        "1712 | 1,712",
        "999999 | 999,999",
        "1000000 | 1 million",
        "9265605 | 9.3 million",
        "12345678 | 12 million",
        "999600000 | 1 billion",
        "4294967296 | 4.3 billion"
      })
  void countsAreWhole(long number, String text) {
    assertThat(Words.count(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"30 | 30", "1712 | 1,710", "21345 | 21,300", "999999 | 1 million"})
  void estimatesHaveThreeDigits(long number, String text) {
    assertThat(Words.rounded(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "0.0533 | 0.053",
        "0.5 | 0.5",
        "2.56 | 2.6",
        "9.99 | 10",
        "60 | 60",
        "740.3 | 740",
        "21345 | 21,000",
        "9265605 | 9.3 million",
        "NaN | 0"
      })
  void ratesHaveTwoDigits(double number, String text) {
    assertThat(Words.about(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 bit/s",
        "999 | 999 bit/s",
        "1e9 | 1 Gbit/s",
        "1.234e9 | 1.23 Gbit/s",
        "5e14 | 500 Tbit/s"
      })
  void bitRatesHaveAPrefix(double number, String text) {
    assertThat(Words.bits(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1 | 100 %", "0.999 | over 99 %", "0.25 | 25 %", "0.004 | 0.4 %", "0 | 0 %"})
  void sharesArePerCent(double share, String text) {
    assertThat(Words.percent(share)).isEqualTo(text);
  }
}
