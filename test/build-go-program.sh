#!/usr/bin/env bash
# build-go-program.sh FOLDER NAME [--where]: builds the Go program of a folder into the cache, once for each state of its source, and prints
# its path. `--where` builds nothing.
set -euo pipefail
cd "$1"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/boulder-migrate
final=$cache/$2-$(cat main.go go.mod go.sum | sha256sum | cut -c1-16)
if [ "${3:-}" = --where ]; then echo "$final"; exit 0; fi
mkdir -p "$cache"
exec 9> "$final.lock"
flock 9
if [ ! -x "$final" ]; then
	CGO_ENABLED=0 GOTOOLCHAIN=local GOWORK=off GOFLAGS= go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$final.new" . >&2
	mv "$final.new" "$final"
fi
echo "$final"
