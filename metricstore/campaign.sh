#!/usr/bin/env bash
# The long form of metricstore's reliability tests; docs/reliability.md says what each shows. The
# parts that mount file systems (power, full) need root, and say so where they are skipped.
#
#   campaign.sh short              what .ci/run runs
#   campaign.sh kill 1000          kill -9 of a process that lives a store's whole life, half of
#                                  them between two steps
#   campaign.sh life 100000        a life without harm, so many rows of it, asked as after a crash
#   campaign.sh power 100          power cuts: snapshots of mounted file systems
#   campaign.sh full 20            full disks and disks short of room, on ext4 and tmpfs
#   campaign.sh clocks 100         clocks that jump, against a naive store
#   campaign.sh fuzz 300           Jazzer, so many seconds for each of chunks, rows, entity
#                                  records; one alone: fuzz.sh
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
  mvn -B -ntp -q -pl metricstore -am test "-Dtest=$tests" \
    -Dsurefire.failIfNoSpecifiedTests=false "$@"
}

case $part in
  short)
    run 'StoreKillTest,StorePowerCutTest,StoreDiskTest' \
      -Dcistern.kills=32 -Dcistern.powerCuts=2 -Dcistern.diskFullRuns=1
    ;;
  kill) run StoreKillTest "-Dcistern.kills=${count:-1000}" ;;
  life) run StoreLifeTest "-Dcistern.lifeRows=${count:-100000}" ;;
  power)
    run StorePowerCutTest -Dcistern.times=true \
      "-Dcistern.powerCuts=$(((${count:-100} + 4) / 5))"
    ;;
  clocks) run ClockJumpTest "-Dcistern.clockJumpRuns=${count:-100}" ;;
  full) run StoreDiskTest "-Dcistern.diskFullRuns=$(((${count:-20} + 3) / 4))" ;;
  fuzz)
    for target in anyBytesAreAChunkOrRefused anyBytesAreARowOrRefused \
      anyBytesAreAnEntityRecordOrRefused; do
      metricstore/fuzz.sh "$target" "${count:-300}"
    done
    ;;
  *)
    echo "no such part: $part" >&2
    exit 2
    ;;
esac
