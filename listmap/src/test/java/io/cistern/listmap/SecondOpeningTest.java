package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cistern.crashtest.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A file that is open, in this process or another, to write or to read, by any of its names: who
/// comes second, by whichever name and to whatever end, is refused at once. Two processes that only
/// read do not disturb each other.
class SecondOpeningTest {

  private static final byte[] KEY = {1};

  private enum Way {
    WRITE,
    READ;

    ListMapOptions options() {
      return this == WRITE ? ListMapOptions.defaults() : ListMapOptions.forReading();
    }
  }

  @TempDir Path directory;
  private final Map<String, Path> names = new LinkedHashMap<>();

  @BeforeEach
  void write() throws IOException {
    var home = Files.createDirectory(directory.resolve("home"));
    var file = home.resolve("map.lm");
    try (var map = ListMap.open(file, ListMapOptions.defaults())) {
      map.put(KEY, KEY);
    }
    names.put("its name", file);
    names.put("a relative name", Path.of("").toAbsolutePath().relativize(file));
    names.put("a name with dots", home.resolve("../home/./map.lm"));
    names.put("a symbolic link", Files.createSymbolicLink(directory.resolve("symbolic"), file));
    names.put("a hard link", Files.createLink(directory.resolve("hard"), file));
    var other = Files.createSymbolicLink(directory.resolve("other"), home);
    names.put("another directory", other.resolve("map.lm"));
  }

  @ParameterizedTest
  @CsvSource({"WRITE, false", "READ, false", "WRITE, true", "READ, true"})
  void isRefused(Way first, boolean isElsewhere) throws Exception {
    int refused = 0;
    int shared = 0;
    for (var name : names.values()) {
      try (var _ = isElsewhere ? elsewhere(first, name) : ListMap.open(name, first.options())) {
        for (var again : names.entrySet()) {
          for (var second : Way.values()) {
            if (isElsewhere && first == Way.READ && second == Way.READ) {
              ListMap.open(again.getValue(), second.options()).close();
              shared++;
            } else {
              assertThat(catchThrowable(() -> ListMap.open(again.getValue(), second.options())))
                  .as("%s and then %s by %s", first, second, again.getKey())
                  .isInstanceOf(MapLockedException.class)
                  .hasMessageContaining(isElsewhere ? "another process" : "this process");
              refused++;
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "first to %s %s: %d second openings refused, %d shared%n",
        first,
        isElsewhere ? "in another process" : "here",
        refused,
        shared);
    try (var map = ListMap.open(directory.resolve("hard"), ListMapOptions.defaults())) {
      assertThat(map.getBytes(KEY)).isEqualTo(KEY);
    }
  }

  /// A process that has a file open until its input ends.
  private static AutoCloseable elsewhere(Way way, Path file) throws IOException {
    var process = ChildJvm.of(Program.class, way, file).start();
    var answer = new String(process.getInputStream().readNBytes(6), StandardCharsets.UTF_8);
    assertThat(answer).isEqualTo("opened");
    return () -> {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    };
  }

  /// Opens a file: which way, and its name.
  static final class Program {
    public static void main(String[] arguments) throws IOException {
      var way = Way.valueOf(arguments[0]);
      try (var _ = ListMap.open(Path.of(arguments[1]), way.options())) {
        System.out.print("opened");
        System.out.flush();
        while (System.in.read() >= 0) {
          // whoever waits says nothing
        }
      }
    }
  }
}
