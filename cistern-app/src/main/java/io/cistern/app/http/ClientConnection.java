package io.cistern.app.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// One connection of a client, which knows how long it has been at what it does: waiting, sending
/// the head of a request, being answered, not taking its answer.
final class ClientConnection extends SocketChannelEndPoint {
  /* Jetty's idle timeout begins anew with every byte, so that a client that sends or takes one now
   * and then is never idle. */

  private static final long NOT = Long.MIN_VALUE;

  private final ClientConnections all;
  private final LongSupplier nanoTime;
  private final Object client;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile long waitingSince;
  private volatile long headSince = NOT;
  private volatile long stuckSince = NOT;
  private volatile long flushedWhileStuck;
  private volatile boolean isRefused;

  ClientConnection(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ClientConnections all,
      LongSupplier nanoTime)
      throws IOException {
    super(channel, selector, key, scheduler);
    this.all = all;
    this.nanoTime = nanoTime;
    this.client = ClientConnections.client(((InetSocketAddress) channel.getRemoteAddress()));
    this.waitingSince = nanoTime.getAsLong();
  }

  /// Who it comes from, as far as limits go.
  Object client() {
    return client;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    all.opened(this);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    all.forget(this);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0 && headSince == NOT && isWaiting()) {
      headSince = nanoTime.getAsLong();
    }
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = remaining(buffers);
    boolean isAllTaken = super.flush(buffers);
    if (isAllTaken) {
      stuckSince = NOT;
    } else if (stuckSince == NOT) {
      flushedWhileStuck = 0;
      stuckSince = nanoTime.getAsLong();
    } else {
      flushedWhileStuck += before - remaining(buffers); // one flush at a time
    }
    return isAllTaken;
  }

  private static long remaining(ByteBuffer... buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }

  /// The head of a request is complete.
  void beginRequest() {
    requests.incrementAndGet();
    headSince = NOT;
  }

  /// A request has its answer.
  void endRequest() {
    waitingSince = nanoTime.getAsLong();
    requests.decrementAndGet();
  }

  /// Whether no request is being answered.
  boolean isWaiting() {
    return requests.get() == 0;
  }

  /// For how long it has been waiting, if it is.
  long waitingNanos(long now) {
    return now - waitingSince;
  }

  /// For how long a head has been on its way; 0 if none is.
  long headNanos(long now) {
    long since = headSince;
    return since == NOT ? 0 : now - since;
  }

  /// For how long the client has not taken all that there is for it; 0 if it has.
  long stuckNanos(long now) {
    long since = stuckSince;
    return since == NOT ? 0 : now - since;
  }

  /// How many bytes it has taken meanwhile.
  long takenWhileStuck() {
    return flushedWhileStuck;
  }

  /// There was no room for it: it is told so, unless it asks after the health.
  void refuse() {
    isRefused = true;
  }

  boolean isRefused() {
    return isRefused;
  }
}
