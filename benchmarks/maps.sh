#!/usr/bin/env bash
# listmap and its peers: each row for all stores in one run, in nanoseconds an entry, then sizes and
# times to open.
# usage: benchmarks/maps.sh [ROW ...]                             none: all but openings
#   randomPut ascendingPut batchPut randomGet forwardScan forwardKeys reverseScan
#   orderedScan orderedReverse                of a store filled in order
#   compactGet compactScan compactReverse mixed besideWriter
#   latency      of single gets, and what the clock adds
#   count        of the entries of a range, listmap alone, then sealed
#   allocation   of listmap, bytes an entry
#   report       sizes and times to open
#   openings     of listmap alone, how they grow with the file: ROWS="1 2 5 10 20" millions
# environment: STORES="LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST",
#   JMH="-wi 3 -i 5" (more options of JMH), OUTPUT=FILE (what JMH says goes there too)
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
jar=${JAR:-$home/benchmarks/target/benchmarks.jar}
java=$("$home/cistern" --print-jdk)/bin/java
stores=${STORES:-LISTMAP MVSTORE ROCKSDB ROCKSDB_NO_WAL LMDB MAPDB SKIPLIST}
[ $# -gt 0 ] || set -- randomPut ascendingPut batchPut randomGet forwardScan forwardKeys \
  reverseScan orderedScan orderedReverse compactGet compactScan compactReverse mixed besideWriter \
  latency count allocation report

results=$(mktemp)
trap 'rm -f "$results"' EXIT

# a line of Markdown for each result whose name matches: the scores of all stores
table() { # row, names of results, form of a score
  tr -d '"\r' <"$results" | awk -F, -v row="$1" -v names="$2" -v form="$3" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    {
      what = $1; sub(/.*OrderedMapBenchmark\./, "", what); sub(/besideWriter$/, "", what)
      if (what !~ names) next
      if ($column["Param: compact"] == "true") what = what " compact"
      if (!(what in line)) order[++n] = what
      of = $column["Param: store"]
      line[what] = line[what] sprintf(" | %s" form, of == "" ? "" : of " ", $column["Score"])
    }
    END { for (i = 1; i <= n; i++) print "| " (n == 1 ? row : order[i]) line[order[i]] " |" }'
}

for row; do
  names='^[^:]+$|^besideWriter:(gets|puts)$' form=%.0f
  case $row in
    report)
      # shellcheck disable=SC2086
      "$java" --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
        --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xmx4g \
        -cp "$jar" io.cistern.benchmarks.maps.MapReport ${STORES:-}
      continue
      ;;
    openings)
      # shellcheck disable=SC2086
      "$java" -Xmx512m -cp "$jar" io.cistern.benchmarks.maps.OpeningReport ${ROWS:-}
      continue
      ;;
    orderedScan) method=forwardScan options="-p inOrder=true" ;;
    orderedReverse) method=reverseScan options="-p inOrder=true" ;;
    compactGet) method=randomGet options="-p compact=true" ;;
    compactScan) method=forwardScan options="-p compact=true" ;;
    compactReverse) method=reverseScan options="-p compact=true" ;;
    latency) method='(randomGet|timer)' options="-bm sample" names=':p0[.](50|99|999)$' ;;
    count) method=count options="-p compact=false,true" form=%.1f ;;
    allocation)
      method='(randomGet|forwardScan|reverseScan)' options="-p compact=false,true -prof gc"
      names=':gc.alloc.rate.norm$' form=%.3f
      ;;
    *) method=$row options= ;;
  esac
  case $row in
    *Put) of=$stores ;;
    allocation | count) of=LISTMAP ;;
    *) of=${stores/ROCKSDB_NO_WAL/} ;; # reads do not depend on the log
  esac
  # shellcheck disable=SC2086
  "$java" --sun-misc-unsafe-memory-access=allow -jar "$jar" "OrderedMapBenchmark.$method\$" \
    -p store="$(echo $of | tr ' ' ,)" $options ${JMH:-} -rf csv -rff "$results" \
    >>"${OUTPUT:-/dev/null}"
  table "$row" "$names" "$form"
done
