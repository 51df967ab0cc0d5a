package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// No line of what we write has more than 100 columns: Java, JavaScript, CSS, HTML, shell.
///
/// Markdown may be as long as it likes, and so may a row of a table in a documentation comment,
/// which is Markdown and cannot be wrapped. What lies under `src/test/resources` comes from
/// elsewhere.
class LineLengthTest {
  private static final int COLUMNS = 100;
  private static final Path PROJECT = Path.of("..");

  private static final Pattern OURS = Pattern.compile(".*\\.(?:java|js|css|html|sh)");
  private static final Pattern SCRIPT = Pattern.compile("#!.*\\b(?:ba)?sh");
  private static final Pattern TABLE_ROW = Pattern.compile("\\s*/// *\\|.*");
  private static final Set<String> NOT_OURS = Set.of("target", "data", "node_modules");

  @Test
  void isAtMost100() throws IOException {
    List<Path> files = files();
    assertThat(files)
        .extracting(file -> PROJECT.relativize(file).toString())
        .contains("cistern", Path.of("cistern-app/src/main/resources/web/style.css").toString())
        .hasSizeGreaterThan(500);
    var tooLong = new ArrayList<String>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (isTooLong(lines.get(i))) {
          tooLong.add(PROJECT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i));
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static boolean isTooLong(String line) {
    return line.codePointCount(0, line.length()) > COLUMNS && !TABLE_ROW.matcher(line).matches();
  }

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        PROJECT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (OURS.matcher(file.toString()).matches() || isScript(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isOurs(Path folder) {
    String name = folder.getFileName().toString();
    boolean isHidden = name.startsWith(".") && !name.equals("..") && !name.equals(".ci");
    return !isHidden
        && !NOT_OURS.contains(name)
        && !folder.endsWith(Path.of("src", "test", "resources"));
  }

  /// Whether a file without a dot in its name is for a shell, by its first line.
  private static boolean isScript(Path file) throws IOException {
    if (file.getFileName().toString().contains(".") || Files.size(file) > 1 << 20) {
      return false;
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String first = reader.readLine();
      return first != null && SCRIPT.matcher(first).find();
    }
  }
}
