#!/usr/bin/env bash
# A day of simulated interface counters in Prometheus and VictoriaMetrics, by their own import:
# bytes of all files, and bytes a sample. Says what it skips where one is not installed.
# usage: benchmarks/metric-peers.sh [STEP SEED JITTER]    (seconds, number, milliseconds; 10 42 50)
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package;
#   3 GB below TMPDIR
set -eu
step=${1:-10} seed=${2:-42} jitter=${3:-50}
home=$(cd "$(dirname "$0")/.." && pwd)
java=$("$home/cistern" --print-jdk)/bin/java
work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
samples=$((48 * 19 * (86400 / step)))
data() {
  "$java" -Xmx2g -cp "$home/benchmarks/target/benchmarks.jar" \
    io.cistern.benchmarks.metrics.SampleFile "$step" "$seed" "$jitter" "$1" "$2"
}
bytes() { find "$@" -type f -printf '%s\n' | awk '{s += $1} END {print s + 0}'; }
report() {
  awk -v what="$1" -v bytes="$2" -v samples="$samples" \
    'BEGIN {printf "%-40s %14d bytes %8.4f B a sample\n", what, bytes, bytes / samples}'
}

echo "$samples samples (step $step s, seed $seed, jitter $jitter ms)"
if command -v promtool >/dev/null; then
  data om "$work/day.om"
  promtool tsdb create-blocks-from openmetrics "$work/day.om" "$work/prometheus" \
    >"$work/prometheus.log" 2>&1 || {
    cat "$work/prometheus.log"
    exit 1
  }
  version=$(promtool --version 2>&1 | awk 'NR == 1 {print $3}')
  report "Prometheus $version, blocks" "$(bytes "$work/prometheus")"
  rm "$work/day.om"
else
  echo "Prometheus: skipped, there is no promtool"
fi

if command -v victoria-metrics >/dev/null && command -v curl >/dev/null; then
  data vm "$work/day.vm"
  port=18428
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  victoria-metrics -storageDataPath="$work/victoria" -httpListenAddr="127.0.0.1:$port" \
    -retentionPeriod=100y >"$work/victoria.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    curl -fs "http://127.0.0.1:$port/health" >/dev/null && break
    sleep 0.1
  done
  curl -fsS -T "$work/day.vm" "http://127.0.0.1:$port/api/v1/import"
  curl -fsS "http://127.0.0.1:$port/internal/force_flush"
  # what it says about itself: rows of all parts, on disk or still in memory
  rows=$(curl -fsS "http://127.0.0.1:$port/metrics" |
    awk '/^vm_rows\{type="storage\// {s += $2} END {print s + 0}')
  [ "$rows" = "$samples" ] || echo "VictoriaMetrics: holds $rows samples, was given $samples"
  # parts are merged in the background: to stop before that is done would count some of them twice,
  # or too little
  curl -fsS "http://127.0.0.1:$port/internal/force_merge"
  before=-1
  while now=$(bytes "$work/victoria"); [ "$now" != "$before" ]; do
    before=$now
    sleep 5
  done
  kill "$server"
  wait "$server" || true
  server=
  # its caches are not data
  report "VictoriaMetrics" "$(bytes "$work/victoria/data" "$work/victoria/indexdb")"
else
  echo "VictoriaMetrics: skipped, there is no victoria-metrics or no curl"
fi
