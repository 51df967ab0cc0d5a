import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// Says at the end of a build how many tests passed, and how many were skipped for want of what.
///
/// Reads the reports that the tests of all modules have left since the build began. The reason of
/// a skip is its message as far as the first colon.
///
/// Arguments: the project's directory, when the build began.
public class TestTally {
  private static final Pattern MODULE_TARGET =
      Pattern.compile(".*/target/surefire-reports/TEST-[^/]*\\.xml");

  /// Behind what JUnit puts before it.
  private static final Pattern REASON =
      Pattern.compile("(?:TestAbortedException: (?:Assumption failed: )?|==> )([^:\\n]+)");

  private int passed;
  private final Map<String, Integer> skipped = new TreeMap<>();

  public static void main(String[] arguments) throws Exception {
    new TestTally().tally(arguments);
  }

  private void tally(String[] arguments) throws Exception {
    var began = Instant.parse(arguments[1]);
    for (var report : reports(Path.of(arguments[0]))) {
      if (!Files.getLastModifiedTime(report).toInstant().isBefore(began)) {
        add(report);
      }
    }
    int count = skipped.values().stream().mapToInt(Integer::intValue).sum();
    if (passed + count > 0) {
      System.out.println(
          String.format(
              Locale.ROOT, "tests: %d passed, %d skipped%s", passed, count, reasons()));
    }
  }

  private static List<Path> reports(Path directory) throws Exception {
    try (var files = Files.walk(directory, 5)) {
      return files
          .filter(file -> MODULE_TARGET.matcher(file.toString().replace('\\', '/')).matches())
          .toList();
    }
  }

  private void add(Path report) throws Exception {
    var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    var cases = builder.parse(report.toFile()).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      var test = (Element) cases.item(i);
      if (test.getElementsByTagName("skipped").item(0) instanceof Element skip) {
        String message = skip.getAttribute("message") + skip.getTextContent();
        skipped.merge(reason(message), 1, Integer::sum);
      } else if (test.getElementsByTagName("failure").getLength() == 0
          && test.getElementsByTagName("error").getLength() == 0) {
        passed++;
      }
    }
  }

  private static String reason(String text) {
    var matcher = REASON.matcher(text);
    return matcher.find() ? matcher.group(1) : "no reason given";
  }

  private String reasons() {
    return skipped.isEmpty()
        ? ""
        : skipped.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
