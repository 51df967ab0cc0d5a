package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private static final int JAVA_8 = 52;

  @Test
  void isAClassThatJava8Loads() throws IOException {
    try (var in =
        new DataInputStream(
            Objects.requireNonNull(Launcher.class.getResourceAsStream("Launcher.class")))) {
      in.readInt();
      in.readShort();
      assertThat(in.readShort()).isEqualTo((short) JAVA_8);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.8, 1.8.0_442", "11, 11.0.25", "17, 17.0.15", "24, 24.0.2"})
  void saysToAnOlderJavaWhatIsNeeded(String specification, String version) {
    assertThat(Launcher.refusal(specification, version, "/usr/lib/jvm/old"))
        .contains("needs Java 25 or newer; this is " + version + " (/usr/lib/jvm/old)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "26", "30"})
  void startsOnANewerOne(String specification) {
    assertThat(Launcher.refusal(specification, specification, "/usr/lib/jvm/new")).isEmpty();
  }
}
