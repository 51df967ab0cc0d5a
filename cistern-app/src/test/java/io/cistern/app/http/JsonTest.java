package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.SeriesView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource({
    "23856378, 23856378",
    "0, 0",
    "-3, -3",
    "0.5, 0.5",
    "9007199254740992, 9007199254740992",
    "1e300, 1.0E300",
    "NaN, null",
    "-Infinity, null"
  })
  void spellsNumbersAsShortAsTheyAre(double value, String text) {
    assertThat(text(value)).isEqualTo(text);
    assertThat(text(new SeriesView.Point(7, value))).isEqualTo("[7," + text + "]");
  }

  @Test
  void keepsGapsAndTimes() {
    assertThat(text(new SeriesView.Point(7, null))).isEqualTo("[7,null]");
    assertThat(text(Instant.ofEpochMilli(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
  }

  private static String text(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }
}
