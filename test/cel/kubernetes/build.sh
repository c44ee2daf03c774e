#!/usr/bin/env bash
# Builds the evaluator of CEL with the libraries of Kubernetes, and prints its path. `--where` builds nothing.
folder=$(cd "$(dirname "$0")" && pwd)
exec "$folder/../../build-go-program.sh" "$folder" kubernetes-cel "$@"
