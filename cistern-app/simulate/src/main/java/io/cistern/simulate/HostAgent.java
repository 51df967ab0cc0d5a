package io.cistern.simulate;

import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.HostCpu;
import io.cistern.sflow.record.HostDescr;
import io.cistern.sflow.record.HostDiskIo;
import io.cistern.sflow.record.HostMemory;
import io.cistern.sflow.record.HostNetIo;
import io.cistern.sflow.record.HostParent;
import io.cistern.sflow.record.VirtCpu;
import io.cistern.sflow.record.VirtDiskIo;
import io.cistern.sflow.record.VirtMemory;
import io.cistern.sflow.record.VirtNetIo;
import io.cistern.sflow.record.VirtNode;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/// A server that reports itself and its virtual machines, as hsflowd does.
final class HostAgent {
  private static final int PHYSICAL = 2;
  private static final int LOGICAL = 3;
  private static final int SAMPLE_BYTES = 400;
  private static final int MACHINE_BYTES = 260;
  private static final int CPUS = 8;
  private static final long GIBIBYTE = 1L << 30;
  private static final int X86_64 = 3;
  private static final int LINUX = 2;
  private static final int RUNNING = 1;

  private final int number;
  private final int machines;
  private final long intervalMillis;
  private final Exporter exporter;
  private final SplittableRandom random;
  private final long[] machineCpu;
  private final long[] machineBytes;
  private long nextMillis;
  private long sequence;
  private double load = 1;
  private long user;
  private long system;
  private long idle;
  private long bytesIn;
  private long bytesOut;
  private long bytesRead;
  private long countersSamples;

  HostAgent(
      SiteOptions options,
      int number,
      Exporter exporter,
      SplittableRandom random,
      long startMillis) {
    this.number = number;
    this.machines = options.machines();
    this.intervalMillis = options.countersInterval().toMillis();
    this.exporter = exporter;
    this.random = random;
    this.machineCpu = new long[machines];
    this.machineBytes = new long[machines];
    this.nextMillis = startMillis + random.nextLong(intervalMillis);
  }

  Exporter exporter() {
    return exporter;
  }

  long countersSamples() {
    return countersSamples;
  }

  /// Reports if it is its turn.
  ///
  /// @param shape how busy the hour is, 0 to 1
  void poll(long nowMillis, double shape) {
    if (nextMillis >= nowMillis) {
      return;
    }
    nextMillis += intervalMillis;
    work(shape);
    sequence++;
    add(new DataSource(PHYSICAL, 1), host(nowMillis), SAMPLE_BYTES, nowMillis);
    for (int i = 0; i < machines; i++) {
      add(new DataSource(LOGICAL, i + 1), machine(i), MACHINE_BYTES, nowMillis);
    }
  }

  private void add(DataSource source, List<CounterRecord> records, int bytes, long nowMillis) {
    exporter.add(
        CountersSample.builder()
            .sequenceNumber(Port.word(sequence))
            .source(source)
            .records(records)
            .build(),
        bytes,
        nowMillis);
    countersSamples++;
  }

  private void work(double shape) {
    load = Math.max(0.05, 0.9 * load + 0.1 * CPUS * 0.6 * shape + 0.2 * random.nextGaussian());
    double busy = Math.min(CPUS, load);
    user += (long) (0.7 * busy * intervalMillis);
    system += (long) (0.3 * busy * intervalMillis);
    idle += (long) ((CPUS - busy) * intervalMillis);
    bytesIn += (long) (busy * 40_000 * intervalMillis / 1000);
    bytesOut += (long) (busy * 90_000 * intervalMillis / 1000);
    bytesRead += (long) (busy * 20_000 * intervalMillis / 1000);
    for (int i = 0; i < machines; i++) {
      machineCpu[i] += (long) (busy * intervalMillis / Math.max(1, machines));
      machineBytes[i] += (long) (busy * 10_000);
    }
  }

  private List<CounterRecord> host(long nowMillis) {
    float now = (float) load;
    long used = (long) (GIBIBYTE * (6 + load));
    return List.of(
        new HostDescr(
            String.format(Locale.ROOT, "server%03d", number), uuid(0), X86_64, LINUX, "6.1.0"),
        new HostCpu(
            now,
            now,
            now,
            2,
            180,
            CPUS,
            2_600,
            exporter.uptimeMillis(nowMillis) / 1000,
            Port.word(user),
            0,
            Port.word(system),
            Port.word(idle),
            0,
            0,
            0,
            Port.word(user / 2),
            Port.word(user / 3),
            0,
            0,
            0),
        new HostMemory(
            32 * GIBIBYTE,
            32 * GIBIBYTE - used,
            0,
            GIBIBYTE,
            4 * GIBIBYTE,
            GIBIBYTE,
            GIBIBYTE,
            0,
            0,
            0,
            0),
        new HostDiskIo(
            500 * GIBIBYTE,
            320 * GIBIBYTE,
            3_600,
            Port.word(bytesRead / 4096),
            bytesRead,
            Port.word(bytesRead / 100_000),
            Port.word(bytesRead / 8192),
            bytesRead / 2,
            Port.word(bytesRead / 90_000)),
        new HostNetIo(
            bytesIn, Port.word(bytesIn / 700), 0, 0, bytesOut, Port.word(bytesOut / 900), 0, 0),
        new VirtNode(2_600, CPUS, 32 * GIBIBYTE, 32 * GIBIBYTE - used, machines));
  }

  private List<CounterRecord> machine(int index) {
    long bytes = machineBytes[index];
    return List.of(
        new HostDescr(
            String.format(Locale.ROOT, "vm%03d-%d", number, index + 1),
            uuid(index + 1),
            X86_64,
            LINUX,
            ""),
        new HostParent(PHYSICAL, 1),
        new VirtCpu(RUNNING, Port.word(machineCpu[index]), 2),
        new VirtMemory(2 * GIBIBYTE, 4 * GIBIBYTE),
        new VirtDiskIo(
            20 * GIBIBYTE,
            12 * GIBIBYTE,
            8 * GIBIBYTE,
            Port.word(bytes / 4096),
            bytes,
            Port.word(bytes / 8192),
            bytes / 2,
            0),
        new VirtNetIo(
            bytes, Port.word(bytes / 600), 0, 0, bytes * 2, Port.word(bytes / 400), 0, 0));
  }

  private UUID uuid(int index) {
    return new UUID(0x4000L | (long) number << 16, 0x8000000000000000L | index);
  }
}
