package io.cistern.app.store;

import io.cistern.app.metrics.CounterRow;
import io.cistern.app.metrics.EntityId;
import io.cistern.app.metrics.MetricDefinition;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.self.Condition;
import io.cistern.app.self.Vitals;
import io.cistern.metricstore.Column;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.LimitExceededException;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Appends to the metric store, at every tick, the rows that came since the last one.
///
/// Ticks lie on multiples of the interval since the epoch. One thread of its own does it, and
/// another one at a time, beside it, what the store does now and then: sealing, rolling up,
/// dropping. A failing store costs rows, which are counted, and nothing else. Counters may be read
/// by any thread.
public final class StoreWriter implements AutoCloseable {
  /// The label that keeps which sub-agent an entity belongs to.
  public static final String SUB_AGENT_LABEL = "subAgent";

  private static final long MAINTENANCE_MILLIS = 10_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LOOK_MILLIS = 100;

  /// An entity of the store and the columns of each of its structures.
  private record Target(Entity entity, Map<RecordPlan, @Nullable Column[]> columns) {}

  private final MetricStore store;
  private final List<RowQueue> queues;
  private final InstantSource clock;
  private final long intervalMillis;
  private final Vitals vitals;
  private final Map<EntityId, Target> targets = new HashMap<>();
  private final Thread thread;
  private @Nullable Row spareRow;
  private volatile @Nullable CountDownLatch asked;
  private volatile boolean closing;
  private final AtomicBoolean maintaining = new AtomicBoolean();
  private final LongAdder rows = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile long lastTickMillis;
  private volatile long tickNanos;
  private final Condition appending = new Condition("rows cannot be stored");
  private final Condition maintenance = new Condition("the store cannot be maintained");
  private final Condition refusals = new Condition("the store refuses rows"); // for the log alone

  /// @param store is used, not closed
  /// @param queues one for each shard
  /// @param vitals watches the threads
  public StoreWriter(
      MetricStore store,
      List<RowQueue> queues,
      InstantSource clock,
      Duration interval,
      Vitals vitals) {
    this.store = store;
    this.queues = List.copyOf(queues);
    this.clock = clock;
    this.intervalMillis = interval.toMillis();
    this.vitals = vitals;
    this.thread = vitals.thread("cistern-store", this::run);
  }

  /// Begins to tick.
  public void start() {
    thread.start();
  }

  private void run() {
    long nextTick = after(clock.millis(), intervalMillis);
    long nextMaintenance = clock.millis() + MAINTENANCE_MILLIS;
    while (!closing) {
      long now = clock.millis();
      CountDownLatch done = asked;
      if (now >= nextTick || done != null) {
        tick(done);
        nextTick = after(clock.millis(), intervalMillis);
      }
      if (now >= nextMaintenance && maintaining.compareAndSet(false, true)) {
        vitals.thread("cistern-maintenance", this::maintain).start();
        nextMaintenance = now + MAINTENANCE_MILLIS;
      }
      // a clock that was set back must not put them off
      nextTick = Math.min(nextTick, after(clock.millis(), intervalMillis));
      nextMaintenance = Math.min(nextMaintenance, clock.millis() + MAINTENANCE_MILLIS);
      long wait = Math.min(nextTick, nextMaintenance) - clock.millis();
      LockSupport.parkNanos(Math.clamp(wait, 1, 1000) * NANOS_PER_MILLI);
    }
    tick();
  }

  /// Ticks now, and waits until the rows that were queued before are stored. Any thread may ask.
  public void awaitTick() throws InterruptedException {
    CountDownLatch done = ask();
    while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && thread.isAlive()) {
      LockSupport.unpark(thread);
    }
  }

  /// Two that ask before a tick begins are answered by the same one.
  private synchronized CountDownLatch ask() {
    CountDownLatch done = asked;
    if (done == null) {
      done = new CountDownLatch(1);
      asked = done;
      LockSupport.unpark(thread);
    }
    return done;
  }

  private void tick(@Nullable CountDownLatch done) {
    if (done == null) {
      tick();
    } else {
      asked = null; // before the tick: who asks from now on may have queued rows that it misses
      tick();
      done.countDown();
    }
  }

  private static long after(long now, long interval) {
    return now - Math.floorMod(now, interval) + interval;
  }

  private void tick() {
    long start = System.nanoTime();
    for (RowQueue queue : queues) {
      for (CounterRow row = queue.poll(); row != null; row = queue.poll()) {
        append(row);
      }
    }
    tickNanos = System.nanoTime() - start;
    lastTickMillis = clock.millis();
  }

  private void append(CounterRow row) {
    try {
      if (appendTo(target(row.entity()), row)) {
        rows.increment();
      } else {
        refused.increment();
      }
      appending.succeeded();
    } catch (LimitExceededException e) {
      refused.increment();
      refusals.failed(e);
    } catch (IOException | RuntimeException e) {
      failed.increment();
      appending.failed(e);
    } catch (Error e) { // ends the thread, and with it the process
      failed.increment();
      throw e;
    }
  }

  private Target target(EntityId id) throws LimitExceededException {
    Target target = targets.get(id);
    if (target == null) {
      Entity entity = store.entity(id.agent(), id.instance());
      String subAgent = Long.toString(id.subAgent());
      if (!subAgent.equals(entity.labels().get(SUB_AGENT_LABEL))) {
        entity.label(SUB_AGENT_LABEL, subAgent);
      }
      target = new Target(entity, new IdentityHashMap<>());
      targets.put(id, target);
    }
    return target;
  }

  private boolean appendTo(Target target, CounterRow from) throws IOException {
    Row row = row(target.entity, from.timeMillis());
    if (from.isReset()) {
      row.reset();
    }
    for (CounterRow.Part part : from.parts()) {
      @Nullable Column[] columns = columns(target, part.plan());
      for (int i = 0; i < columns.length; i++) {
        if (part.isPresent(i)) {
          row.setRaw(column(target, part.plan(), columns, i), part.value(i));
        }
      }
    }
    return store.append(row);
  }

  /// The same row for each, of the store's thread.
  private Row row(Entity entity, long timeMillis) {
    Row next = spareRow == null ? entity.row(timeMillis) : spareRow.reuse(entity, timeMillis);
    spareRow = next;
    return next;
  }

  /// The columns of a structure. Those of the elements of lists are made when the first value
  /// comes: few modules have all the lanes that there could be.
  private static @Nullable Column[] columns(Target target, RecordPlan plan)
      throws LimitExceededException {
    @Nullable Column[] columns = target.columns.get(plan);
    if (columns == null) {
      columns = new Column[plan.metrics().size()];
      for (int i = 0; i < columns.length && !plan.isOfElement(i); i++) {
        column(target, plan, columns, i);
      }
      target.columns.put(plan, columns);
    }
    return columns;
  }

  private static Column column(
      Target target, RecordPlan plan, @Nullable Column[] columns, int index)
      throws LimitExceededException {
    Column column = columns[index];
    if (column == null) {
      MetricDefinition metric = plan.metrics().get(index);
      column = target.entity.column(metric.name(), metric.kind(), metric.unit());
      columns[index] = column;
    }
    return column;
  }

  private void maintain() {
    try {
      store.maintain();
      maintenance.succeeded();
    } catch (IOException | RuntimeException e) {
      maintenance.failed(e);
    } finally {
      maintaining.set(false);
    }
  }

  /// Rows appended since the start.
  public long rows() {
    return rows.sum();
  }

  /// Rows that the store refused, for their time or for a limit.
  public long refused() {
    return refused.sum();
  }

  /// Rows that could not be written.
  public long failed() {
    return failed.sum();
  }

  /// Rows for which the queues had no room.
  public long dropped() {
    return queues.stream().mapToLong(RowQueue::dropped).sum();
  }

  /// When the last tick ended, epoch milliseconds; 0 before the first.
  public long lastTickMillis() {
    return lastTickMillis;
  }

  /// How long the last tick took.
  public long tickNanos() {
    return tickNanos;
  }

  /// What is wrong now, as sentences; each goes only when what it speaks of works again.
  public List<String> troubles() {
    return Stream.of(appending.text(), maintenance.text()).flatMap(Optional::stream).toList();
  }

  /// Whether the thread runs.
  public boolean isAlive() {
    return thread.isAlive() || closing;
  }

  /// Stores what the queues still hold and ends the thread. The shards must have ended.
  @Override
  public void close() {
    closing = true;
    boolean isLeft = !thread.isAlive(); // it never ran, or an error ended it
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true; // storing comes first; the caller learns of it afterwards
      }
    }
    if (isLeft) {
      tick();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
