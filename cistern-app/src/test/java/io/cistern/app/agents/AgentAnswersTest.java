package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.AgentView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentAnswersTest {
  private static final long NOW = 1_795_000_000_000L;

  private static StreamSnapshot stream(
      String address, long subAgent, @Nullable String sender, long lastSeen, @Nullable Long lost) {
    return new StreamSnapshot(
        new StreamId(address, subAgent, sender),
        null,
        0,
        NOW - 600_000,
        lastSeen,
        30_000,
        5_000,
        7,
        new StreamSnapshot.Samples(4, 3, 2, 1),
        List.of(512L, 1_000L),
        new StreamSnapshot.Losses(lost, 0, 0, 0, lost, 9, 0),
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  private static AgentAnswers answers(StreamSnapshot... streams) {
    return new AgentAnswers(List.of(streams), NOW);
  }

  @Nested
  class Agents {
    @Test
    void areEveryStreamByAddressSubAgentAndSender() {
      var answers =
          answers(
              stream("192.0.2.9", 0, null, NOW, 0L),
              stream("192.0.2.1", 7, null, NOW, 0L),
              stream("192.0.2.1", 0, "198.51.100.2", NOW, 0L),
              stream("192.0.2.1", 0, null, NOW, 0L));
      assertThat(answers.agents())
          .extracting(a -> a.agent() + " " + a.subAgent() + " " + a.sender())
          .containsExactlyInAnyOrder(
              "192.0.2.1 0 null",
              "192.0.2.1 0 198.51.100.2",
              "192.0.2.1 7 null",
              "192.0.2.9 0 null")
          .endsWith("192.0.2.1 7 null", "192.0.2.9 0 null");
    }

    @Test
    void tellWhatWasCounted() {
      AgentView agent = answers(stream("192.0.2.1", 0, null, NOW - 1_000, 5L)).agents().getFirst();
      assertThat(agent.datagrams()).isEqualTo(7);
      assertThat(agent.samples()).isEqualTo(new AgentView.SampleCounts(4, 3, 2, 1));
      assertThat(agent.samplingRates()).containsExactly(512L, 1_000L);
      assertThat(agent.lost()).isEqualTo(new AgentView.Lost(5L, 5L, 9));
      assertThat(agent.uptimeSeconds()).isEqualTo(5);
    }

    @Test
    void haveNoTotalWhereNoPortIsKnown() {
      AgentView agent = answers(stream("192.0.2.1", 0, null, NOW, 0L)).agents().getFirst();
      assertThat(agent.interfaces()).isZero();
      assertThat(agent.inBitsPerSecond()).isNull();
      assertThat(agent.outBitsPerSecond()).isNull();
      assertThat(agent.name()).isNull();
    }

    @Test
    void haveALossThatIsNotKnown() {
      AgentView agent = answers(stream("192.0.2.1", 0, null, NOW, null)).agents().getFirst();
      assertThat(agent.lost().datagrams()).isNull();
    }

    @Test
    void areSilentAfterTheirTime() {
      assertThat(answers(stream("a", 0, null, NOW - 30_000, 0L)).agents().getFirst().silent())
          .isFalse();
      assertThat(answers(stream("a", 0, null, NOW - 30_001, 0L)).agents().getFirst().silent())
          .isTrue();
    }
  }

  @Nested
  class OneAgent {
    @Test
    void isAllStreamsOfItsAddress() {
      var answers =
          answers(
              stream("192.0.2.1", 0, null, NOW, 0L),
              stream("192.0.2.1", 7, null, NOW, 0L),
              stream("192.0.2.2", 0, null, NOW, 0L));
      assertThat(answers.agent("192.0.2.1").orElseThrow().streams())
          .extracting(AgentView::subAgent)
          .containsExactly(0L, 7L);
      assertThat(answers.interfaces("192.0.2.2").orElseThrow()).isEmpty();
      assertThat(answers.metrics("192.0.2.2").orElseThrow()).isEmpty();
    }

    @Test
    void thatIsNotKnownIsNone() {
      var answers = answers(stream("192.0.2.1", 0, null, NOW, 0L));
      assertThat(answers.agent("192.0.2.3")).isEmpty();
      assertThat(answers.interfaces("192.0.2.3")).isEmpty();
      assertThat(answers.metrics("192.0.2.3")).isEmpty();
    }
  }
}
