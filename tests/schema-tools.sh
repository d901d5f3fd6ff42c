#!/usr/bin/env bash
# Installs the npm packages that read our schemas and Terraform modules and generate clients, in artifacts/schema-tools (not in git). Does nothing if they are installed.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=(@cdktf/hcl2json@0.21.0 @cyclonedx/cyclonedx-library@10.3.0 ajv@8.20.0 ajv-formats@3.0.1 openapi-fetch@0.17.0 openapi-typescript@7.13.0 swagger-typescript-api@13.13.0 typescript@5.9.3)
folder="artifacts/schema-tools"
if [ "$(cat "$folder/version" 2>/dev/null)" = "${packages[*]}" ]; then
  exit 0
fi

command -v npm >/dev/null || { echo "npm was not found. Install Node.js 20: the tests of schemas and generated clients need it." >&2; exit 1; }
mkdir -p artifacts
# Installs into a temporary folder and renames it, so that an interrupted installation is never used.
new="$(mktemp -d artifacts/schema-tools-XXXXXX)"
trap 'rm -rf "$new"' EXIT
(cd "$new" && npm install --prefix . --no-save --no-package-lock --no-audit --no-fund --loglevel=error "${packages[@]}" </dev/null >&2)
echo "${packages[*]}" >"$new/version"
rm -rf "$folder"
mv "$new" "$folder" 2>/dev/null || [ -f "$folder/version" ]
