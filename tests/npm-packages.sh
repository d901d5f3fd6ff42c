#!/usr/bin/env bash
# Installs npm packages that tests use, in artifacts (not in git). The lock file has their versions. Does nothing if they are installed.
# Arguments: the folder with package.json and the lock file, below tests; the name of the folder in artifacts; what needs the packages, as the end of a sentence.
set -euo pipefail
cd "$(dirname "$0")/.."
source="tests/$1"
folder="artifacts/$2"
if [ -f "$folder/installed" ] && cmp -s "$source/package-lock.json" "$folder/package-lock.json"; then
  exit 0
fi

command -v npm >/dev/null || { echo "npm was not found. Install Node.js 20 or later: $3." >&2; exit 1; }
mkdir -p artifacts
# Installs into a temporary folder and renames it, so that an interrupted installation is never used.
new="$(mktemp -d "$folder-XXXXXX")"
trap 'rm -rf "$new"' EXIT
cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$new"
(cd "$new" && npm ci --ignore-scripts </dev/null >&2)
touch "$new/installed"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/installed" ]
