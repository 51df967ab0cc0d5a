package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorePropertiesTest {
  private static final MetricStoreOptions OPTIONS =
      MetricStoreOptions.builder().partitionLength(Duration.ofHours(6)).build();

  private final Locale before = Locale.getDefault();
  @TempDir private Path directory;

  @AfterEach
  void leaveTheLocaleAsItWas() {
    Locale.setDefault(before);
  }

  private static void create(Path root) throws IOException {
    MetricStore.open(root, OPTIONS).close();
  }

  private static String text(Path root) throws IOException {
    return Files.readString(StoreProperties.file(root), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai", "en"})
  void areTheSameInEveryLocale(String locale) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    create(directory);
    assertThat(text(directory)).contains("\nformat=1\n", "\npartitionMillis=21600000\n");
    MetricStore.open(directory, OPTIONS).close();
    assertThat(OfflineStore.inspect(directory).isSound()).isTrue();
  }

  /// As an earlier version wrote them where digits are others.
  @Test
  void withDigitsThatWereNotWrittenSayWhatToDo() throws Exception {
    create(directory);
    Files.writeString(
        StoreProperties.file(directory), text(directory).replace("21600000", "????????"));
    assertThatThrownBy(() -> MetricStore.open(directory, OPTIONS))
        .isInstanceOf(IncompleteStoreException.class)
        .hasMessageContainingAll("partitionMillis=????????", "meta.properties", "salvage");
  }

  @Test
  void readDigitsOfEveryScript() throws Exception {
    create(directory);
    Files.writeString(
        StoreProperties.file(directory),
        text(directory)
            .replace("21600000", "\\u0662\\u0661\\u0666\\u0660\\u0660\\u0660\\u0660\\u0660"));
    MetricStore.open(directory, OPTIONS).close();
  }
}
