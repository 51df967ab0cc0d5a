package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/architecture.md` speaks of what there is.
class ArchitectureDocTest {
  /* A name in backticks that begins as a class does, and has a small letter: GET is none. */
  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");
  private static final Pattern PACKAGE_NAME = Pattern.compile("`(io\\.cistern(?:\\.\\w+)+)`");

  private static Set<String> named(Pattern pattern) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "architecture.md"));
    var names = new TreeSet<String>();
    pattern.matcher(text).results().map(match -> match.group(1)).forEach(names::add);
    return names;
  }

  @Test
  void namesClassesThatExist() throws IOException {
    var known = new HashSet<String>();
    new ClassFileImporter()
        .importPackages("io.cistern")
        .forEach(type -> known.add(type.getSimpleName()));
    var named = named(CLASS_NAME);
    assertThat(named).contains("UdpReceiver", "CounterReader", "MetricStore", "ListMap");
    assertThat(known).containsAll(named);
  }

  @Test
  void namesPackagesThatExist() throws IOException {
    /* Programs that only test libraries are in the table and not on this class path. */
    var elsewhere = Set.of("io.cistern.crashtest", "io.cistern.benchmarks");
    var known = new HashSet<String>();
    new ClassFileImporter()
        .importPackages("io.cistern")
        .forEach(type -> known.add(type.getPackageName()));
    var named = named(PACKAGE_NAME);
    named.removeAll(elsewhere);
    assertThat(known).containsAll(named);
  }
}
