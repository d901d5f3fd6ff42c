#!/usr/bin/env bash
# Puts Azurite, the emulator of Azure Storage, where the tests look for it: artifacts/azurite (not in git). Does nothing if it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
version="3.35.0" # later ones want Node 22
folder="artifacts/azurite"
main="node_modules/azurite/dist/src/azurite.js"
if [ -f "$folder/$main" ] && [ "$(cat "$folder/version" 2>/dev/null)" = "$version" ]; then
  exit 0
fi

command -v npm >/dev/null || { echo "Node.js with npm is needed for Azurite, on which the tests of the storage run." >&2; exit 1; }
mkdir -p artifacts
# Installed beside its place and renamed, so that an interrupted installation is not taken for a whole one.
new="$(mktemp -d artifacts/azurite-XXXXXX)"
trap 'rm -rf "$new"' EXIT
(cd "$new" && npm install --prefix . --no-save --no-package-lock --no-audit --no-fund --omit=optional --loglevel=error "azurite@$version" </dev/null >&2)
[ -f "$new/$main" ] || { echo "npm did not install Azurite." >&2; exit 1; }
echo "$version" >"$new/version"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/$main" ]
