package io.cistern.app.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/// The jar's main class, compiled for Java 8: where Java is too old for the program it says so,
/// which the program itself cannot.
public final class Launcher {
  private static final int OLDEST = 25;

  private Launcher() {}

  /// Starts the program, or ends with 1.
  ///
  /// @param arguments the program's
  /// @throws Throwable what the program throws
  public static void main(String[] arguments) throws Throwable {
    String refusal =
        refusal(
            System.getProperty("java.specification.version"),
            System.getProperty("java.version"),
            System.getProperty("java.home"));
    if (!refusal.isEmpty()) {
      System.err.println(refusal);
      System.exit(1);
    }
    try {
      Method main =
          Class.forName("io.cistern.app.cli.Main").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// What is said to a Java that is too old; empty for one that is not.
  static String refusal(String specification, String version, String home) {
    String major = specification.startsWith("1.") ? specification.substring(2) : specification;
    return Integer.parseInt(major) >= OLDEST
        ? ""
        : "cistern: Cistern needs Java "
            + OLDEST
            + " or newer; this is "
            + version
            + " ("
            + home
            + ").\n"
            + "cistern: start it with a newer one, as /path/to/jdk-"
            + OLDEST
            + "/bin/java -jar cistern.jar, or with ./cistern, which looks for one";
  }
}
