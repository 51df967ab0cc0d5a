#!/usr/bin/env bash
# listmap and its peers: each row for all stores in one run, in nanoseconds an entry, then sizes and times to open.
# usage: benchmarks/maps.sh [ROW ...]
#   ROW: randomPut ascendingPut batchPut randomGet forwardScan forwardKeys reverseScan compactGet compactScan compactReverse
#        mixed besideWriter report; none for all
# environment: STORES="LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST", JMH="-wi 3 -i 5" (more options of JMH),
#   OUTPUT=FILE (what JMH says goes there too)
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
jar=${JAR:-$home/benchmarks/target/benchmarks.jar}
java=$("$home/cistern" --print-jdk)/bin/java
stores=${STORES:-LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST}
[ $# -gt 0 ] || set -- randomPut ascendingPut batchPut randomGet forwardScan forwardKeys reverseScan \
  compactGet compactScan compactReverse mixed besideWriter report

results=$(mktemp)
trap 'rm -f "$results"' EXIT

# the scores of all stores in a line of Markdown
table() {
  tr -d '"\r' <"$results" | awk -F, -v row="$1" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    {
      what = $1; sub(/.*OrderedMapBenchmark\./, "", what); sub(/besideWriter$/, "", what)
      if (what ~ /:./ && what !~ /^besideWriter:(gets|puts)$/ || what == "") next
      if (!(what in line)) order[++n] = what
      line[what] = line[what] sprintf(" | %s %.0f", $column["Param: store"], $column["Score"])
    }
    END { for (i = 1; i <= n; i++) print "| " (n == 1 ? row : order[i]) line[order[i]] " |" }'
}

for row; do
  case $row in
    report)
      # shellcheck disable=SC2086
      "$java" --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
        --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -Xmx4g -cp "$jar" io.cistern.benchmarks.maps.MapReport ${STORES:-}
      continue
      ;;
    compactGet) method=randomGet options="-p compact=true" ;;
    compactScan) method=forwardScan options="-p compact=true" ;;
    compactReverse) method=reverseScan options="-p compact=true" ;;
    *) method=$row options= ;;
  esac
  case $method in
    *Put) of=$stores ;;
    *) of=${stores/ROCKSDB_NO_WAL/} ;; # reads do not depend on the log
  esac
  # shellcheck disable=SC2086
  "$java" -jar "$jar" "OrderedMapBenchmark.$method\$" -p store="$(echo $of | tr ' ' ,)" $options ${JMH:-} -rf csv -rff "$results" \
    >>"${OUTPUT:-/dev/null}"
  table "$row"
done
