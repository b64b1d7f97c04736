#!/usr/bin/env bash
# Filter and group over documents of about 1 KB: LumaDB, PostgreSQL 15 (jsonb) and H2 with the same documents, in one run:
#
#   engine/bench/query-speed.sh              1,000,000 documents
#   engine/bench/query-speed.sh 100000       fewer
#
# PostgreSQL is installed with apt where it is not there. It gets a data directory of its own in a temporary folder, 2 GiB
# of shared buffers, its default of two parallel workers, and listens on the loopback address only; it is stopped and
# deleted at the end. JAVA_HOME has to be a JDK 25 or later.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
documents="${1:-1000000}"
java="${JAVA_HOME:?set JAVA_HOME to a JDK 25 or later}/bin/java"
maven="$(command -v mvn || echo "$root/mvnw")"
binaries="/usr/lib/postgresql/15/bin"
[[ -x "$binaries/initdb" ]] || { apt-get update -q && apt-get install -y -q --no-install-recommends postgresql-15; }

folder="$(mktemp -d)"
port="${POSTGRES_PORT:-54329}"
# PostgreSQL does not run as root.
as_postgres=()
if [[ "$(id -u)" == 0 ]]; then
  as_postgres=(runuser -u postgres --)
  chown postgres "$folder"
fi
finish() {
  "${as_postgres[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT

(cd "$root" && "$maven" -q -Dquick -Dmaven.test.skip=true -pl engine/bench -am package dependency:build-classpath -Dmdep.outputFile=target/class-path.txt)
"${as_postgres[@]}" "$binaries/initdb" -D "$folder/data" -U bench --auth=trust --encoding=UTF8 --locale=C >"$folder/log"
"${as_postgres[@]}" "$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/server.log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c shared_buffers=2GB -c work_mem=64MB -c max_wal_size=4GB" \
  start >/dev/null
"$java" -Xms6g -Xmx6g -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$root/engine/bench/target/classes:$(cat "$root/engine/bench/target/class-path.txt")" \
  io.lumadb.bench.query.QuerySpeed "$documents" "jdbc:postgresql://127.0.0.1:$port/postgres?user=bench"
