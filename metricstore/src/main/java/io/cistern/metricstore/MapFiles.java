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

  MapFiles(StoreDirectory directory, MetricStoreOptions options) {
    this.directory = directory;
    this.options =
        ListMapOptions.defaults()
            .withDurability(
                options.flushInterval().isZero()
                    ? Durability.SYNC
                    : Durability.interval(options.flushInterval()));
  }

  ListMap openEntities() throws IOException {
    return ListMap.open(directory.entities(), options);
  }

  Head createHead(long hour) throws IOException {
    return openHead(directory.newHead(hour));
  }

  Head openHead(StoreDirectory.Named named) throws IOException {
    return new Head(named, ListMap.open(named.path(), options));
  }

  /// A partition that is there already; its map is opened when it is needed.
  Partition partition(StoreDirectory.Named named) {
    return partition(named.startMillis(), named.path(), false);
  }

  Partition createPartition(long start) throws IOException {
    return partition(start, directory.createPartition(start), true);
  }

  private Partition partition(long start, Path path, boolean create) {
    ListMapOptions how =
        options.withDurability(Durability.OS).withCreate(create); // forced when a head is sealed
    return new Partition(path, start, start + directory.partitionMillis(), how);
  }
}
