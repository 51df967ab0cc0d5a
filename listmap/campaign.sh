#!/usr/bin/env bash
# The long form of listmap's reliability tests; docs/reliability.md says what each shows. Needs a compiled project
# (mvn -pl listmap -am test-compile), and root for the parts that mount file systems.
#
#   campaign.sh short              what .ci/run runs, about two minutes
#   campaign.sh simulate 100000    crashes on the simulated disk (and failing forces and extensions)
#   campaign.sh kill 10000         kill -9 of a process that writes
#   campaign.sh power 300          power cuts: snapshots of mounted file systems
#   campaign.sh full 100           full disks
#   campaign.sh damage 100000      mutated files, after every bit and every length
#   campaign.sh model 1000         runs of 200 actions against a TreeMap
#   campaign.sh readers 600        seconds of one writer and eight readers
#   campaign.sh large              one file beyond 4 GiB
#   campaign.sh fuzz 5m            Jazzer looks for files that break opening
#
# CISTERN_SEED repeats a run. CISTERN_TMP is where files are written (default: Java's temporary folder).
set -euo pipefail
cd "$(dirname "$0")/.."
part=${1:?which part: see the head of this file}
count=${2:-}

run() { # tests, properties
  local tests=$1
  shift
  local line="--enable-native-access=ALL-UNNAMED $*"
  if [ -n "${CISTERN_SEED:-}" ]; then line+=" -Dcistern.seed=$CISTERN_SEED"; fi
  if [ -n "${CISTERN_TMP:-}" ]; then line+=" -Djava.io.tmpdir=$CISTERN_TMP"; fi
  mvn -B -ntp -q -pl listmap surefire:test@default-test "-Dtest=$tests" "-DargLine=$line"
}

case $part in
  short)
    run 'SimulatedCrashTest,KillTest,PowerCutTest,DiskFullTest' \
      -Dcistern.simulatedCrashes=20000 -Dcistern.kills=200 -Dcistern.powerCuts=1 -Dcistern.diskFullRuns=5
    ;;
  simulate) run SimulatedCrashTest "-Dcistern.simulatedCrashes=${count:-100000}" ;;
  kill) run KillTest "-Dcistern.kills=${count:-10000}" ;;
  power) run PowerCutTest "-Dcistern.powerCuts=$(((${count:-300} + 5) / 6))" ;;
  full) run DiskFullTest "-Dcistern.diskFullRuns=${count:-100}" ;;
  damage) run DamageTest "-Dcistern.mutations=${count:-100000}" ;;
  model) run ListMapModelTest "-Dcistern.modelRuns=${count:-1000}" ;;
  readers) run ListMapConcurrencyTest "-Dcistern.concurrencySeconds=${count:-600}" ;;
  large) run LargeFileTest -Dcistern.largeFile=true ;;
  fuzz) JAZZER_FUZZ=1 run ListMapOpenFuzzTest "-Djazzer.max_duration=${count:-5m}" ;;
  *)
    echo "no such part: $part" >&2
    exit 2
    ;;
esac
