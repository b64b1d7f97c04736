#!/usr/bin/env bash
# Renders the application icons from their SVG sources. Needs rsvg-convert (Debian: apt-get install librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v rsvg-convert >/dev/null; then
  echo "render.sh: rsvg-convert is missing; on Debian: apt-get install librsvg2-bin" >&2
  exit 1
fi

sources=src/main/svg
target=src/main/resources/io/lumadb/icons
mkdir -p "$target"
for size in 16 32; do
  rsvg-convert --width "$size" --height "$size" "$sources/lumadb-small.svg" --output "$target/lumadb-$size.png"
done
for size in 48 64 128 256 512; do
  rsvg-convert --width "$size" --height "$size" "$sources/lumadb.svg" --output "$target/lumadb-$size.png"
done
