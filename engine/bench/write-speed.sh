#!/usr/bin/env bash
# Durable writes of single documents of about 1 KB with 64 connections: LumaDB over HTTP, PostgreSQL 15 (synchronous_commit
# on, pgbench with prepared statements) and Redis 7 (appendfsync always), in turns on the same file system:
#
#   engine/bench/write-speed.sh              five rounds of 5 s
#   engine/bench/write-speed.sh 7 10         seven rounds of 10 s
#
# The peers are installed with apt where they are not there. They get data directories of their own in a temporary folder
# (TMPDIR chooses where), listen on the loopback address only, and are stopped and deleted at the end. JAVA_HOME has to be a
# JDK 25 or later.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
rounds="${1:-5}"
seconds="${2:-5}"
java="${JAVA_HOME:?set JAVA_HOME to a JDK 25 or later}/bin/java"
maven="$(command -v mvn || echo "$root/mvnw")"
binaries="/usr/lib/postgresql/15/bin"
missing=()
[[ -x "$binaries/pgbench" ]] || missing+=(postgresql-15)
command -v redis-server >/dev/null && command -v redis-benchmark >/dev/null || missing+=(redis-server redis-tools)
if ((${#missing[@]})); then
  # A service of the distribution is not wanted: only the programs.
  apt-get update -q && RUNLEVEL=1 apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

folder="$(mktemp -d)"
postgres_port="${POSTGRES_PORT:-54329}"
redis_port="${REDIS_PORT:-56379}"
redis_pid=""
# PostgreSQL does not run as root.
as_postgres=()
if [[ "$(id -u)" == 0 ]]; then
  as_postgres=(runuser -u postgres --)
  chmod 755 "$folder"
  mkdir "$folder/postgres"
  chown postgres "$folder/postgres"
else
  mkdir "$folder/postgres"
fi
finish() {
  "${as_postgres[@]}" "$binaries/pg_ctl" -D "$folder/postgres/data" -m immediate stop >/dev/null 2>&1 || true
  if [[ -n "$redis_pid" ]]; then
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT

(cd "$root" && "$maven" -q -Dquick -Dmaven.test.skip=true -pl engine/bench -am package dependency:build-classpath -Dmdep.outputFile=target/class-path.txt)
"${as_postgres[@]}" "$binaries/initdb" -D "$folder/postgres/data" -U bench --auth=trust --encoding=UTF8 --locale=C >"$folder/initdb.log"
"${as_postgres[@]}" "$binaries/pg_ctl" -D "$folder/postgres/data" -w -l "$folder/postgres/server.log" \
  -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder/postgres -c shared_buffers=1GB -c max_wal_size=4GB -c synchronous_commit=on -c fsync=on" \
  start >/dev/null
"$binaries/psql" -q -h 127.0.0.1 -p "$postgres_port" -U bench postgres <<'SQL'
CREATE TABLE documents (id bigserial PRIMARY KEY, body text NOT NULL);
INSERT INTO documents (body) SELECT repeat('x', 1024) FROM generate_series(1, 100000);
VACUUM ANALYZE documents;
CHECKPOINT;
SQL
mkdir "$folder/redis"
redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$folder/redis" --appendonly yes --appendfsync always --save "" \
  --daemonize no >"$folder/redis.log" 2>&1 &
redis_pid=$!
for _ in $(seq 100); do
  redis-cli -h 127.0.0.1 -p "$redis_port" ping >/dev/null 2>&1 && break
  sleep 0.1
done
server="$(bash "$root/console-app/src/main/launch/server-options.sh" | tr '\n' ' ')"
"$java" -Xmx1g "-Dlumadb.server.options=$server" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$root/engine/bench/target/classes:$(cat "$root/engine/bench/target/class-path.txt")" \
  io.lumadb.bench.storage.WriteSpeed "$folder" "$rounds" "$seconds" "$binaries" "$postgres_port" "$redis_port"
