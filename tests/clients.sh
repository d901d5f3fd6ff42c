#!/usr/bin/env bash
# Installs the npm clients of AWS, Google and Camunda that the tests of FakeClouds use, in artifacts/clients (not in git). The lock file has their versions.
# Does nothing if they are installed.
set -euo pipefail
cd "$(dirname "$0")/.."
source="tests/AtRest.FakeClouds.Tests/Clients/npm"
folder="artifacts/clients"
if [ -f "$folder/installed" ] && cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
  exit 0
fi

command -v npm >/dev/null || { echo "npm was not found. Install Node.js 20 or later: the tests of FakeClouds need the clouds' own clients." >&2; exit 1; }
mkdir -p artifacts
# Installs into a temporary folder and renames it, so that an interrupted installation is never used.
new="$(mktemp -d artifacts/clients-XXXXXX)"
trap 'rm -rf "$new"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$new"
(cd "$new" && npm ci --ignore-scripts </dev/null >&2)
touch "$new/installed"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/installed" ]
