package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceNamesTest {
  private static final StreamId FIRST = new StreamId("192.0.2.1", 0);
  private static final StreamId SECOND = new StreamId("192.0.2.1", 100_000);
  private final InstanceNames names = new InstanceNames();

  @Test
  void followTheClassOfTheDataSource() {
    assertThat(names.claim(FIRST, new SourceState(0, 3), false)).isEqualTo("if/3");
    assertThat(names.claim(FIRST, new SourceState(1, 42), false)).isEqualTo("vlan/42");
    assertThat(names.claim(FIRST, new SourceState(2, 1000), false)).isEqualTo("phys/1000");
    assertThat(names.claim(FIRST, new SourceState(3, 7), false)).isEqualTo("logical/7");
    assertThat(names.claim(FIRST, new SourceState(3, 8), true)).isEqualTo("vm/8");
    assertThat(names.claimHost(FIRST, new SourceState(2, 1))).isEqualTo("host");
  }

  @Test
  void belongToTheFirstSubAgent() {
    assertThat(names.claim(FIRST, new SourceState(0, 3), false)).isEqualTo("if/3");
    assertThat(names.claim(SECOND, new SourceState(0, 3), false)).isEqualTo("if/3@100000");
    assertThat(names.claim(FIRST, new SourceState(0, 3), false)).isEqualTo("if/3");
    assertThat(names.claim(new StreamId("192.0.2.2", 5), new SourceState(0, 3), false))
        .isEqualTo("if/3");
  }

  @Test
  void keepTheOwnerOfAnEarlierRun() {
    names.own("192.0.2.1", "if/3", 0);
    assertThat(names.claim(SECOND, new SourceState(0, 3), false)).isEqualTo("if/3@100000");
    assertThat(names.claim(FIRST, new SourceState(0, 3), false)).isEqualTo("if/3");
  }

  @Test
  void tellHostsOfOneSubAgentApart() {
    assertThat(names.claimHost(FIRST, new SourceState(2, 1))).isEqualTo("host");
    assertThat(names.claimHost(FIRST, new SourceState(2, 2))).isEqualTo("host/2");
    assertThat(names.claimHost(SECOND, new SourceState(2, 1))).isEqualTo("host@100000");
  }
}
