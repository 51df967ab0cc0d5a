package io.cistern.metricstore;

import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the maps of a store: where they are is the [StoreDirectory]'s business, how they are
/// opened is decided here.
final class MapFiles {
  private final StoreDirectory directory;
  private final ListMapOptions options;
  private final Problems problems = new Problems();

  MapFiles(StoreDirectory directory, MetricStoreOptions options) {
    this.directory = directory;
    this.options =
        ListMapOptions.builder()
            .durability(
                options.flushInterval().isZero()
                    ? Durability.SYNC
                    : Durability.interval(options.flushInterval()))
            .build();
  }

  Problems problems() {
    return problems;
  }

  EntityFile openEntities() throws IOException {
    return EntityFile.open(directory.entities(), options);
  }

  Head createHead(long hour) throws IOException {
    return openHead(directory.newHead(hour));
  }

  Head openHead(StoreDirectory.Named named) throws IOException {
    return new Head(named, ListMap.open(named.path(), options));
  }

  /// A partition that is there already; its map is opened when it is needed.
  Partition partition(Tier tier, StoreDirectory.Named named) {
    return partition(tier, named.startMillis(), named.path());
  }

  /// A new one, of the tier's stretch of time that a time lies in. Its file is there when this
  /// returns: a query must never be the one to create it.
  Partition createPartition(Tier tier, long time) throws IOException {
    long start = time - Math.floorMod(time, tier.partitionMillis(directory.partitionMillis()));
    Partition created = partition(tier, start, directory.createPartition(tier, start));
    ListMap.open(created.file(), options.toBuilder().durability(Durability.OS).build()).close();
    return created;
  }

  private Partition partition(Tier tier, long start, Path path) {
    ListMapOptions how =
        options.toBuilder()
            .durability(Durability.OS)
            .create(false)
            .build(); // forced when a head is sealed
    long length = tier.partitionMillis(directory.partitionMillis());
    return new Partition(tier, path, start, start + length, how, problems);
  }
}
