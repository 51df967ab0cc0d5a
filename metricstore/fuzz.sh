#!/bin/sh
# Fuzzes one target of CodecFuzzTest: fuzz.sh METHOD SECONDS
# (anyBytesAreAChunkOrRefused, anyBytesAreARowOrRefused, anyBytesAreAnEntityRecordOrRefused).
# What fails is kept beside the seeds, from where every build replays it.
set -eu
cd "$(dirname "$0")/.."
exec env JAZZER_FUZZ=1 mvn -pl metricstore -am test -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest="CodecFuzzTest#$1" -Djazzer.max_duration="${2:-300}s" \
  -Djazzer.instrument='io.cistern.metricstore.**'
