#!/bin/sh
# Looks for datagrams that break what DatagramCheck demands: fuzz.sh METHOD SECONDS
# (anyBytesDecode, anyStructureDecodes). What fails is kept beside the seeds, from where every build
# replays it. Without this script the targets only replay their corpora, as part of the tests.
set -eu
cd "$(dirname "$0")/.."
exec env JAZZER_FUZZ=1 mvn -pl sflow-codec -am test -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest="DatagramFuzzTest#$1" -Djazzer.max_duration="${2:-300}s" \
  -Djazzer.instrument='io.cistern.sflow.**'
