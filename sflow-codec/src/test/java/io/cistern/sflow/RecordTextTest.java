package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documentation of the records: it says what a value means before how many bits it has.
class RecordTextTest {
  private static final Path RECORDS = Path.of("src", "main", "java", "io/cistern/sflow/record");
  private static final Pattern ONLY_A_TYPE =
      Pattern.compile(
          "@param \\w+ (?:(?:un)?signed \\d+ bits|(?:text|bytes|MAC|address)(?: at \\d+)?$)",
          Pattern.MULTILINE);

  @Test
  void saysWhatEachValueMeans() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(RECORDS)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(120);
    var unexplained = new ArrayList<String>();
    for (Path file : files) {
      ONLY_A_TYPE
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> unexplained.add(file.getFileName() + ": " + found.group()));
    }
    assertThat(unexplained).isEmpty();
  }
}
