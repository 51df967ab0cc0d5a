package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.HostCpu;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.VendorCounterRecord;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {
  private static final Structure<?> IF_COUNTERS = known(Structures.standard().counterRecord(0, 1));
  private static final Structure<?> HOST_CPU = known(Structures.standard().counterRecord(0, 2003));

  private static Structure<?> known(@Nullable Structure<?> structure) {
    return Objects.requireNonNull(structure);
  }

  static Stream<Structure<?>> all() {
    return Structures.standard().all().stream();
  }

  @Test
  void knowsTheStandard() {
    assertThat(Structures.standard().all()).hasSizeGreaterThanOrEqualTo(118);
    assertThat(Structures.standard().counterRecord(0, 4095)).isNull();
    assertThat(Structures.standard().of(IfCounters.class)).isSameAs(IF_COUNTERS);
    assertThat(Structures.standard().of(UnknownCounterRecord.class)).isNull();
    assertThat(Structures.standard().flowRecord(0, 2003))
        .isNotEqualTo(Structures.standard().counterRecord(0, 2003));
  }

  @Nested
  class Metrics {
    @Test
    void areNamedOnce() {
      var owners = new HashMap<String, Structure<?>>();
      for (Structure<?> structure : Structures.standard().all()) {
        for (Field field : structure.numericFields()) {
          assertThat(field.metric()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
          assertThat(owners.put(field.metric(), structure)).as(field.metric()).isNull();
        }
      }
    }

    @ParameterizedTest
    @CsvSource({
      "1, if_in_octets, COUNTER, bytes",
      "1, if_in_ucast_pkts, COUNTER, packets",
      "1, if_speed, GAUGE, bit/s",
      "1, if_index, STATE, ''",
      "2, dot3_stats_fcs_errors, COUNTER, ''",
      "2, dot3_stats_sqe_test_errors, COUNTER, ''",
      "6, dot11_qos_cf_polls_lost_count, COUNTER, ''",
      "7, lag_lacpdus_rx, COUNTER, ''",
      "7, lag_marker_pdus_tx, COUNTER, ''",
      "1004, of_port_no, STATE, ''",
      "2003, cpu_user, COUNTER, ms",
      "2003, cpu_load_one, GAUGE, ''",
      "2003, cpu_num, GAUGE, cpus",
      "2003, cpu_interrupts, COUNTER, ''",
      "2004, mem_free, GAUGE, bytes",
      "2004, mem_page_in, COUNTER, pages",
      "2005, disk_bytes_read, COUNTER, bytes",
      "2005, disk_part_max_used, GAUGE, 0.01 %",
      "2006, net_bytes_in, COUNTER, bytes",
      "2007, ip_in_receives, COUNTER, ''",
      "2007, ip_reasm_oks, COUNTER, ''",
      "2009, tcp_active_opens, COUNTER, ''",
      "2009, tcp_curr_estab, GAUGE, connections",
      "2010, udp_in_datagrams, COUNTER, packets",
      "2203, app_user_time, COUNTER, ms",
      "2204, memcache_cmd_set, COUNTER, ''",
      "2207, ovs_hits, COUNTER, packets",
      "2207, ovs_flows, GAUGE, flows",
    })
    void areNamedAsTheStandard(int format, String metric, FieldKind kind, String unit) {
      assertThat(known(Structures.standard().counterRecord(0, format)).numericFields())
          .anySatisfy(field -> {
            assertThat(field.metric()).isEqualTo(metric);
            assertThat(field.kind()).isEqualTo(kind);
            assertThat(field.unit()).isEqualTo(unit);
          });
    }

    @ParameterizedTest
    @CsvSource({
      "0, 10, sfp_lane_1_rx_power, lanes[1].rxPower, uW",
      "0, 10, sfp_lane_16_tx_bias_current, lanes[16].txBiasCurrent, uA",
      "4413, 2, bst_port_egress_queue_0_uc_pc, egress_queue_uc_pc[0], 0.01 %",
      "4413, 2, bst_port_egress_queue_15_mc_pc, egress_queue_mc_pc[15], 0.01 %",
    })
    void areThoseOfTheElementsOfLists(
        int enterprise, int format, String metric, String name, String unit) {
      Structure<?> structure = known(Structures.standard().counterRecord(enterprise, format));
      assertThat(structure.numericFields().stream().skip(structure.fixedNumbers()))
          .anySatisfy(field -> {
            assertThat(field.metric()).isEqualTo(metric);
            assertThat(field.name()).isEqualTo(name);
            assertThat(field.kind()).isEqualTo(FieldKind.GAUGE);
            assertThat(field.unit()).isEqualTo(unit);
          });
    }

    /// A list in a counter record is either declared to have metrics, or known to have none.
    @Test
    void missNoList() {
      for (Structure<?> structure : Structures.standard().all()) {
        boolean isMute =
            structure.isCounterRecord()
                && !VendorCounterRecord.class.isAssignableFrom(structure.recordClass())
                && structure.numericFields().size() == structure.fixedNumbers()
                && structure.fields().stream().anyMatch(f -> f.type() == WireType.LIST);
        assertThat(isMute).as("%s", structure).isEqualTo(structure.name().equals("host_adapters"));
      }
    }

    @ParameterizedTest
    @CsvSource({
      "ifInOctets, if_in_octets",
      "dot3StatsFCSErrors, dot3_stats_fcs_errors",
      "ipReasmOKs, ip_reasm_oks",
      "cpuUser, cpu_user",
      "ipDefaultTTL, ip_default_ttl",
      "markerPDUsRx, marker_pdus_rx",
      "actorSystemID, actor_system_id",
    })
    void areSnakeCase(String name, String snakeCase) {
      assertThat(FieldNames.snakeCase(name)).isEqualTo(snakeCase);
    }
  }

  @Nested
  class ReadNumbers {
    private static final Structure<?> SFP = known(Structures.standard().counterRecord(0, 10));

    private final long[] values = new long[256];
    private final boolean[] present = new boolean[256];

    private void read(Structure<?> structure, byte[] body) {
      structure.readNumbers(MemorySegment.ofArray(body), 0, body.length, values, present);
    }

    private int index(Structure<?> structure, String metric) {
      return structure.numericFields().stream().map(Field::metric).toList().indexOf(metric);
    }

    private static byte[] words(long... words) {
      var body = ByteBuffer.allocate(4 * words.length);
      Arrays.stream(words).forEach(word -> body.putInt((int) word));
      return body.array();
    }

    private void readLanes(long count, long... indexes) {
      long[] words = new long[5 + 10 * indexes.length];
      words[4] = count;
      for (int i = 0; i < indexes.length; i++) {
        words[5 + 10 * i] = indexes[i];
        words[5 + 10 * i + 6] = 640 + i; // rxPower
      }
      Arrays.fill(present, true);
      read(SFP, words(words));
    }

    private List<String> rxPower() {
      return IntStream.rangeClosed(1, 16)
          .filter(lane -> present[index(SFP, "sfp_lane_" + lane + "_rx_power")])
          .mapToObj(lane -> lane + ":" + values[index(SFP, "sfp_lane_" + lane + "_rx_power")])
          .toList();
    }

    @Test
    void readsElementsByTheNumberTheyTell() {
      readLanes(3, 4, 1, 2);
      assertThat(rxPower()).containsExactly("1:641", "2:642", "4:640");
    }

    @Test
    void readsElementsThatTellNoNumberByTheirPlace() {
      readLanes(2, 0, 0);
      assertThat(rxPower()).containsExactly("1:640", "2:641");
    }

    @Test
    void readsNoElementBeyondTheMost() {
      readLanes(17, LongStream.rangeClosed(1, 17).toArray());
      assertThat(rxPower()).hasSize(16).endsWith("16:655");
      readLanes(2, 17, 0xffff_ffffL);
      assertThat(rxPower()).isEmpty();
    }

    @Test
    void readsTheElementsThatAreThere() {
      readLanes(0xffff_ffffL, 1, 2);
      assertThat(rxPower()).containsExactly("1:640", "2:641");
      Arrays.fill(present, true);
      read(SFP, words(1, 4, 3300, 35_500));
      assertThat(rxPower()).isEmpty();
      assertThat(present[index(SFP, "sfp_module_temperature")]).isTrue();
    }

    @Test
    void readsAListBehindAList() {
      Structure<?> bst = known(Structures.standard().counterRecord(4413, 2));
      read(bst, words(1, 2, 3, -1, 2, 50, -1, 1, 70));
      assertThat(values[index(bst, "bst_port_egress_queue_0_uc_pc")]).isEqualTo(50);
      assertThat(present[index(bst, "bst_port_egress_queue_1_uc_pc")]).as("-1").isFalse();
      assertThat(values[index(bst, "bst_port_egress_queue_0_mc_pc")]).isEqualTo(70);
      assertThat(present[index(bst, "bst_port_egress_queue_1_mc_pc")]).isFalse();
    }

    @Test
    void reportsAllOnesAbsent() {
      byte[] body = new byte[88];
      Arrays.fill(body, (byte) 0xff);
      read(IF_COUNTERS, body);
      assertThat(present[index(IF_COUNTERS, "if_in_octets")]).isFalse();
      assertThat(present[index(IF_COUNTERS, "if_in_unknown_protos")]).isFalse();
      assertThat(present[index(IF_COUNTERS, "if_index")]).isTrue();
      assertThat(values[index(IF_COUNTERS, "if_index")]).isEqualTo(0xffff_ffffL);
    }

    @Test
    void reportsWhatAShorterRecordLacksAbsent() {
      read(HOST_CPU, new byte[68]);
      assertThat(present[index(HOST_CPU, "cpu_contexts")]).isTrue();
      assertThat(present[index(HOST_CPU, "cpu_steal")]).isFalse();
      read(HOST_CPU, new byte[80]);
      assertThat(present[index(HOST_CPU, "cpu_guest_nice")]).isTrue();
    }

    @Test
    void readsFloats() {
      byte[] body = new byte[80];
      ByteBuffer.wrap(body).putFloat(0.25f).putFloat(-1f);
      read(HOST_CPU, body);
      assertThat(Double.longBitsToDouble(values[0])).isEqualTo(0.25);
      assertThat(present[0]).isTrue();
      assertThat(present[1]).as("load -1 is unknown").isFalse();
    }

    @Test
    void findsNumbersAfterText() {
      Structure<?> structure = known(Structures.standard().counterRecord(0, 2202));
      byte[] body = new byte[56];
      ByteBuffer.wrap(body)
          .putInt(5)
          .put("myapp".getBytes(StandardCharsets.UTF_8))
          .position(12)
          .putInt(77);
      read(structure, body);
      assertThat(values[index(structure, "app_success")]).isEqualTo(77);
      assertThat(present[index(structure, "app_unauthorized")]).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.cistern.sflow.StructureTest#all")
    void agreesWithTheRecord(Structure<?> structure) throws MalformedRecordException {
      byte[] body = new byte[400];
      for (int i = 0; i < body.length; i += 4) {
        body[i + 3] = (byte) (i / 4 % 3); // small enough for lengths and counts
      }
      compare(structure, body);
    }

    private <R> void compare(Structure<R> structure, byte[] body) throws MalformedRecordException {
      R record = structure.decode(MemorySegment.ofArray(body), 0, body.length);
      var numbers = new long[structure.numericFields().size()];
      var there = new boolean[numbers.length];
      structure.readNumbers(MemorySegment.ofArray(body), 0, body.length, numbers, there);
      int number = 0;
      for (int i = 0; i < structure.fields().size(); i++) {
        Field field = structure.fields().get(i);
        if (field.isMetric()) {
          Object value = structure.value(record, i);
          assertThat(there[number]).as("%s", field).isTrue();
          if (value instanceof Float f) {
            assertThat(Double.longBitsToDouble(numbers[number])).isEqualTo((double) f);
          } else {
            assertThat(numbers[number]).as("%s", field).isEqualTo(((Number) value).longValue());
          }
          number++;
        }
      }
    }
  }

  @Nested
  class Decode {
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 68, 72, 80})
    void leavesWhatIsNotThereAbsent(int length) throws MalformedRecordException {
      var cpu = (HostCpu) HOST_CPU.decode(MemorySegment.ofArray(new byte[length]), 0, length);
      assertThat(cpu.cpuGuestNice()).isEqualTo(length == 80 ? 0 : -1);
      assertThat(cpu.cpuSteal()).isEqualTo(length >= 72 ? 0 : -1);
      assertThat(Float.isNaN(cpu.loadOne())).isEqualTo(length == 0);
    }

    @Test
    void rejectsACutField() {
      assertThatThrownBy(() -> HOST_CPU.decode(MemorySegment.ofArray(new byte[70]), 0, 70))
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageContaining("host_cpu");
    }

    @ParameterizedTest
    @MethodSource("io.cistern.sflow.StructureTest#all")
    void survivesEveryLength(Structure<?> structure) {
      byte[] body = new byte[160];
      for (int length = 0; length <= body.length; length++) {
        try {
          structure.decode(Corpus.segment(Arrays.copyOf(body, length)), 0, length);
        } catch (MalformedRecordException e) {
          assertThat(e.error()).isEqualTo(DecodeError.BAD_LENGTH);
        }
      }
    }
  }
}
