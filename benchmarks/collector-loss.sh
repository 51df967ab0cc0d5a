#!/usr/bin/env bash
# What a collector on 127.0.0.1:PORT takes without loss: starts it, warms it up, sends it datagrams
# of three flow samples at each rate for SECS seconds, and prints what was sent, what the kernel
# dropped at its socket, and its CPU time.
# usage: benchmarks/collector-loss.sh NAME "RATES" COMMAND [ARG ...]
#   rate 0: as fast as the sender can
# environment: PORT=6343 SECS=10 WARMUP=20000 (datagrams a second, for 10 s)
# needs benchmarks/target/benchmarks.jar: mvn -q -DskipTests -pl benchmarks -am package
set -u
home=$(cd "$(dirname "$0")/.." && pwd)
PORT=${PORT:-6343} SECS=${SECS:-10} WARMUP=${WARMUP:-20000}
java=$("$home/cistern" --print-jdk)/bin/java
jar=$home/benchmarks/target/benchmarks.jar
blast() {
  "$java" -Xmx64m -XX:+UseSerialGC -cp "$jar" io.cistern.benchmarks.DatagramBlast "$PORT" "$@"
}
drops() {
  awk -v p=":$(printf %04X "$PORT")\$" '$2 ~ p {s += $NF} END {print s + 0}' \
    /proc/net/udp /proc/net/udp6
}
family() { local p; for p in "$@"; do echo "$p"; family $(pgrep -P "$p"); done; }
cpu() {
  local p sum=0
  for p in $(family "$1"); do
    [ -r "/proc/$p/stat" ] || continue
    sum=$(awk -v s="$sum" '{sub(/.*\) /, ""); print s + ($12 + $13) / 100}' "/proc/$p/stat")
  done
  echo "$sum"
}

name=$1 rates=$2
shift 2
setsid "$@" >/dev/null 2>&1 &
collector=$!
trap 'kill -TERM -$collector 2>/dev/null; sleep 2; kill -9 -$collector 2>/dev/null' EXIT
for _ in $(seq 600); do
  grep -q ":$(printf %04X "$PORT") " /proc/net/udp /proc/net/udp6 && break
  sleep 0.1
done
blast "$WARMUP" 10 >/dev/null
sleep 1
for rate in $rates; do
  drops_before=$(drops) cpu_before=$(cpu $collector)
  sent=$(blast "$rate" "$SECS")
  sleep 1.5
  dropped=$(($(drops) - drops_before))
  used=$(awk -v a="$(cpu $collector)" -v b="$cpu_before" 'BEGIN {printf "%.2f", a - b}')
  echo "$name: $sent, dropped $dropped, CPU $used s"
done
