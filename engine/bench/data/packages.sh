#!/usr/bin/env bash
# Turns the package index of a Debian machine into NDJSON: one document a package, about 60,000 on Debian 12.
#
#   engine/bench/data/packages.sh packages.ndjson     writes the file, and says how many documents it holds
#   engine/bench/data/packages.sh | head -3           writes to standard output
#   engine/bench/data/packages.sh --from Packages     reads a Packages file instead of asking apt
#
# Needs only apt and awk. Long descriptions are there when apt has fetched them:
#   apt-get -o Acquire::Languages=en update
set -euo pipefail

program="$(dirname "${BASH_SOURCE[0]}")/packages.awk"
source_file=
output=

fail() {
  echo "packages.sh: $1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help)
      sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    --from)
      [ $# -ge 2 ] || fail "--from needs the path of a Packages file"
      source_file=$2
      [ -r "$source_file" ] || fail "cannot read '$source_file'"
      shift 2
      ;;
    -?*) fail "unknown option '$1'; there are --from FILE and --help" ;;
    *)
      [ -z "$output" ] || fail "one output file, not two: '$output' and '$1'"
      output=$1
      shift
      ;;
  esac
done

# The stanzas to convert: first the translations, which carry the long descriptions, then the packages.
stanzas() {
  if [ -n "$source_file" ]; then
    cat "$source_file"
    return
  fi
  # English, whatever this machine's language: the checksums are those of the English text. A line is empty where apt
  # knows of a translation but has not fetched it.
  apt-get -o Acquire::Languages=en indextargets --format '$(FILENAME)' 'Created-By: Translations' | while IFS= read -r translation; do
    [ -e "$translation" ] || continue
    /usr/lib/apt/apt-helper cat-file "$translation"
    echo
  done
  apt-cache dumpavail
}

if [ -z "$source_file" ]; then
  command -v apt-cache >/dev/null || fail "apt-cache is missing: run this on Debian, or give a Packages file with --from"
  [ -n "$(apt-cache dumpavail 2>/dev/null | head -c 1 || true)" ] || fail "apt knows no packages yet; run: apt-get update"
fi

# Bytes, not characters: UTF-8 passes through unchanged, and awk is several times faster.
export LC_ALL=C
if [ -z "$output" ] || [ "$output" = - ]; then
  stanzas | awk -f "$program"
else
  trap 'rm -f "$output.partial"' EXIT
  stanzas | awk -f "$program" >"$output.partial"
  mv "$output.partial" "$output"
  echo "$(wc -l <"$output" | tr -d ' ') packages in $output" >&2
fi
