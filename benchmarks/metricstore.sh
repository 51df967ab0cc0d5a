#!/usr/bin/env bash
# What the metricstore takes: space, time and heap.
# usage: benchmarks/metricstore.sh [sizes|sizes0|sizes30|queries|heap|kill MINUTES]
#   none: all of them, kill 6
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package;
#   kill 60: 10 GB below TMPDIR
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
jar=$home/benchmarks/target/benchmarks.jar
java=$("$home/cistern" --print-jdk)/bin/java
run() {
  "$java" -Xmx4g --enable-native-access=ALL-UNNAMED -cp "$jar" "io.cistern.benchmarks.metrics.$@"
}
case ${1:-all} in
  sizes) run SizeReport 10 42 50 classes peers ;;
  sizes0) run SizeReport 10 42 0 ;;
  sizes30) run SizeReport 30 42 50 ;;
  queries)
    "$java" -jar "$jar" MetricQueryBenchmark | sed -n '/^Benchmark /,$p' |
      grep -E 'Benchmark |p0\.(00|50|99)$|p0\.(00|50|99) '
    ;;
  heap) run StoreReport heap ;;
  kill) run StoreReport kill "${2:-6}" ;;
  all)
    for part in sizes sizes0 sizes30 queries heap kill; do
      echo "== $part"
      "$0" "$part"
    done
    ;;
  *)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
    ;;
esac
