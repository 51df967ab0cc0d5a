package io.cistern.benchmarks.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.Sample;

/// The same counters in stores that know nothing of counters, or forget them.
final class JvmPeers {

  private JvmPeers() {}

  /// H2 MVStore: the key is port and time, the value a row of 19 numbers of 8 bytes, pages are
  /// compressed, and at the end the file is made as small as it gets.
  static void mvStore(SimulatedSwitch data, Path directory) {
    MVStore store =
        new MVStore.Builder().fileName(directory.resolve("rows.mv").toString()).compress().open();
    MVMap<byte[], byte[]> rows =
        store.openMap(
            "rows",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    for (int t = 0; t < data.steps(); t++) {
      for (int port = 0; port < SimulatedSwitch.PORTS; port++) {
        var key = ByteBuffer.allocate(12).putInt(port).putLong(data.times[port][t]);
        var row = ByteBuffer.allocate(8 * SimulatedSwitch.FIELDS.length);
        for (long[] values : data.values[port]) {
          row.putLong(values[t]);
        }
        rows.put(key.array(), row.array());
      }
    }
    store.close(-1); // as H2's SHUTDOWN COMPACT
  }

  /// RRD4J: a file a port, counters as rates, one archive of the day at the step of the samples. It
  /// keeps no counters and no times of its own.
  static void rrd(SimulatedSwitch data, Path directory) throws IOException {
    long seconds = 86_400L / data.steps();
    var files = new RrdDb[SimulatedSwitch.PORTS];
    for (int port = 0; port < files.length; port++) {
      String path = directory.resolve("port-" + (port + 1) + ".rrd").toString();
      var definition = new RrdDef(path, SimulatedSwitch.START_MILLIS / 1000 - 1, seconds);
      for (var field : SimulatedSwitch.FIELDS) {
        DsType type = field.kind().isCounter() ? DsType.COUNTER : DsType.GAUGE;
        definition.addDatasource(field.name(), type, 3 * seconds, Double.NaN, Double.NaN);
      }
      definition.addArchive(ConsolFun.AVERAGE, 0.5, 1, data.steps());
      files[port] = RrdDb.of(definition);
    }
    for (int t = 0; t < data.steps(); t++) {
      for (int port = 0; port < files.length; port++) {
        Sample sample = files[port].createSample(Math.round(data.times[port][t] / 1e3));
        for (int f = 0; f < SimulatedSwitch.FIELDS.length; f++) {
          sample.setValue(f, data.values[port][f][t]);
        }
        sample.update();
      }
    }
    for (RrdDb file : files) {
      file.close();
    }
  }
}
