#!/usr/bin/env bash
# Installs what the tests need (a browser, the storage emulator, schema tools, the clouds' own clients), builds with warnings as errors, runs all tests, and prints a summary.
# Arguments: as for tests/run-tests.sh, which runs them.
# Last line: "N passed, N failed" (and ", N skipped" if any were). Exit code 0 only if everything ran and nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
# No build process outlives this script.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
# MSBuild reads it as a property: packages are those of the lock files, and a lock file that is out of date is an error.
export RestoreLockedMode=true

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

install_chromium() {
  local sudo=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium </dev/null
}

command -v dotnet >/dev/null || fail "'dotnet' was not found on the PATH. Install the .NET 10 SDK."

if ! find_chromium >/dev/null; then
  echo "Chromium was not found. Installing it for the tests that open reports in a browser …"
  install_chromium >&2 && find_chromium >/dev/null ||
    fail "The tests need Chromium, and it could not be installed. Install it, so that 'chromium' or 'google-chrome' is on the PATH."
fi

bash tests/azurite.sh </dev/null || fail "The storage tests need Azurite, and it could not be installed (npm package 'azurite')."
bash tests/schema-tools.sh </dev/null || fail "The schema tests need npm packages, and they could not be installed (tests/schema-tools.sh lists them)."

bash tests/openid-provider.sh </dev/null || fail "The tests of the portal need a real OpenID provider, and it could not be installed (npm packages of tests/AtRest.Hosting.Tests/Portal/Provider/npm)."

bash tests/clients.sh </dev/null || fail "The tests of FakeClouds need the clouds' own clients, and they could not be installed (npm packages of tests/AtRest.FakeClouds.Tests/Clients/npm)."

dotnet build Functions.sln --configuration Debug --nologo --verbosity quiet -warnaserror </dev/null || fail "The build failed."

echo "The tests take about a quarter of an hour on two processors. What is running is said every half minute."
exec bash tests/run-tests.sh "$@" </dev/null
