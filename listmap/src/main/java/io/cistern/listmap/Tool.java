package io.cistern.listmap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// The command line: looks at files and rescues what is in damaged ones.
///
/// ```
/// java -cp listmap.jar io.cistern.listmap.Tool verify FILE         checks everything
/// java -cp listmap.jar io.cistern.listmap.Tool dump FILE           prints every structure
/// java -cp listmap.jar io.cistern.listmap.Tool salvage FILE NEW    copies what is intact
/// ```
public final class Tool {

  private Tool() {}

  /// Runs a command. Ends the process with 1 if a file is not sound, with 2 if it is called
  /// wrongly.
  ///
  /// @param arguments the command and its files
  /// @throws IOException if a file cannot be read or written
  public static void main(String[] arguments) throws IOException {
    int status = run(arguments, System.out);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(String[] arguments, Appendable out) throws IOException {
    String command = arguments.length == 0 ? "" : arguments[0] + " " + (arguments.length - 1);
    switch (command) {
      case "verify 1" -> {
        return verify(Path.of(arguments[1]), out);
      }
      case "dump 1" -> ListMap.dump(Path.of(arguments[1]), out);
      case "salvage 2" -> {
        var report = ListMap.salvage(Path.of(arguments[1]), Path.of(arguments[2]));
        out.append(report.toString()).append('\n');
      }
      default -> {
        out.append("usage: verify FILE | dump FILE | salvage FILE NEW\n");
        return 2;
      }
    }
    return 0;
  }

  private static int verify(Path file, Appendable out) throws IOException {
    try (var map = ListMap.open(file, ListMapOptions.forReading())) {
      var report = map.verify(VerifyMode.FULL);
      for (var problem : report.problems()) {
        out.append(problem.offset() + ": " + problem.what() + "\n");
      }
      out.append(
          String.format(
              Locale.ROOT,
              "%d entries, %d problems%n",
              report.entries(),
              report.problems().size()));
      return report.isSound() ? 0 : 1;
    } catch (CorruptFileException | RecoveryNeededException e) {
      out.append(e.getMessage()).append('\n');
      return 1;
    }
  }
}
