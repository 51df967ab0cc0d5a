package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDropsTest {
  private static final String HEAD =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
          + "  timeout inode ref pointer drops\n";

  @TempDir private Path directory;

  private static String line(int port, long drops) {
    return String.format(
            Locale.ROOT,
            "  123: 00000000:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0",
            port)
        + String.format(Locale.ROOT, "        0 25211 2 0000000000000000 %d         \n", drops);
  }

  @Test
  void sumsOurPortSinceTheStart() throws IOException {
    Path table = directory.resolve("udp");
    Files.writeString(table, HEAD + line(6343, 5) + line(53, 100));
    var drops = new SocketDrops(6343, List.of(table, directory.resolve("absent")));
    assertThat(drops.count()).isZero();
    Files.writeString(table, HEAD + line(6343, 12) + line(53, 900));
    assertThat(drops.count()).isEqualTo(7);
  }
}
