package io.cistern.metricstore.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.metricstore.Seeds;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "if/[0-9]+ if/48 if/",
        "eth|lo lo ethlo",
        "(?i)Core core car",
        "(?i:c)ore Core cORE",
        "a.c a/c abbc",
        "10\\.0\\..* 10.0.3.1 10.10.3.1",
        "x{2,3} xxx xxxx",
        "x{2,} xxxxx x",
        "x{2} xx xxx",
        "a{b} a{b} ab",
        "[^a-c]x dx ax",
        "[]a] ] b",
        "[a\\-z] - b",
        "[[:alpha:]]+ abc a1",
        "[[:^digit:]] x 1",
        "\\d\\D\\w\\W 1a_- 1a--",
        "\\x41\\x{1F600} A\uD83D\uDE00 AB",
        "\\Qa.b\\E a.b axb",
        "(?P<n>a)(?<m>b)(?:c) abc ab",
        "^a$ a aa",
        "a\\bb? a ab",
        "(a|b)*?c ababc abab",
        "(a*)*b aab aac",
        "[\\d.]+ 1.2 1,2",
        "[^\\W\\d]+ abc a1",
      })
  void matchesTextsAsAWhole(String expression, String matching, String other) {
    assertThat(Regex.of(expression).matches(matching)).isTrue();
    assertThat(Regex.of(expression).matches(other)).isFalse();
    assertThat(Regex.of(expression).matches("\n" + matching)).isFalse();
  }

  @Test
  void theEmptyExpressionMatchesTheEmptyText() {
    assertThat(Regex.of("").matches("")).isTrue();
    assertThat(Regex.of("").matches("a")).isFalse();
    assertThat(Regex.of("|a").matches("")).isTrue();
    assertThat(Regex.of(".*").matches("")).isTrue();
    assertThat(Regex.of(".+").matches("a\nb")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "(a",
        "a)",
        "[a",
        "*a",
        "+",
        "a{3,2}",
        "a{1001}",
        "\\",
        "(?=a)",
        "(?<!a)",
        "(?z)",
        "\\1",
        "\\pL",
        "[z-a]",
        "[[:nothing:]]",
        "\\x{110000}",
        "\\xg0",
        "(?P<n",
        "(a{1000}){1000}"
      })
  void whatIsNoneOrTooLargeIsRefused(String expression) {
    assertThatThrownBy(() -> Regex.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("regular expression");
  }

  @Test
  void deepOnesAreRefusedAndNestedOnesTakeLinearTime() {
    assertThatThrownBy(() -> Regex.of("(".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
    String text = "a".repeat(50_000);
    assertThat(Regex.of("(a+)+b").matches(text)).isFalse(); // 2^50000 ways to backtrack
    assertThat(Regex.of("(a|aa)*").matches(text)).isTrue();
    assertThat(Regex.of("(a?){500}a{500}").matches("a".repeat(500))).isTrue();
  }

  @Test
  void saysTheOnlyTextThatMatches() {
    assertThat(Regex.of("if/3").literal()).isEqualTo("if/3");
    assertThat(Regex.of("if.3").literal()).isNull();
    assertThat(Regex.of("(?i)if").literal()).isNull();
    assertThat(Regex.of("a|b").literal()).isNull();
    assertThat(Regex.of("10\\.1").literal()).isEqualTo("10.1");
  }

  @Test
  void agreesWithTheJdksOnRandomOnes() {
    SplittableRandom random = Seeds.random("regex", 7);
    for (int round = 0; round < 3_000; round++) {
      String expression = expression(random, 3);
      Regex ours = Regex.of(expression);
      Pattern theirs = Pattern.compile(expression, Pattern.DOTALL);
      for (int i = 0; i < 20; i++) {
        String text = text(random);
        assertThat(ours.matches(text))
            .as("%s of %s", expression, text)
            .isEqualTo(theirs.matcher(text).matches());
      }
    }
  }

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append("abcB_\u00e4".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  private static String expression(SplittableRandom random, int depth) {
    if (depth == 0) {
      String[] atoms = {"a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\b", "(?i:b)", ""};
      return atoms[random.nextInt(atoms.length)];
    }
    String inner = expression(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> "(" + inner + ")*";
      case 1 -> "(?:" + inner + ")+";
      case 2 -> "(" + inner + ")?";
      case 3 -> "(" + inner + "){1,3}";
      case 4 -> inner + "|" + expression(random, depth - 1);
      default -> inner + expression(random, depth - 1);
    };
  }
}
