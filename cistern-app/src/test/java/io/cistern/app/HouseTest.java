package io.cistern.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may know whom: the libraries nobody but the JDK (metricstore's listmap and the simulator's
/// codec aside), packages of the collector no circle, classes of a package no large one.
class HouseTest {
  private static final String JDK = "java..";
  private static final String ANNOTATIONS = "org.jspecify..";
  private static final int LARGEST_CIRCLE = 6;

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cistern");

  private static void knowsOnly(String library, String... others) {
    String[] allowed = new String[others.length + 3];
    allowed[0] = library + "..";
    allowed[1] = JDK;
    allowed[2] = ANNOTATIONS;
    System.arraycopy(others, 0, allowed, 3, others.length);
    classes()
        .that()
        .resideInAPackage(library + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(HOUSE);
  }

  @Nested
  class Libraries {
    @Test
    void knowTheJdkAlone() {
      knowsOnly("io.cistern.sflow");
      knowsOnly("io.cistern.protodecode");
      knowsOnly("io.cistern.flowtrack");
      knowsOnly("io.cistern.listmap");
    }

    @Test
    void knowWhatTheyAreMadeOf() {
      knowsOnly("io.cistern.metricstore", "io.cistern.listmap..");
      knowsOnly("io.cistern.simulate", "io.cistern.sflow..");
    }
  }

  @Nested
  class Packages {
    @Test
    void ofTheCollectorHaveNoCircle() {
      slices().matching("io.cistern.app.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.cistern.sflow", "io.cistern.metricstore"})
    void ofALibraryHaveNoCircle(String library) {
      JavaClasses classes = HOUSE.that(resideInAPackage(library + ".."));
      slices().matching("io.cistern.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void ofListmapHaveNoCircle() {
      slices().matching("io.cistern.listmap.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    /// They have the exceptions and reports that it shows in common, and know nothing else of it.
    @Test
    void ofListmapDoNotKnowTheMap() {
      var known = "(.*Exception|VerifyReport.*|VerifyMode|SalvageReport)";
      noClasses()
          .that()
          .resideInAPackage("io.cistern.listmap.*")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.cistern.listmap")
                  .and(not(nameMatching("io\\.cistern\\.listmap\\." + known))))
          .check(HOUSE);
    }

    @Test
    void haveNoLargeCircleOfClasses() {
      var tooLarge = new TreeMap<String, Set<String>>();
      circles()
          .forEach((name, circle) -> {
            if (circle.size() > LARGEST_CIRCLE) {
              tooLarge.put(name, circle);
            }
          });
      assertThat(tooLarge).isEmpty();
    }

    /// The largest circle of each package.
    private static Map<String, Set<String>> circles() {
      var known = new HashMap<String, Set<String>>();
      for (JavaClass type : HOUSE) {
        known.computeIfAbsent(outer(type), _ -> new HashSet<>()).addAll(neighbours(type));
      }
      var reached = new HashMap<String, Set<String>>();
      known.keySet().forEach(type -> reached.put(type, reach(type, known)));
      var largest = new HashMap<String, Set<String>>();
      reached.forEach((type, ends) -> {
        var circle = new TreeSet<String>();
        ends.stream()
            .filter(end -> reached.getOrDefault(end, Set.of()).contains(type))
            .forEach(circle::add);
        largest.merge(
            type.substring(0, type.lastIndexOf('.')),
            circle,
            (a, b) -> a.size() >= b.size() ? a : b);
      });
      return largest;
    }

    /// A nested class belongs to the one around it.
    private static String outer(JavaClass type) {
      String name = type.getName();
      int nested = name.indexOf('$');
      return nested < 0 ? name : name.substring(0, nested);
    }

    private static Set<String> neighbours(JavaClass type) {
      var names = new HashSet<String>();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(type.getPackageName())
            && !outer(target).equals(outer(type))) {
          names.add(outer(target));
        }
      }
      return names;
    }

    private static Set<String> reach(String start, Map<String, Set<String>> known) {
      var seen = new HashSet<String>();
      var next = new ArrayDeque<String>();
      next.add(start);
      while (!next.isEmpty()) {
        for (String neighbour : known.getOrDefault(next.remove(), Set.of())) {
          if (seen.add(neighbour)) {
            next.add(neighbour);
          }
        }
      }
      return seen;
    }
  }
}
