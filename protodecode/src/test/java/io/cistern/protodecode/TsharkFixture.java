package io.cistern.protodecode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// Renews what the tests know from tshark: hands it the specimens and the lab's headers in a
/// capture, and keeps the columns in which it found anything. Run by hand, with the folder of the
/// fixtures as its argument, where tshark is installed.
final class TsharkFixture {
  private static final int SECTION = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int PACKET = 6;

  /// Link types of captures, and which header protocol is which.
  private static final List<Integer> LINK_TYPES = List.of(1, 101, 9, 50, 104, 105, 6, 10, 107);

  private TsharkFixture() {}

  /// Whether tshark has a link type for a header.
  static boolean isKnown(SampledHeader header) {
    return linkType(header) != 0;
  }

  private static int linkType(SampledHeader header) {
    return switch (header.protocol()) {
      case HeaderDecoder.ETHERNET, HeaderDecoder.WIFI_SUBFRAME -> 1;
      case HeaderDecoder.IPV4, HeaderDecoder.IPV6 -> 101;
      case HeaderDecoder.PPP -> 9;
      case HeaderDecoder.POS -> header.bytes()[0] == -1 ? 50 : 104;
      case HeaderDecoder.WIFI -> 105;
      case HeaderDecoder.TOKEN_RING -> 6;
      case HeaderDecoder.FDDI -> 10;
      case HeaderDecoder.FRAME_RELAY -> 107;
      default -> 0;
    };
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String columns = Files.readString(folder.resolve("tshark-columns.txt"));
    List<SampledHeader> specimens =
        Specimen.headers().stream().filter(TsharkFixture::isKnown).toList();
    write(folder.resolve("specimens.tshark.tsv.gz"), rows(specimens, columns));
    write(folder.resolve("lab-headers.tshark.tsv.gz"), rows(SampledHeader.lab(), columns));
  }

  private static List<String[]> rows(List<SampledHeader> headers, String columns)
      throws IOException {
    Path capture = Files.createTempFile("headers", ".pcapng");
    try {
      Files.write(capture, capture(headers));
      var command = new ArrayList<String>();
      command.addAll(List.of("tshark", "-n", "-r", capture.toString(), "-T", "fields"));
      command.addAll(List.of("-d", "udp.port==8472,vxlan")); // Linux's port
      command.addAll(List.of("-E", "header=y", "-E", "aggregator=|"));
      for (String column : columns.strip().split("\\s+")) {
        command.addAll(List.of("-e", column));
      }
      Process tshark =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t", -1)).toList();
    } finally {
      Files.delete(capture);
    }
  }

  private static byte[] capture(List<SampledHeader> headers) {
    var out = new ByteArrayOutputStream();
    block(out, SECTION, ints(0x1A2B3C4D, 1, -1, -1));
    for (int linkType : LINK_TYPES) {
      block(out, INTERFACE, ints(linkType, 0));
    }
    for (SampledHeader header : headers) {
      int length = header.bytes().length;
      ByteBuffer head = ints(LINK_TYPES.indexOf(linkType(header)), 0, 0, length, length);
      block(out, PACKET, head, header.bytes());
    }
    return out.toByteArray();
  }

  private static ByteBuffer ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(values).forEach(bytes::putInt);
    return bytes;
  }

  private static void block(ByteArrayOutputStream out, int type, ByteBuffer head, byte... tail) {
    int padding = -tail.length & 3;
    int length = 12 + head.capacity() + tail.length + padding;
    out.writeBytes(ints(type, length).array());
    out.writeBytes(head.array());
    out.writeBytes(tail);
    out.writeBytes(new byte[padding]);
    out.writeBytes(ints(length).array());
  }

  private static void write(Path file, List<String[]> rows) throws IOException {
    int[] used =
        IntStream.range(0, rows.getFirst().length)
            .filter(i -> rows.stream().skip(1).anyMatch(row -> !row[i].isEmpty()))
            .toArray();
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (String[] row : rows) {
        List<String> kept = IntStream.of(used).mapToObj(i -> row[i]).toList();
        out.write((String.join("\t", kept) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    System.out.println(file + ": " + (rows.size() - 1) + " rows of " + used.length + " columns");
  }
}
