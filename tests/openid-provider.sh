#!/usr/bin/env bash
# Installs the OpenID provider that the tests of the portal's sign-in run, in artifacts/openid-provider (not in git). The lock file has its version.
# Does nothing if it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
source="tests/AtRest.Hosting.Tests/Portal/Provider/npm"
folder="artifacts/openid-provider"
if [ -f "$folder/installed" ] && cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
  exit 0
fi

command -v npm >/dev/null || { echo "npm was not found. Install Node.js 20 or later: the tests of the portal need a real OpenID provider." >&2; exit 1; }
mkdir -p artifacts
# Installs into a temporary folder and renames it, so that an interrupted installation is never used.
new="$(mktemp -d artifacts/openid-provider-XXXXXX)"
trap 'rm -rf "$new"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$new"
(cd "$new" && npm ci --ignore-scripts </dev/null >&2)
touch "$new/installed"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/installed" ]
