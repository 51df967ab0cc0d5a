#!/usr/bin/env bash
# Starts ./cistern run --demo on free ports, looks at every view of its page in headless Chromium
# (light, dark, phone), and fails on any script error, console error or refused policy, or if agents
# and flows do not show within 5 s.
# usage: docs/screenshot.sh            writes docs/images/page.png, the picture in the README
#        docs/screenshot.sh --check    writes nothing; skips, and says so, without Chromium
#        options: --pictures DIR  keeps a picture of every view      --within SECONDS  instead of 5
# environment: CHROMIUM  the browser to use; without it the first of chromium, chromium-browser,
#   google-chrome
set -euo pipefail
cd "$(dirname "$0")/.."
./cistern --version
tests=cistern-app/target/test-classes
if [ ! -f $tests/io/cistern/app/http/PageScreenshot.class ]; then
  mvn -q -B -ntp -pl cistern-app -am test-compile
fi
"$(./cistern --print-jdk)/bin/java" -cp "$tests:cistern-app/target/cistern.jar" \
  io.cistern.app.http.PageScreenshot "$@"
