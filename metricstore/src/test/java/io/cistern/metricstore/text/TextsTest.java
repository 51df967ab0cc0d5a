package io.cistern.metricstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.metricstore.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "if/3", "\u00e4\u20ac", "\uD83D\uDE00", "\uD83D", "a\uDE00\uD83Db", "\uFFFF"})
  void everyTextIsDecodedAsItWas(String text) {
    byte[] encoded = Texts.encode(text);
    assertThat(Texts.decode(encoded, 0, encoded.length)).isEqualTo(text);
  }

  @Test
  void noTwoTextsHaveOneEncoding() {
    assertThat(Texts.encode("\uD83D")).isNotEqualTo(Texts.encode("?"));
    assertThat(Texts.encode("\uD83D\uDE00")).hasSize(4);
  }

  @Test
  void findsWhatWasAddedByNumber() {
    var texts = new Texts();
    for (int i = 0; i < 20_000; i++) {
      assertThat(texts.add(Texts.encode("value-" + i))).isEqualTo(i);
    }
    assertThat(texts.find(Texts.encode("value-4711"))).isEqualTo(4_711);
    assertThat(texts.find(Texts.encode("value-20000"))).isNegative();
    assertThat(text(texts, 19_999)).isEqualTo("value-19999");
  }

  @Test
  void keepsTextsLargerThanAPage() {
    var texts = new Texts();
    String large = "x".repeat(100_000);
    texts.add(Texts.encode("a"));
    texts.add(Texts.encode(large));
    texts.add(Texts.encode("b"));
    assertThat(List.of(text(texts, 0), text(texts, 1), text(texts, 2)))
        .containsExactly("a", large, "b");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void thoseWithABeginningAreAmongThoseThatItFinds(long fixed) {
    SplittableRandom random = Seeds.random("texts", fixed);
    var all = new ArrayList<String>();
    var texts = new Texts();
    for (int i = 0; i < 12_000; i++) {
      String text = String.format(Locale.ROOT, "%04x-%d", random.nextInt(1 << 16), i);
      all.add(text);
      texts.add(Texts.encode(text));
      if (i % 1_500 == 0) {
        check(texts, all, String.format(Locale.ROOT, "%02x", random.nextInt(256)));
      }
      if (i == 7_000) {
        texts = texts.only(number -> number % 3 != 0);
        var rest = new ArrayList<String>();
        for (int n = 0; n < all.size(); n++) {
          if (n % 3 != 0) {
            rest.add(all.get(n));
          }
        }
        all = rest;
      }
    }
    check(texts, all, "00");
    check(texts, all, "ff");
    assertThat(texts.beginning(Texts.encode("ff"))).hasSizeLessThan(2_000);
    assertThat(texts.beginning(new byte[0])).isNull();
  }

  private static void check(Texts texts, List<String> all, String prefix) {
    int[] found = texts.beginning(Texts.encode(prefix));
    IntStream numbers = found == null ? IntStream.range(0, texts.count()) : IntStream.of(found);
    assertThat(numbers.mapToObj(n -> text(texts, n)).filter(text -> text.startsWith(prefix)))
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(text -> text.startsWith(prefix)).toList());
  }

  private static String text(Texts texts, int number) {
    return Texts.decode(texts.page(number), texts.from(number), texts.to(number));
  }
}
