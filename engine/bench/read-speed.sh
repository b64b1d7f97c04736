#!/usr/bin/env bash
# Hot point reads over HTTP with 64 connections, beside a bare Netty server that says hello, driven by the same client:
#
#   engine/bench/read-speed.sh               five rounds of 5 s, documents of ten fields of 100 bytes
#   engine/bench/read-speed.sh 5 5 1         documents of one field
#
# JAVA_HOME has to be a JDK 25 or later.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" storage.ReadSpeed "$@"
