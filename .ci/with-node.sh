#!/usr/bin/env bash
# Runs a command under another version of Node.js, which npm brings: the binaries are packages of their own there.
#
#   with-node.sh VERSION COMMAND...    VERSION: of the package `node`, such as 20.19.0 or 24
#
# Kept in bulwark/ in the user's cache folder. Linux and macOS.
set -euo pipefail

version=$1
shift
package="node-$(node -p 'process.platform + "-" + process.arch')"
folder="${XDG_CACHE_HOME:-$HOME/.cache}/bulwark/node-$version"
binaries="$folder/node_modules/$package/bin"

if [[ ! -x "$binaries/node" ]]; then
  mkdir -p "$folder"
  npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$folder" "$package@$version"
fi
PATH="$binaries:$PATH" exec "$@"
