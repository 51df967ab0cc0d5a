package io.cistern.app.agents;

/// Tells when a datagram was made, in our time, by the agent's uptime in it. Free of the jitter
/// with which datagrams come, and follows an agent's clock that is too fast or too slow. Not
/// thread-safe. Allocation-free once made.
///
/// What lies between making and receiving a datagram is never negative, and small now and then: the
/// line under all points (uptime, our time - uptime) of the last ten minutes is the agent's clock
/// (Moon, Skelly, Towsley: Estimation and removal of clock skew from network delay measurements,
/// 1999). The line is that edge of the points' lower hull which lies under the middle of the time.
///
/// The result never goes back. Its pace is the line's at once; where it stands off the line it
/// approaches it by [#SLEW] of the time that passes, so that no interval shows it. An agent whose
/// clock goes at less than 0.8 or more than 1.25 times the pace of ours, or stands still, has no
/// clock: the result is the time of receiving then.
public final class AgentClock {
  /// How fast it approaches the line.
  static final double SLEW = 0.003;

  private static final int BUCKETS = 60;
  private static final long BUCKET_MILLIS = 10_000;
  private static final double SLOWEST = 0.8; // of our time to the agent's
  private static final double FASTEST = 1.25;
  private static final long JUDGED_SPAN_MILLIS = 20_000; // before that a pace is anybody's guess
  private static final long SURE_SPAN_MILLIS = 120_000; // jitter makes no slope over so long
  private static final long SURE_DRIFT_MILLIS = 2_000; // more than jitter makes
  private static final long STANDSTILL_MILLIS = 5_000;
  private static final long AHEAD_MILLIS = 2_000; // nothing comes before it was made
  private static final long FAR_MILLIS = 30_000;

  // the lowest point of each bucket that is over, the oldest first
  private final long[] uptimes = new long[BUCKETS];
  private final long[] delays = new long[BUCKETS]; // our time - uptime
  private final int[] hull = new int[BUCKETS];
  private int size;
  private long openUptime; // the lowest point of the bucket that is not over
  private long openDelay;

  private boolean started;
  private boolean isUseless;
  private long lastUptime; // extended beyond 32 bits
  private long lastAdvanceMillis; // ours, when the uptime went on last
  private double time;
  private double slope; // our time that passes in one of the agent's, less 1
  private double lineUptime;
  private double lineDelay;

  /// Forgets everything: the agent began again.
  void reset() {
    started = false;
    time = 0;
  }

  /// When a datagram was made.
  ///
  /// @param uptime in it, milliseconds; wraps at 2^32
  /// @param receivedMillis when it came, epoch milliseconds
  /// @return epoch milliseconds; not before what was returned last
  public long time(long uptime, long receivedMillis) {
    if (!started) {
      begin(uptime, receivedMillis);
      return Math.round(time);
    }
    long step = (int) (uptime - lastUptime);
    if (step < 0) {
      return Math.round(time); // overtaken by the last one
    }
    if (step == 0) {
      return stand(receivedMillis);
    }
    if (receivedMillis - lastAdvanceMillis > STANDSTILL_MILLIS
        && isStanding(receivedMillis, step)) {
      begin(lastUptime + step, receivedMillis);
      return Math.round(time);
    }
    lastUptime += step;
    lastAdvanceMillis = receivedMillis;
    add(lastUptime, receivedMillis - lastUptime);
    advance(step, receivedMillis);
    return Math.round(time);
  }

  /// Whether the uptime stood still while our time went on, and is now only a little further.
  private boolean isStanding(long receivedMillis, long step) {
    return step < (receivedMillis - lastAdvanceMillis) / 10;
  }

  private void begin(long uptime, long receivedMillis) {
    started = true;
    isUseless = false;
    size = 0;
    lastUptime = uptime;
    lastAdvanceMillis = receivedMillis;
    slope = 0;
    openUptime = uptime;
    openDelay = receivedMillis - uptime;
    lineUptime = openUptime;
    lineDelay = openDelay;
    time = Math.max(time, receivedMillis);
  }

  private long stand(long receivedMillis) {
    if (receivedMillis - lastAdvanceMillis > STANDSTILL_MILLIS) {
      time = Math.max(time, receivedMillis);
    }
    return Math.round(time);
  }

  private void advance(long step, long receivedMillis) {
    if (isUseless) {
      time = Math.max(time, receivedMillis);
      return;
    }
    double pace = step * (1 + slope);
    double line = lastUptime + lineDelay + slope * (lastUptime - lineUptime);
    double most = SLEW * step;
    double next = time + pace + Math.clamp(line - (time + pace), -most, most);
    if (next - receivedMillis > AHEAD_MILLIS || receivedMillis - next > FAR_MILLIS) {
      begin(lastUptime, receivedMillis); // the uptime jumped
    } else {
      time = next;
    }
  }

  private void add(long uptime, long delay) {
    if (Math.floorDiv(uptime, BUCKET_MILLIS) == Math.floorDiv(openUptime, BUCKET_MILLIS)) {
      if (delay < openDelay) {
        openUptime = uptime;
        openDelay = delay;
      }
    } else {
      close(uptime);
      openUptime = uptime;
      openDelay = delay;
      fit();
    }
    if (delay < lineDelay + slope * (uptime - lineUptime)) { // no line goes over a point
      lineUptime = uptime;
      lineDelay = delay;
    }
  }

  /// Ends the open bucket, and drops those that are too old at an uptime.
  private void close(long uptime) {
    int old = size == BUCKETS ? 1 : 0;
    while (old < size && uptimes[old] < uptime - BUCKETS * BUCKET_MILLIS) {
      old++;
    }
    if (old > 0) {
      size -= old;
      System.arraycopy(uptimes, old, uptimes, 0, size);
      System.arraycopy(delays, old, delays, 0, size);
    }
    uptimes[size] = openUptime;
    delays[size] = openDelay;
    size++;
  }

  /// Lays the line under the points.
  private void fit() {
    int edges = hull();
    double middle = (uptimes[0] + uptimes[size - 1]) / 2.0;
    int right = 1;
    while (right < edges - 1 && uptimes[hull[right]] < middle) {
      right++;
    }
    long span = uptimes[size - 1] - uptimes[0];
    double found = edges < 2 ? 0 : slope(hull[right - 1], hull[right]);
    isUseless = span >= JUDGED_SPAN_MILLIS && (1 + found < SLOWEST || 1 + found > FASTEST);
    boolean isSure = span >= SURE_SPAN_MILLIS || Math.abs(found) * span > SURE_DRIFT_MILLIS;
    slope = isSure && !isUseless ? found : 0;
    int lowest = hull[0];
    for (int i = 1; i < edges; i++) {
      if (delays[hull[i]] - slope * uptimes[hull[i]] < delays[lowest] - slope * uptimes[lowest]) {
        lowest = hull[i];
      }
    }
    lineUptime = uptimes[lowest];
    lineDelay = delays[lowest];
  }

  /// Finds the lower hull of the points.
  ///
  /// @return how many points it has
  private int hull() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      while (count >= 2 && slope(hull[count - 2], hull[count - 1]) >= slope(hull[count - 1], i)) {
        count--;
      }
      hull[count++] = i;
    }
    return count;
  }

  private double slope(int from, int to) {
    return (delays[to] - delays[from]) / (double) (uptimes[to] - uptimes[from]);
  }
}
