#!/usr/bin/env bash
# Builds a real control plane (etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl) and KWOK from their Go modules,
# once, into the cache, and prints the folder. About seven minutes on two cold cores, nothing when it is there.
# `build.sh --where` prints the folder and builds nothing. Needs Go >= 1.26 and flock.
set -euo pipefail
kubernetes=1.36.3 etcd=3.6.15 kwok=0.7.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/boulder-migrate
final=$cache/control-plane-$kubernetes-etcd-$etcd-kwok-$kwok
if [ "${1:-}" = --where ] || [ -d "$final" ]; then echo "$final"; exit 0; fi

mkdir -p "$cache"
# One build at a time; whoever waited finds it done. The lock ends with its holder, however that ends.
exec 9> "$final.lock"
flock 9
if [ -d "$final" ]; then echo "$final"; exit 0; fi

echo "building the control plane for the tests into $final: minutes, the first time" >&2
work=$(mktemp -d "$cache/building.XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export CGO_ENABLED=0 GOFLAGS=-mod=mod GOTOOLCHAIN=local GOWORK=off
bin=$work/bin
mkdir "$bin"
module() { mkdir "$work/$1" && cd "$work/$1" && go mod init "controlplane.test/$1" 2>/dev/null; }
compile() { go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$@" >&2; }

# k8s.io/kubernetes names its staging modules v0.0.0; whoever depends on it must replace each by its published version.
module kubernetes
gomod=$(go mod download -json "k8s.io/kubernetes@v$kubernetes" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
for staging in $(awk '$1 ~ /^k8s\.io\// && $2 == "v0.0.0" {print $1}' "$gomod" | sort -u); do
	go mod edit "-replace=$staging=$staging@v0.${kubernetes#1.}"
done
go mod edit "-require=k8s.io/kubernetes@v$kubernetes"
commands=(kube-apiserver kube-controller-manager kube-scheduler kubectl)
{
	printf '//go:build tools\n\npackage controlplane\n'
	printf 'import _ "k8s.io/kubernetes/cmd/%s"\n' "${commands[@]}"
} > tools.go
go mod tidy > tidy.log 2>&1 || { cat tidy.log >&2; exit 1; }
# kubectl refuses to be compared with servers unless it knows its own version.
version=(-X "k8s.io/component-base/version.gitVersion=v$kubernetes" -X k8s.io/component-base/version.gitMajor=1
	-X k8s.io/component-base/version.gitMinor=36)
go build -trimpath -buildvcs=false -ldflags="-s -w ${version[*]}" -o "$bin/" "${commands[@]/#/k8s.io/kubernetes/cmd/}" >&2

module etcd
go get -tool "go.etcd.io/etcd/server/v3@v$etcd" > get.log 2>&1 || { cat get.log >&2; exit 1; }
compile "$bin/etcd" go.etcd.io/etcd/server/v3

module kwok
go get -tool "sigs.k8s.io/kwok/cmd/kwok@v$kwok" > get.log 2>&1 || { cat get.log >&2; exit 1; }
compile "$bin/kwok" sigs.k8s.io/kwok/cmd/kwok

mv -T "$bin" "$final"
echo "$final"
