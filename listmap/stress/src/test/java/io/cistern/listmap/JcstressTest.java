package io.cistern.listmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jcstress.Main;

/// Runs jcstress over the classes whose names end in `Stress`. It starts a JVM for each test and
/// each way of compiling it, which takes minutes: only where `cistern.jcstress` says with which of
/// its options.
@EnabledIfSystemProperty(
    named = "cistern.jcstress",
    matches = ".+",
    disabledReason = "takes minutes: listmap/campaign.sh jcstress")
class JcstressTest {

  /// A row of a table of outcomes: the outcome, then how often it was seen.
  private static final Pattern SAMPLES = Pattern.compile("\\n +-?\\d+ +([\\d,]+) +[<\\d.]+%");

  private static final Pattern OK = Pattern.compile("\\[OK] \\S*\\.(\\w+\\.\\w+)\\n");

  @Test
  void noForbiddenOutcomeIsSeen() throws Exception {
    var options = System.getProperty("cistern.jcstress", "");
    var directory = Files.createDirectories(Path.of("target", "jcstress"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var command = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("-jvmArgsPrepend", "--enable-native-access=ALL-UNNAMED", "-v"));
    command.addAll(List.of(options.split(" ")));
    var log = directory.resolve("log");
    int exit =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    var output = Files.readString(log, StandardCharsets.UTF_8);
    assertEquals(0, exit, output);
    assertTrue(output.contains("Failed tests: No matches."), output);
    assertTrue(output.contains("Error tests: No matches."), output);
    var summary = output.substring(output.indexOf("RUN RESULTS:"));
    long samples = SAMPLES.matcher(summary).results().mapToLong(row -> number(row.group(1))).sum();
    var tests = OK.matcher(summary).results().map(row -> row.group(1)).toList();
    assertEquals(11, tests.size(), summary);
    assertTrue(samples > 0, summary);
    System.out.printf(Locale.ROOT, "jcstress %s: %,d samples of %s%n", options, samples, tests);
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }
}
