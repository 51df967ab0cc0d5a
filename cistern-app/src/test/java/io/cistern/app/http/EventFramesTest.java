package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EventFramesTest {
  private final EventFrames frames =
      new EventFrames(new FixtureView(InstantSource.fixed(ApiClient.NOW)));

  @Test
  void areRenderedOnceForAllReaders() {
    EventFrames.Frame frame = frames.current();
    for (int reader = 0; reader < 64; reader++) {
      assertThat(frame.event("agents", null)).isSameAs(frame.event("agents", null));
      assertThat(frame.event("status", null)).isNotEmpty();
    }
    assertThat(frames.rendered()).as("two topics, and what nobody reads is not made").isEqualTo(2);
  }

  @Test
  void tellNothingTwice() {
    EventFrames.Frame frame = frames.current();
    assertThat(frame.event("agents", frame)).isEmpty();
  }
}
