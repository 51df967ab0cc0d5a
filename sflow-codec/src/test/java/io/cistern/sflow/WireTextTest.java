package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTextTest {
  private static String decode(byte[] bytes) {
    return WireText.decode(Corpus.segment(bytes), 0, bytes.length);
  }

  /* What Java's own decoder makes of them, or nothing where they are not well-formed. */
  private static String strict(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return "";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "61, a",
    "c3a9, é",
    "e282ac, €",
    "f09f9880, 😀",
    "e9, \\uefe9", // Latin-1
    "c080, \\uefc0\\uef80", // not the shortest form
    "eda080, \\uefed\\uefa0\\uef80", // a surrogate
    "f4908080, \\ueff4\\uef90\\uef80\\uef80", // beyond Unicode
    "f8908080, \\ueff8\\uef90\\uef80\\uef80", // five bytes were meant once
    "eebe80, \\uefee\\uefbe\\uef80", // U+EF80, an escape itself
    "61e282, a\\uefe2\\uef82", // cut
  })
  void escapesWhatIsNotWellFormed(String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(decode(bytes)).isEqualTo(unescaped(expected));
    assertThat(WireText.encode(decode(bytes))).isEqualTo(bytes);
  }

  private static String unescaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  @Test
  void losesNoByteAndAgreesWithJava() {
    long seed = Long.getLong("cistern.seed", new Random().nextLong());
    System.out.println("WireTextTest -Dcistern.seed=" + seed);
    var random = new Random(seed);
    byte[] likely = HexFormat.of().parseHex("61c3a9e282acf09f9880eebe80ed9fbfeda0808090f4908fbf");
    int wellFormed = 0;
    for (int i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(6)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt();
      }
      String text = decode(bytes);
      assertThat(WireText.encode(text)).isEqualTo(bytes);
      String javas = strict(bytes);
      boolean hasEscapes = javas.chars().anyMatch(c -> c >= 0xef80 && c <= 0xefff);
      if (!javas.isEmpty() && !hasEscapes) {
        assertThat(text).isEqualTo(javas);
        wellFormed++;
      } else {
        assertThat(text.isEmpty()).isEqualTo(bytes.length == 0);
      }
    }
    assertThat(wellFormed).isGreaterThan(1000);
  }
}
