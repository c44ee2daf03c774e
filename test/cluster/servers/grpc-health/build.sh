#!/usr/bin/env bash
# Builds the gRPC health server, and prints its path. `--where` builds nothing.
folder=$(cd "$(dirname "$0")" && pwd)
exec "$folder/../../../build-go-program.sh" "$folder" grpc-health "$@"
