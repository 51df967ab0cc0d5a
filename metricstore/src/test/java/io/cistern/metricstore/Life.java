package io.cistern.metricstore;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The life of a store as a function of the numbers of its rows: a process that is killed and
/// whoever judges what it left agree about everything without a word.
///
/// Four entities send a row every two minutes, in turn; now and then a new one sends forty and is
/// silent ever after. There are late rows and repeated ones, resets with and without a mark, wraps,
/// absent values, and a gap of three hours a day.
record Life(long seed, Kind kind) {

  /// Why partitions are dropped.
  enum Kind {
    /// Rows and rollups by age.
    AGE,
    /// Rows by age; some come five hours late, into partitions that are rolled up and packed.
    LATE,
    /// What is more than so many bytes.
    BYTES,
    /// Now and then the disk is nearly full, and rows may be refused.
    LOW_DISK
  }

  static final long START = 1_795_219_200_000L;
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long PARTITION = 2 * HOUR;

  /// More than are within the time for which rows are kept.
  static final int ROWS_KEPT = 5_000;

  private static final long INTERVAL = 30_000;
  private static final int ENTITIES = 4;

  /// Between two rows of one of the four.
  static final long DISTANCE = ENTITIES * INTERVAL;

  private static final int ROWS_A_DAY = 3_000;
  private static final int ROWS_A_GENERATION = 4_000;
  private static final int NEWCOMER_ROWS = 40;
  private static final long RESERVE = 1_000;
  private static final List<Column> COLUMNS =
      Arrays.stream(ValueKind.values())
          .map(kind ->
              new Column(
                  kind.ordinal(),
                  new MetricInfo("m_" + kind.name().toLowerCase(Locale.ROOT), kind, "u")))
          .toList();

  /// The one column whose value tells the row.
  static final Column NUMBER = COLUMNS.get(ValueKind.GAUGE_LONG.ordinal());

  MetricStoreOptions options(ManualClock clock) {
    var options =
        MetricStoreOptions.builder()
            .clock(clock)
            .partitionLength(Duration.ofMillis(PARTITION))
            .retention(retention())
            .diskReserveBytes(0)
            .freeSpace(FreeSpace.OF_FILE_STORE)
            .build();
    return switch (kind) {
      case AGE, BYTES -> options;
      case LATE -> options.toBuilder().lateness(Duration.ofHours(6)).build();
      case LOW_DISK ->
          options.toBuilder().diskReserveBytes(RESERVE).freeSpace(_ -> free(clock.millis)).build();
    };
  }

  private Retention retention() {
    var hours5 = Duration.ofHours(30);
    var hours150 = Duration.ofHours(150);
    return switch (kind) {
      case AGE, LATE ->
          Retention.builder().raw(Duration.ofHours(8)).minutes5(hours5).hours1(hours150).build();
      case BYTES ->
          Retention.builder()
              .raw(Duration.ofHours(24))
              .minutes5(hours5)
              .hours1(hours150)
              .bytes(1_200_000)
              .build();
      case LOW_DISK ->
          Retention.builder().raw(Duration.ofHours(24)).minutes5(hours5).hours1(hours150).build();
    };
  }

  /// Whether all rows that were dropped are rolled up.
  boolean keepsRollups() {
    return switch (kind) {
      case AGE, LATE -> true;
      case BYTES, LOW_DISK -> false;
    };
  }

  /// For nine hours there is plenty, for one nothing is rolled up, for two rows must go.
  private static long free(long now) {
    return switch ((int) (now / HOUR % 12)) {
      case 9 -> RESERVE + 1;
      case 10, 11 -> RESERVE - 1;
      default -> Long.MAX_VALUE;
    };
  }

  /// When a row is appended.
  long clock(long n) {
    return START + n * INTERVAL + n / ROWS_A_DAY * 3 * HOUR;
  }

  /// The first row that is appended at a time or after it.
  long firstAt(long time) {
    long low = 0;
    long high = Math.max(0, (time - START) / INTERVAL) + 1;
    while (low < high) {
      long middle = (low + high) / 2;
      if (clock(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The time of a row.
  long time(long n) {
    return clock(n) - lateness(n);
  }

  /// The longest that a row is late.
  long lateness() {
    return kind == Kind.LATE ? 5 * HOUR : 200_000;
  }

  private long lateness(long n) {
    long turn = n / ENTITIES;
    if (n < 1_000 || isNewcomer(n)) {
      return 0;
    }
    if (turn % 16 == 5) {
      return hash(n) % 2 == 0 ? INTERVAL * ENTITIES : odd(n, 200_000, 3);
    }
    boolean isHoursLate = kind == Kind.LATE && turn % 96 == 13;
    return isHoursLate ? 4 * HOUR + odd(n, HOUR, 1) : 0;
  }

  /// Such that no two rows have one time by chance.
  private long odd(long n, long below, int fourth) {
    return (hash(n) >>> 8) % below / 4 * 4 + fourth;
  }

  /// The last row with the entity and time of a row: both are merged.
  long repeated(long n) {
    boolean isRepeated =
        time(n + ENTITIES) == time(n) && instance(n + ENTITIES).equals(instance(n));
    return isRepeated ? n + ENTITIES : n;
  }

  /// How long a row must be there.
  long age() {
    return retention().raw().toMillis();
  }

  private static boolean isNewcomer(long n) {
    return n % ROWS_A_GENERATION < NEWCOMER_ROWS;
  }

  String source(long n) {
    return isNewcomer(n) ? "newcomers" : "192.0.2." + n % 2;
  }

  String instance(long n) {
    return "if/" + (isNewcomer(n) ? n / ROWS_A_GENERATION : n % ENTITIES);
  }

  /// How many entities there are after a row.
  static long entities(long n) {
    return n / ROWS_A_GENERATION + 1 + Math.clamp(n + 1 - NEWCOMER_ROWS, 0, ENTITIES);
  }

  private boolean isReset(long n) {
    return !isNewcomer(n) && n % ENTITIES < 2 && n / ENTITIES % 700 == 0;
  }

  private static boolean isAbsent(long n, Column column) {
    return column != NUMBER && (n / ENTITIES + column.index()) % 7 == 0;
  }

  private long raw(long n, ValueKind of) {
    long turn = n / ENTITIES;
    long hash = hash(n);
    return switch (of) {
      case COUNTER64 -> turn % 700 * 1_000 + (hash & 511);
      case COUNTER32 -> (turn * 20_000_003 + (hash & 511)) & 0xffff_fffeL;
      case GAUGE_LONG -> n;
      case GAUGE_DOUBLE -> Double.doubleToRawLongBits((hash & 0xffff) / 8.0 - 1_000);
      case STATE -> turn / 50 % 5;
    };
  }

  private long hash(long n) {
    long h = (n + seed) * 0x9e37_79b9_7f4a_7c15L;
    h = (h ^ (h >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
    return (h ^ (h >>> 32)) >>> 1;
  }

  /// Appends a row.
  void append(MetricStore store, long n) throws IOException {
    Entity entity = store.entity(source(n), instance(n));
    entity.label("of", entity.source());
    for (Column column : COLUMNS) {
      entity.column(column.metric(), column.kind(), column.unit());
    }
    Row row = entity.row(time(n));
    if (isReset(n)) {
      row.reset();
    }
    for (Column column : entity.columns()) {
      if (!isAbsent(n, COLUMNS.get(column.index()))) {
        row.setRaw(column, raw(n, column.kind()));
      }
    }
    if (!store.append(row)) {
      throw new AssertionError("row " + n + " was refused for its time");
    }
  }

  /// Says what a store has that was given a row.
  void append(Oracle oracle, long n) {
    if (isReset(n)) {
      oracle.reset(source(n), instance(n), time(n));
    }
    for (Column column : COLUMNS) {
      if (!isAbsent(n, column)) {
        oracle.set(source(n), instance(n), time(n), column, raw(n, column.kind()));
      }
    }
  }

  /// What is done after a row, again and again: maintenance, a flush.
  static void tend(MetricStore store, long n) throws IOException {
    if (n % 25 == 0) {
      store.maintain();
    }
    if (n % 300 == 0) {
      store.flush();
    }
  }

  /// Whether the store is closed after a row and opened again.
  static boolean isReopened(long n) {
    return n % 1_500 == 1_499;
  }
}
