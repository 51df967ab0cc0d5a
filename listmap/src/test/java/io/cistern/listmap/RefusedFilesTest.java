package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cistern.crashtest.ChildJvm;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are refused, each with a type and message of its own, and left as they are.
class RefusedFilesTest {

  private static final ListMapOptions DEFAULTS = ListMapOptions.defaults();

  @TempDir Path directory;
  private Path file;
  private byte[] intact;
  private final Set<String> messages = new HashSet<>();

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("map.lm");
    try (var map = ListMap.open(file, DEFAULTS)) {
      for (int i = 0; i < 1000; i++) {
        map.put(("key " + i).getBytes(StandardCharsets.UTF_8), new byte[100]);
      }
    }
    intact = Files.readAllBytes(file);
  }

  private void refused(byte[] content, Class<? extends Exception> type, String message)
      throws Exception {
    Files.write(file, content);
    refused(type, message);
    Files.delete(file);
  }

  /// Opening to write and opening to read are refused alike, and neither touches the file.
  private void refused(Class<? extends Exception> type, String message) throws Exception {
    var before = sha256(file);
    var failure = catchThrowable(() -> ListMap.open(file, DEFAULTS));
    assertThat(failure).isExactlyInstanceOf(type);
    assertThat(failure.getMessage()).contains(message).contains(file.toString());
    assertThat(messages.add(failure.getMessage())).as(failure.getMessage()).isTrue();
    assertThat(catchThrowable(() -> ListMap.open(file, ListMapOptions.forReading())))
        .isInstanceOf(type);
    assertThat(sha256(file)).isEqualTo(before);
    assertThat(directory.toFile().list()).containsExactly("map.lm");
  }

  private static String sha256(Path file) throws Exception {
    if (!Files.isRegularFile(file)) {
      return "not a regular file";
    }
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void eachHasItsOwnMessageAndIsLeftAlone() throws Exception {
    refused(new byte[0], CorruptFileException.class, "file shorter than its headers: offset=0");
    refused(java.util.Arrays.copyOf(intact, 5000), CorruptFileException.class, "offset=5000");
    refused(
        java.util.Arrays.copyOf(intact, 40_000),
        CorruptFileException.class,
        "shorter than its content");
    refused(new byte[300_000], CorruptFileException.class, "not a listmap file");
    var headless = intact.clone();
    headless[100] ^= 1;
    headless[4096 + 100] ^= 1;
    refused(headless, CorruptFileException.class, "both headers");
    refused(newer(), IncompatibleVersionException.class, "version");
    Files.createDirectory(file);
    refused(FileSystemException.class, "not a regular file");
  }

  /// A file of a version that does not exist yet: by both its headers.
  private byte[] newer() {
    var newer = intact.clone();
    for (int slot = 0; slot <= 4096; slot += 4096) {
      newer[slot + 8] = 99;
      var crc = new CRC32C();
      crc.update(newer, slot, 124);
      for (int i = 0; i < 4; i++) {
        newer[slot + 124 + i] = (byte) (crc.getValue() >>> 8 * i);
      }
    }
    return newer;
  }

  @Test
  void oneThatMayNotBeReadIsLeftAlone() throws Exception {
    var permissions = Files.getPosixFilePermissions(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    boolean isRefused = catchThrowable(() -> Files.newByteChannel(file)) != null;
    if (!isRefused) { // root may read anything: ask as somebody else
      asNobody();
    } else {
      assertThat(catchThrowable(() -> ListMap.open(file, DEFAULTS)))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(file.toString());
    }
    Files.setPosixFilePermissions(file, permissions);
    assertThat(Files.readAllBytes(file)).isEqualTo(intact);
  }

  private void asNobody() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    var process = ChildJvm.of(Opener.class, file).redirectErrorStream(true);
    process.command().addAll(0, java.util.List.of("setpriv", "--reuid=65534", "--clear-groups"));
    String answer;
    try {
      answer = new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      answer = String.valueOf(e.getMessage());
    }
    boolean isAnswer = answer.startsWith("java.nio") || answer.startsWith("opened");
    Assumptions.assumeTrue(isAnswer, "right to run as another user absent: " + answer);
    assertThat(answer).startsWith("java.nio.file.AccessDeniedException: " + file);
  }

  @Test
  void oneThatAnotherProcessHasOpenIsRefused() throws Exception {
    var process = ChildJvm.of(Opener.class, file).start();
    try (var pipe = new DataInputStream(process.getInputStream())) {
      assertThat(new String(pipe.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("opened");
      var symbolic = Files.createSymbolicLink(directory.resolve("symbolic"), file);
      var hard = Files.createLink(directory.resolve("hard"), file);
      for (var name : new Path[] {file, symbolic, hard}) {
        assertThat(catchThrowable(() -> ListMap.open(name, DEFAULTS)))
            .isInstanceOf(MapLockedException.class)
            .hasMessageContaining("another process");
        assertThat(catchThrowable(() -> ListMap.open(name, ListMapOptions.forReading())))
            .isInstanceOf(MapLockedException.class);
      }
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    ListMap.open(file, DEFAULTS).close();
  }

  /// Opens a file and keeps it open until its input ends.
  static final class Opener {
    public static void main(String[] args) throws IOException {
      try (var _ = ListMap.open(Path.of(args[0]), DEFAULTS)) {
        System.out.print("opened");
        System.out.flush();
        System.in.read();
      } catch (IOException e) {
        System.out.print(e);
      }
    }
  }
}
