#!/usr/bin/env bash
# Shows that the artifacts can be published and taken: deploys them to a folder, checks that each
# comes with its sources and javadoc, and lets a fresh project outside this tree use
# io.cistern:sflow-codec, and nothing else, from that folder.
# usage: docs/check-publication.sh
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "check-publication: $*" >&2; exit 1; }

echo "deploying to a folder"
(cd "$home" && mvn -q -B -ntp -DskipTests deploy \
  -DaltDeploymentRepository="local::file:$work/repository" -Dmaven.install.skip=true)
for module in sflow-codec protodecode flowtrack listmap metricstore; do
  for kind in .pom .jar -sources.jar -javadoc.jar; do
    compgen -G "$work/repository/io/cistern/$module/*/$module-*[0-9]$kind" >/dev/null \
      || fail "$module has no $kind in the repository"
  done
done

echo "using sflow-codec from a project of its own"
mkdir -p "$work/project/src/main/java"
version=$(sed -n '0,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$home/pom.xml")
cat >"$work/project/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>user</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>25</maven.compiler.source>
    <maven.compiler.target>25</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <repositories>
    <repository><id>local</id><url>file:$work/repository</url></repository>
  </repositories>
  <dependencies>
    <dependency>
      <groupId>io.cistern</groupId><artifactId>sflow-codec</artifactId><version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
cat >"$work/project/src/main/java/User.java" <<'JAVA'
import io.cistern.sflow.Datagram;
import io.cistern.sflow.MalformedDatagramException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

class User {
  static void main() throws MalformedDatagramException {
    // version 5, agent 192.0.2.1, sub-agent 7, sequence 42, uptime 1000, no samples
    var bytes = HexFormat.of().parseHex("0000000500000001c0000201000000070000002a000003e800000000");
    System.out.println(Datagram.decode(MemorySegment.ofArray(bytes)));
  }
}
JAVA
jdk=$("$home/cistern" --print-jdk)
tree=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
cd "$work/project"
# an empty local repository: what this project takes can only come from the folder
JAVA_HOME=$jdk mvn -q -B -ntp -Dmaven.repo.local="$work/local" package \
  $tree:tree -DoutputFile="$work/tree" $tree:build-classpath -Dmdep.outputFile="$work/classpath"
[ "$(grep -c : "$work/tree")" = 2 ] || fail "sflow-codec brings dependencies: $(cat "$work/tree")"
answer=$("$jdk/bin/java" -cp "target/classes:$(cat "$work/classpath")" User)
echo "$answer"
case $answer in *192.0.2.1*42*) ;; *) fail "the decoded datagram is not what was sent" ;; esac
echo "publication works"
