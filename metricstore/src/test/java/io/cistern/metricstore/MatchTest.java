package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Globs; expressions are held by the tests of regular expressions and of selections.
class MatchTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, if_in_octets, true",
    "if_*_octets, if_in_octets, true",
    "if_*_octets, if_in_errors, false",
    "if_*_octets, if__octets, true",
    "if_??_octets, if_in_octets, true",
    "if_??_octets, if_out_octets, false",
    "**a*b, xaxxbxb, true",
    "**a*b, xaxxbxc, false",
    "192.0.2.*, 192.0.2.17, true",
    "192.0.2.*, 192x0.2.17, false",
    "'', a, false",
    "'', '', true",
    "a, '', false"
  })
  void matchesTheWholeText(String pattern, String text, boolean matches) {
    assertThat(Match.glob(pattern).matches(text)).isEqualTo(matches);
  }
}
