#!/usr/bin/env bash
# Builds the real Pulumi CLI from its Go module, verified by the go.sum beside cli/go.mod, and prints the binary's path.
# A build is kept and used again as long as go.sum and the compiler are the same: the first one takes some minutes.
#
#   build-cli.sh [FOLDER]    FOLDER: where builds are kept; default: bulwark/ in the user's cache folder
#
# BULWARK_PULUMI names a CLI that is there already, in place of a build: it must be of the very same version.
# GOPROXY, GOFLAGS and the rest of Go's environment are taken as they are.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")/cli" && pwd)"
version="$(sed -n 's|^\s*github.com/pulumi/pulumi/pkg/v3 \(v[0-9.]*\).*|\1|p' "$module/go.mod")"

if [[ -n "${BULWARK_PULUMI:-}" ]]; then
  found="$(PULUMI_SKIP_UPDATE_CHECK=true "$BULWARK_PULUMI" version 2>&1)" || found="no CLI that runs"
  if [[ "$found" != "$version" ]]; then
    echo "BULWARK_PULUMI is $BULWARK_PULUMI: that is $found, and what is compared here is $version." >&2
    echo "Name a CLI of that version, or unset BULWARK_PULUMI to have it built." >&2
    exit 2
  fi
  command -v "$BULWARK_PULUMI"
  exit
fi
if ! command -v go >/dev/null; then
  echo "Go is not installed: the Pulumi CLI is built with it. Install Go (go.mod in cli/ says which)," >&2
  echo "or name a Pulumi CLI $version with BULWARK_PULUMI." >&2
  exit 2
fi
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
