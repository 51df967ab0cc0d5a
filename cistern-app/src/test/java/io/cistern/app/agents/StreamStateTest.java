package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.SequenceCounter.Outcome;
import io.cistern.app.store.RowQueue;
import org.junit.jupiter.api.Test;

class StreamStateTest {
  private static final long DAY = 86_400_000;
  private final StreamState stream =
      new StreamState(
          new StreamId("192.0.2.1", 0),
          0,
          0,
          new SourceTable(16, new Allowance(16)),
          new ShardCounters(new InstanceNames(), new RowQueue(1)));
  private long now;

  private Outcome accept(long sequence, long uptime) {
    now += 1_000;
    return stream.accept(sequence, uptime, sequence * 31 + uptime, now);
  }

  private StreamSnapshot.Losses losses() {
    return stream.snapshot().losses();
  }

  @Test
  void startsAgainWhereTheUptimeGoesBackThoughTheSequenceGoesOn() {
    accept(10, 50_000);
    assertThat(accept(14, 3_000)).isEqualTo(Outcome.RESTART);
    assertThat(losses().datagrams()).isZero();
    assertThat(losses().restarts()).isEqualTo(1);
  }

  @Test
  void startsAgainAfterFewDatagramsOfAShortLife() {
    accept(1, 1_000);
    accept(2, 5_000);
    assertThat(accept(1, 1_000)).isEqualTo(Outcome.RESTART);
    assertThat(losses().duplicates()).isZero();
    assertThat(losses().restarts()).isEqualTo(1);
  }

  @Test
  void startsAgainAfterMoreThanTheHalfOfTheUptimesRange() {
    accept(10_000_000, 40 * DAY);
    assertThat(accept(1, 500)).isEqualTo(Outcome.RESTART);
    assertThat(losses().restarts()).isEqualTo(1);
  }

  @Test
  void goesOnWhereTheUptimeWraps() {
    accept(10, (1L << 32) - 500);
    assertThat(accept(11, 500)).isEqualTo(Outcome.NEWER);
    assertThat(losses().restarts()).isZero();
  }

  @Test
  void takesALateDatagramForLateWhateverItsUptime() {
    accept(1, 10_000);
    accept(3, 30_000);
    assertThat(accept(2, 20_000)).isEqualTo(Outcome.REORDERED);
    assertThat(stream.uptimeMillis()).isEqualTo(30_000);
    assertThat(losses().datagrams()).isZero();
    assertThat(losses().restarts()).isZero();
  }

  @Test
  void readsNoFurtherWhatCameBeforeWithTheSameBytes() {
    stream.accept(1, 10_000, 77, 5_000);
    assertThat(stream.accept(1, 10_000, 77, 5_900)).isEqualTo(Outcome.DUPLICATE);
    assertThat(losses().duplicates()).isEqualTo(1);
  }

  @Test
  void takesTheSameNumberWithOtherBytesForData() {
    stream.accept(1, 10_000, 77, 5_000);
    assertThat(stream.accept(1, 10_000, 78, 5_000)).isEqualTo(Outcome.ASIDE);
    assertThat(losses().duplicates()).isZero();
  }

  @Test
  void takesTheSameBytesLaterForData() {
    stream.accept(0, 0, 77, 5_000);
    assertThat(stream.accept(0, 0, 77, 6_001)).isNotEqualTo(Outcome.DUPLICATE);
  }
}
