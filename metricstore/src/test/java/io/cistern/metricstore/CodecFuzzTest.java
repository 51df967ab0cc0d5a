package io.cistern.metricstore;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at all. Every build replays the corpora in `CodecFuzzTestInputs`, which [FuzzCorpus]
/// makes; to look for more, run `metricstore/fuzz.sh`.
class CodecFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreAChunkOrRefused(byte[] data) {
    HostileBytes.chunk(data);
  }

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreARowOrRefused(byte[] data) {
    HostileBytes.row(data);
  }

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreAnEntityRecordOrRefused(byte[] data) {
    HostileBytes.entity(data);
  }
}
