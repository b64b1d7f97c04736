#!/usr/bin/env bash
# Builds and runs one benchmark:
#
#   engine/bench/run.sh NodeFigures                     start-up, memory, reads and writes of one node
#   engine/bench/run.sh NodeFigures packages.ndjson     the same with an import (engine/bench/data/packages.sh makes the file)
#   engine/bench/run.sh EditorFigures                   completion, signature help, tokens, problems and layout of 2,000 lines
#   engine/bench/run.sh ErasureFigures                  Reed-Solomon coding beside plain coding and copying
#   engine/bench/run.sh ColdFigures                     cold space and degraded reads
#   engine/bench/run.sh MoveFigures                     moves from hot to cold beside reads
#   engine/bench/run.sh DictionaryFigures packages.ndjson   trained dictionaries for the blocks of cold segments
#   engine/bench/run.sh query.StatementFigures          planning, index lookups and sorting of single statements
#   engine/bench/run.sh query.FairnessFigures           light queries beside heavy ones
#   engine/bench/run.sh storage.InProcessFigures        durable writes and hot point reads without HTTP
#   engine/bench/run.sh storage.OverwriteFigures         bytes written below the Raft log by zipfian overwrites, beside RocksDB alone
#   engine/bench/run.sh storage.CapacityFigures          start-up with ten million documents, after a clean stop and after kill -9
#
# JAVA_HOME has to be a JDK 25 or later.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
name="${1:?name a benchmark, such as NodeFigures}"
shift
java="${JAVA_HOME:?set JAVA_HOME to a JDK 25 or later}/bin/java"
maven="$(command -v mvn || echo "$root/mvnw")"
(cd "$root" && "$maven" -q -Dquick -Dmaven.test.skip=true -pl engine/bench -am package dependency:build-classpath -Dmdep.outputFile=target/class-path.txt)
launch="$root/console-app/src/main/launch"
server="$(bash "$launch/server-options.sh" | tr '\n' ' ')"
# shellcheck disable=SC2086  # options are words
exec "$java" "@$launch/luma.args" "@$launch/engine.args" $server "-Dlumadb.server.options=$server" -cp "$root/engine/bench/target/classes:$(cat "$root/engine/bench/target/class-path.txt")" "io.lumadb.bench.$name" "$@"
