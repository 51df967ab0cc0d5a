package io.cistern.app.cli;

import io.cistern.app.config.ConfigException;
import io.cistern.metricstore.IncompatibleVersionException;
import io.cistern.metricstore.StoreLockedException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;

/// What a command that failed says, and what it ends with: many exceptions of files have a bare
/// name for their message.
final class Failure {
  /// The exit code where a later version wrote what is to be read.
  static final int LATER_FORMAT = 3;

  private Failure() {}

  /// The exit code.
  static int exitCode(Throwable e) {
    return switch (e) {
      case IncompatibleVersionException _ -> LATER_FORMAT;
      case ConfigException _ -> CommandLine.ExitCode.USAGE;
      default -> CommandLine.ExitCode.SOFTWARE;
    };
  }

  /// What, where, why, and what to do.
  static String message(Throwable e) {
    return switch (e) {
      case StoreLockedException locked ->
          locked.getMessage() + ": a collector runs on it; stop it, or work on a copy of the files";
      case FileSystemException file -> of(file);
      case IncompatibleVersionException later ->
          later.getMessage() + "; nothing is damaged: use the version of cistern that wrote it";
      default -> e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    };
  }

  private static String of(FileSystemException e) {
    String reason = e.getReason();
    String what =
        switch (e) {
          case NoSuchFileException _ -> "no such file or directory";
          case AccessDeniedException _ ->
              "permission denied: run as the user that the files belong to";
          case NotDirectoryException _ -> "is a file, and a directory is asked for";
          case FileAlreadyExistsException _ -> "is there already";
          case DirectoryNotEmptyException _ -> "is not empty";
          default -> "cannot be used (" + e.getClass().getSimpleName() + ")";
        };
    String other = e.getOtherFile() == null ? "" : " -> " + e.getOtherFile();
    return e.getFile() + other + ": " + (reason == null ? what : reason);
  }
}
