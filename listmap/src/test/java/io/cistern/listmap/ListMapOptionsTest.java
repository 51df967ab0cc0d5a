package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListMapOptionsTest {

  private static void assertSame(ListMapOptions actual, ListMapOptions expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void areTheDefaultsWhereNothingIsSet() {
    var options = ListMapOptions.builder().build();
    assertThat(options.durability()).isEqualTo(Durability.interval(Duration.ofSeconds(1)));
    assertThat(options.readOnly()).isFalse();
    assertThat(options.create()).isTrue();
    assertSame(ListMapOptions.defaults(), options);
  }

  @Test
  void forReadingCreateNothing() {
    var options = ListMapOptions.forReading();
    assertThat(options.readOnly()).isTrue();
    assertThat(options.create()).isFalse();
  }

  @Test
  void areBuiltFromOthers() {
    var options = ListMapOptions.builder().durability(Durability.SYNC).create(false).build();
    assertSame(options.toBuilder().build(), options);
    var reading = options.toBuilder().readOnly(true).build();
    assertThat(reading.durability()).isEqualTo(Durability.SYNC);
    assertThat(reading.readOnly()).isTrue();
    assertThat(options.readOnly()).isFalse();
  }

  @Test
  void refuseToCreateAReadOnlyMap() {
    assertThatThrownBy(() -> ListMapOptions.builder().readOnly(true).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
