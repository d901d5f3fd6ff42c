#!/usr/bin/env bash
# Installs Azurite, the emulator of Azure Storage, in artifacts/azurite (not in git), where the tests use it. Does nothing if it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
version="3.35.0" # later versions need Node 22
folder="artifacts/azurite"
main="node_modules/azurite/dist/src/azurite.js"
if [ -f "$folder/$main" ] && [ "$(cat "$folder/version" 2>/dev/null)" = "$version" ]; then
  exit 0
fi

command -v npm >/dev/null || { echo "npm was not found. Install Node.js 20: the storage tests need Azurite." >&2; exit 1; }
mkdir -p artifacts
# Installs into a temporary folder and renames it, so that an interrupted installation is never used.
new="$(mktemp -d artifacts/azurite-XXXXXX)"
trap 'rm -rf "$new"' EXIT
(cd "$new" && npm install --prefix . --no-save --no-package-lock --no-audit --no-fund --omit=optional --loglevel=error "azurite@$version" </dev/null >&2)
[ -f "$new/$main" ] || { echo "npm did not install Azurite." >&2; exit 1; }
echo "$version" >"$new/version"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/$main" ]
