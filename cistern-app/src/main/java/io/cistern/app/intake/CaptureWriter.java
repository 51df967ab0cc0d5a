package io.cistern.app.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes datagrams as a capture (pcap, microseconds, Ethernet, IPv4, UDP to the port of sFlow).
public final class CaptureWriter implements AutoCloseable {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int LINK_ETHERNET = 1;
  private static final int SNAP_LENGTH = 262_144;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV4_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int RECORD_BYTES = 16;
  private static final int TTL = 64;
  private static final int UDP = 17;
  private static final int SFLOW_PORT = 6343;
  private static final int SENDER_PORT = 40_000;
  private static final int COLLECTOR = 0x0a7f0001; // 10.127.0.1
  private static final int MAX_PAYLOAD = 65_535 - IPV4_BYTES - UDP_BYTES;

  private final OutputStream out;

  /// Begins a capture.
  ///
  /// @param out is closed with this
  /// @throws IOException if it cannot be written
  public CaptureWriter(OutputStream out) throws IOException {
    this.out = out;
    ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
    head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    head.putInt(SNAP_LENGTH).putInt(LINK_ETHERNET);
    out.write(head.array());
  }

  /// Writes a datagram.
  ///
  /// @param sender IPv4 address, 32 bits
  /// @param payload at most 65,507 bytes
  /// @throws IOException if it cannot be written
  public void write(long timeMillis, long sender, byte[] payload) throws IOException {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload longer than " + MAX_PAYLOAD + " bytes: " + payload.length);
    }
    int length = ETHERNET_BYTES + IPV4_BYTES + UDP_BYTES + payload.length;
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES + length).order(ByteOrder.BIG_ENDIAN);
    record.putInt((int) (timeMillis / 1000)).putInt((int) (timeMillis % 1000 * 1000));
    record.putInt(length).putInt(length);
    record.putShort((short) 0x0200).putInt(1).putShort((short) 0x0200).putInt((int) sender);
    record.putShort((short) 0x0800);
    ipv4(record, sender, payload.length);
    record.putShort((short) SENDER_PORT).putShort((short) SFLOW_PORT);
    record.putShort((short) (UDP_BYTES + payload.length)).putShort((short) 0);
    record.put(payload);
    out.write(record.array());
  }

  private static void ipv4(ByteBuffer record, long sender, int payloadBytes) {
    int at = record.position();
    record.putShort((short) 0x4500).putShort((short) (IPV4_BYTES + UDP_BYTES + payloadBytes));
    record.putInt(0).put((byte) TTL).put((byte) UDP).putShort((short) 0);
    record.putInt((int) sender).putInt(COLLECTOR);
    int sum = 0;
    for (int i = 0; i < IPV4_BYTES; i += 2) {
      sum += record.getShort(at + i) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    record.putShort(at + 10, (short) ~sum);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
