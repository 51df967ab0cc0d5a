#!/usr/bin/env bash
# The long form of listmap's reliability tests; docs/reliability.md says what each shows. The
# parts that mount file systems (power, full) need root, and say so where they are skipped.
#
#   campaign.sh short              what .ci/run runs
#   campaign.sh simulate 100000    crashes on the simulated disk (and failing forces and extensions)
#   campaign.sh kill 10000         kill -9 of a process that writes, 500 at a time; goes on where
#                                  it was stopped
#   campaign.sh power 300          power cuts: snapshots of mounted file systems
#   campaign.sh full 100           full disks
#   campaign.sh damage 100000      mutated files, after every bit and every length
#   campaign.sh model 1000         runs of 200 actions against a TreeMap
#   campaign.sh readers 600        seconds of one writer and eight readers; a tenth of it more
#                                  for their pauses
#   campaign.sh held 100           lives of a writer held at every step, beside readers and
#                                  other writers
#   campaign.sh jcstress 1000      milliseconds of each way to compile each test of what readers see
#   campaign.sh lincheck 200       programs of point operations by three threads
#   campaign.sh large /dev/shm     one file beyond 4 GiB, in a directory with 7 GiB free
#   campaign.sh fuzz 5m            Jazzer looks for files that break opening
#
# CISTERN_SEED repeats a run.
set -euo pipefail
cd "$(dirname "$0")/.."
part=${1:?which part: see the head of this file}
count=${2:-}

run() { # tests, properties
  local tests=$1
  shift
  if [ -n "${CISTERN_SEED:-}" ]; then set -- "$@" "-Dcistern.seed=$CISTERN_SEED"; fi
  mvn -B -ntp -q -pl listmap,listmap/stress -am test "-Dtest=$tests" \
    -Dsurefire.failIfNoSpecifiedTests=false "$@"
}

case $part in
  short)
    run 'SimulatedCrashTest,KillTest,PowerCutTest,DiskFullTest,JcstressTest' \
      -Dcistern.simulatedCrashes=20000 -Dcistern.kills=200 -Dcistern.powerCuts=1 \
      -Dcistern.diskFullRuns=5 '-Dcistern.jcstress=-sc false -f 1 -fsm 0 -iters 1 -time 50'
    ;;
  simulate) run SimulatedCrashTest "-Dcistern.simulatedCrashes=${count:-100000}" ;;
  kill)
    # in slices, and on from where an earlier run over the same sources was stopped
    sources=$(find listmap/src/main -name '*.java' -print0 | sort -z | xargs -0 cat | cksum)
    tally=listmap/target/kills-${sources%% *}
    mkdir -p listmap/target
    touch "$tally"
    while kills=$(awk '/ kills at / { n += $2 } END { print n + 0 }' "$tally") &&
      [ "$kills" -lt "${count:-10000}" ]; do
      run KillTest -Dcistern.kills=500 | tee -a "$tally"
    done
    echo "$kills kills of this code, in $tally"
    ;;
  power) run PowerCutTest "-Dcistern.powerCuts=$(((${count:-300} + 7) / 8))" ;;
  full) run DiskFullTest "-Dcistern.diskFullRuns=${count:-100}" ;;
  damage) run DamageTest "-Dcistern.mutations=${count:-100000}" ;;
  model) run ListMapModelTest "-Dcistern.modelRuns=${count:-1000}" ;;
  readers)
    run 'ListMapConcurrencyTest,ReaderPauseTest' \
      "-Dcistern.concurrencySeconds=${count:-600}" \
      "-Dcistern.pauseSeconds=$(((${count:-600} + 9) / 10))"
    ;;
  held)
    run 'HeldWriterTest,WaitingThreadsTest' \
      "-Dcistern.heldLives=${count:-100}" -Dcistern.allSchedules=true
    ;;
  jcstress) run JcstressTest "-Dcistern.jcstress=-f 1 -iters 1 -time ${count:-1000}" ;;
  lincheck) run LinearizabilityTest "-Dcistern.lincheckPrograms=${count:-200}" ;;
  large) run LargeFileTest "-Dcistern.largeDirectory=${count:-/dev/shm}" ;;
  fuzz) JAZZER_FUZZ=1 JAZZER_MAX_DURATION="${count:-5m}" run ListMapOpenFuzzTest ;;
  *)
    echo "no such part: $part" >&2
    exit 2
    ;;
esac
