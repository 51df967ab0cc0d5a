#!/usr/bin/env bash
# Looks for headers that break the decoder: protodecode/fuzz.sh [DURATION], 10m by default. Goes on
# from what it found before (protodecode/.cifuzz-corpus) and leaves an input that fails in the
# corpus that every build replays.
set -euo pipefail
cd "$(dirname "$0")/.."
export JAZZER_FUZZ=1 JAZZER_MAX_DURATION="${1:-10m}"
mvn -q -pl protodecode test -Dtest=HeaderFuzzTest 2>&1 | grep -vE '^(INFO|#|"|\\$)'
