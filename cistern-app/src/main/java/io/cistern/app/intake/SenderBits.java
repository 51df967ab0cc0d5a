package io.cistern.app.intake;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A sender's address as two numbers, IPv4 mapped into IPv6. Remembers the last one: most datagrams
/// come from the sender of the one before. Belongs to one thread.
final class SenderBits {
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final int IPV4_BYTES = 4;

  private @Nullable InetAddress last;
  private long high;
  private long low;

  /// Takes an address; null is not known, both numbers are 0 then.
  void take(@Nullable InetAddress sender) {
    if (sender == last) {
      return;
    }
    last = sender;
    high = 0;
    low = 0;
    if (sender != null) {
      ByteBuffer bytes = ByteBuffer.wrap(sender.getAddress());
      if (bytes.capacity() == IPV4_BYTES) {
        low = MAPPED | bytes.getInt() & 0xffffffffL;
      } else {
        high = bytes.getLong();
        low = bytes.getLong();
      }
    }
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
