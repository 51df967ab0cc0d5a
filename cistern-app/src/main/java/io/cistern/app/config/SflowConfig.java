package io.cistern.app.config;

import java.net.InetSocketAddress;

/// What is received, and how.
public record SflowConfig(
    @Key("Where datagrams are received (UDP). 0.0.0.0 takes IPv6 too, where the system has it.")
        InetSocketAddress listen,
    @Key("The receive buffer that is asked of the kernel for the socket.") ByteSize receiveBuffer,
    @Key(
            value = "Threads that decode; an agent belongs to one of them. 0 chooses.",
            defaultText = "one less than there are processors")
        int shards,
    @Key("Memory of the queue to each of them, a power of two of at least 128k.") ByteSize queue) {

  private static final int MAX_SHARDS = 64;

  /// Checks the bounds.
  public SflowConfig {
    Range.check("receiveBuffer", receiveBuffer.bytes(), 4_096, 1 << 30, ByteSize::new);
    Range.check("shards", shards, 0, MAX_SHARDS, n -> n);
    Range.check("queue", queue.bytes(), 1 << 17, 1 << 30, ByteSize::new);
    if (Long.bitCount(queue.bytes()) != 1) {
      throw new RefusedValueException("queue", "not a power of two such as 16M: " + queue);
    }
  }
}
