package io.cistern.listmap.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.Model;
import io.cistern.listmap.file.Format;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notes of records that have been checked.
class CheckedRecordsTest {

  private final CheckedRecords checked = new CheckedRecords();
  private final Random random = new Random(Model.seed(41));
  private long[] records = {};

  /// Records as close together as they can be, over several chunks of a file.
  @BeforeEach
  void place() {
    records = new long[20_000];
    long at = Format.START;
    for (int i = 0; i < records.length; i++) {
      records[i] = at;
      at += Format.padded(Format.RECORD_HEADER + 1 + random.nextInt(40));
    }
  }

  @Test
  void areOfOneRecordEach() {
    var order = new Random(Model.seed(42));
    for (int i = records.length; i > 1; i--) {
      int other = order.nextInt(i);
      long record = records[i - 1];
      records[i - 1] = records[other];
      records[other] = record;
    }
    for (int i = 0; i < records.length; i++) {
      assertThat(checked.has(records[i])).isFalse();
      checked.add(records[i]);
      assertThat(checked.has(records[i])).isTrue();
    }
    assertThat(Arrays.stream(records).allMatch(checked::has)).isTrue();
  }
}
