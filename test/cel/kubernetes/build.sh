#!/usr/bin/env bash
# Builds the evaluator of CEL with the libraries of Kubernetes into the cache, once for each state of its source, and prints its path. `--where` builds nothing.
set -euo pipefail
cd "$(dirname "$0")"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/boulder-migrate
final=$cache/kubernetes-cel-$(cat main.go go.mod go.sum | sha256sum | cut -c1-16)
if [ "${1:-}" = --where ]; then echo "$final"; exit 0; fi
mkdir -p "$cache"
exec 9> "$final.lock"
flock 9
if [ ! -x "$final" ]; then
	CGO_ENABLED=0 GOTOOLCHAIN=local GOWORK=off GOFLAGS= go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$final.new" . >&2
	mv "$final.new" "$final"
fi
echo "$final"
