#!/usr/bin/env bash
# listmap and its peers: each row for all stores in one run, then sizes and times to open.
# usage: benchmarks/maps.sh [ROW ...]
#   ROW: randomPut ascendingPut batchPut randomGet forwardScan forwardKeys reverseScan mixed besideWriter report; none for all
# environment: STORES="LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST", JMH="-wi 3 -i 5" (more options of JMH)
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
jar=$home/benchmarks/target/benchmarks.jar
java=$("$home/cistern" --print-jdk)/bin/java
stores=${STORES:-LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST}
[ $# -gt 0 ] || set -- randomPut ascendingPut batchPut randomGet forwardScan forwardKeys reverseScan mixed besideWriter report
for row; do
  if [ "$row" = report ]; then
    "$java" --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
      --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -Xmx4g -cp "$jar" io.cistern.benchmarks.maps.MapReport \
      ${STORES:-}
  else
    case $row in
      *Put) written=$stores ;;
      *) written=${stores/ROCKSDB_NO_WAL/} ;; # reads do not depend on the log
    esac
    # shellcheck disable=SC2086
    "$java" -jar "$jar" "OrderedMapBenchmark.$row\$" -p store="$(echo $written | tr ' ' ,)" ${JMH:-} | sed -n '/^Benchmark /,$p'
  fi
done
