#!/usr/bin/env bash
# Puts the clients that the fake clouds are tried with (AWS's, Google's and Camunda's own packages from npm) where the tests look for them: artifacts/clients
# (not in git). The lock file says which versions. Does nothing if they are there.
set -euo pipefail
cd "$(dirname "$0")/.."
source="tests/AtRest.FakeClouds.Tests/Clients/npm"
folder="artifacts/clients"
if [ -f "$folder/installed" ] && cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
  exit 0
fi

command -v npm >/dev/null || { echo "Node.js 20 or later with npm is needed for the clients that the fake clouds are tried with." >&2; exit 1; }
mkdir -p artifacts
# Installed beside its place and renamed, so that an interrupted installation is not taken for a whole one.
new="$(mktemp -d artifacts/clients-XXXXXX)"
trap 'rm -rf "$new"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$new"
(cd "$new" && npm ci --ignore-scripts </dev/null >&2)
touch "$new/installed"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/installed" ]
