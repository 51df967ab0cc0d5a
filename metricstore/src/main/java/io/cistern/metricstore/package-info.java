/// Time series as an organised set of listmaps.
///
/// # Model
///
/// An *entity* is what is measured: a source and an instance of it, such as (`192.0.2.1`, `if/3`),
/// with labels. A *column* is one metric of it, with a [ValueKind] and a unit. A *row* is the
/// values of an entity at one time, in epoch milliseconds; columns that are not set are absent.
/// Names are any text; none becomes a file name.
///
/// ```java
/// try (MetricStore store = MetricStore.open(Path.of("data"), MetricStoreOptions.defaults())) {
///   Entity port = store.entity("192.0.2.1", "if/3");
///   Column octets = port.column("if_in_octets", ValueKind.COUNTER64, "bytes");
///   store.append(port.row(now).set(octets, 23_856_378L));
///   List<Series> rates = store.query(
///       Query.builder().source("192.0.2.*").metric("if_in_octets")
///           .fromMillis(now - 3_600_000).toMillis(now + 1).stepMillis(60_000)
///           .function(Function.RATE).build());
/// }
/// ```
///
/// # What happens to a row
///
/// [MetricStore#append(Row)] is one put into the *head*, the listmap of the row's hour: log and
/// table in one. When the hour has been over for the lateness window (at most an hour),
/// [MetricStore#maintain()] *seals* it: each entity's rows become a compressed chunk, lossless to
/// the bit, in the listmap of its *partition*, by default a day, and the head is deleted. Queries
/// merge both.
///
/// A partition that is over is *rolled up* ([Tier]) into rows of five minutes and of an hour, which
/// answer queries whose step is a multiple of theirs just as the rows would; and it is *packed*:
/// its chunks, an hour each, become long ones. [Retention] says how long each tier is kept;
/// partitions that are wholly older are dropped. Where the disk is nearly full, rollups and packing
/// stop, then the oldest rows are dropped, then rows are refused ([StoreFullException]).
///
/// A row older than the lateness window or too far in the future is refused and counted. A row
/// whose time the entity has already is merged: what the later one sets wins. A clock that jumps
/// ahead seals early, and refuses as late what comes until it is back; one that jumps back refuses
/// what is too far ahead of it. Neither loses a row that was taken, nor counts one twice, but ages
/// of retention are the clock's too.
///
/// # What is promised
///
/// A killed process loses no row whose `append` returned. A power failure loses at most the flush
/// interval (nothing if it is zero). What is damaged on disk is counted in [StoreStats#damaged()]
/// or named in [StoreStats#problems()] and left out; the rest answers.
///
/// # Counters
///
/// Raw values are stored; [Function#INCREASE] and [Function#RATE] are computed on reading. Between
/// two samples: with a reset mark between them the counter began again; one that falls from the top
/// quarter of 32 bits to the bottom quarter has wrapped, be it one of 32 bits or, as some devices
/// count in 32 bits and tell 64, one of 64; any other fall is a reset. All ones is absent. A
/// distance of more than three times the median one is a gap. What a counter grew by is not known
/// where it began again, nor where a step cuts a gap: there is no value then, and none is made up.
///
/// # Threads
///
/// One thread appends; it alone creates entities, columns and labels and fills rows. `maintain` and
/// `flush` may be called by it or another thread: making chunks holds no lock that `append` needs.
/// Any number of threads query; a query keeps the files open that it reads, whatever is sealed or
/// dropped meanwhile. Close waits for running calls.
///
/// The files are described in `docs/formats/metricstore.md`.
package io.cistern.metricstore;
