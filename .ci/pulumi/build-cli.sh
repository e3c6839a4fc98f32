#!/usr/bin/env bash
# Builds the real Pulumi CLI from its Go module, verified by the go.sum beside cli/go.mod, and prints the binary's path.
# A build is kept and used again as long as go.sum and the compiler are the same: the first one takes some minutes.
#
#   build-cli.sh [FOLDER]    FOLDER: where builds are kept; default: bulwark/ in the user's cache folder
#
# GOPROXY, GOFLAGS and the rest of Go's environment are taken as they are.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")/cli" && pwd)"
version="$(sed -n 's|^\s*github.com/pulumi/pulumi/pkg/v3 \(v[0-9.]*\).*|\1|p' "$module/go.mod")"
kind="$(cat "$module/go.sum" <(go version) | sha256sum | cut -c 1-12)"
folder="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/bulwark}/pulumi-${version#v}-$kind"
binary="$folder/pulumi"

if [[ -x "$binary" ]]; then
  echo "pulumi $version: built before" >&2
else
  mkdir -p "$folder"
  # Renamed when it is whole: a build that was interrupted is never taken for one.
  unfinished="$(mktemp "$folder/pulumi.XXXXXX")"
  trap 'rm -f "$unfinished"' EXIT
  # The build tags are those of the released binaries: no C compiler is needed, and none of gRPC's tracing pages.
  nice -n 10 go -C "$module" build -mod=readonly -tags osusergo,grpcnotrace -trimpath \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$unfinished" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
  chmod 755 "$unfinished"
  mv "$unfinished" "$binary"
  echo "pulumi $version: built in $SECONDS s" >&2
fi
echo "$binary"
