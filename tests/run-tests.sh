#!/usr/bin/env bash
# Runs the test programs, which are built already: first the tests that do not measure time, then, when all of these have ended, those that do (trait Measures=time).
# Arguments: names of projects (none: all), then options for their programs, for example --filter-class "*Name*".
# No run hangs. A test has a limit (tests/Shared/Limits), a program without any progress is dumped into TestResults and ended, and a program has a limit too. All that it has started ends with it.
# Last line: "N passed, N failed" (and ", N skipped" if any were). Exit code 0 only if everything ran and nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The programs need a tenth less of the processor with these: garbage is collected after 16 MiB, not after what a small cache holds, and a page of compiled code is not mapped twice.
export DOTNET_GCgen0size=0x1000000 DOTNET_EnableWriteXorExecute=0
results="${ATREST_TEST_RESULTS:-$PWD/TestResults}" # dumps, and what each program said
hang="${ATREST_TEST_HANG:-12m}" # no test has begun or ended for so long; publishing the app may take ten minutes under load
longest=25m # of a program
at_once=2 # most of them wait more than they work
slow_first=(AtRest.Functions.Tests AtRest.Hosting.Tests AtRest.EndToEnd.Tests AtRest.Collectors.Tests AtRest.Reports.Tests AtRest.Core.Tests AtRest.Storage.Tests AtRest.KeyPolicies.Tests)

duration() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

count() { sed -n "s/^ *$1: *\([0-9][0-9]*\)\$/\1/p" "$2" | tail -n 1; }

# One program, as a group of processes that ends as a whole. Its result is a line "passed failed skipped" in a file.
run_one() {
  local name="$1" project="${1%@*}" started=$SECONDS code limit=()
  shift
  command -v timeout >/dev/null && limit=(timeout --kill-after=10 "$longest")
  set -m
  ${limit[@]+"${limit[@]}"} dotnet "tests/$project/bin/Debug/net10.0/$project.dll" --no-ansi --results-directory "$results" \
    --hangdump --hangdump-timeout "$hang" --hangdump-type Mini "$@" </dev/null >"$results/$name.log" 2>&1 &
  group=$! # not local: the traps need it
  trap 'kill -KILL -- "-$group" 2>/dev/null' EXIT
  trap 'exit 130' INT TERM
  wait "$group"
  code=$?

  local passed failed skipped
  passed="$(count succeeded "$results/$name.log")" failed="$(count failed "$results/$name.log")" skipped="$(count skipped "$results/$name.log")"
  passed="${passed:-0}" failed="${failed:-0}" skipped="${skipped:-0}"
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
    [ "$code" -ne 124 ] || echo "$project did not end within $longest." >>"$results/$name.log"
    echo "$project ended with exit code $code." >>"$results/$name.log"
  fi

  [ "$failed" -eq 0 ] || cat "$results/$name.log"
  echo "$name: $passed passed, $failed failed, $skipped skipped ($(duration $((SECONDS - started))))"
  echo "$passed $failed $skipped" >"$results/$name.result"
}

progress() {
  local log running
  while sleep 30; do
    running=""
    for log in "$results"/*.log; do
      [ ! -f "$log" ] || [ -f "${log%.log}.result" ] || running="$running, $(basename "$log" .log) ($(grep -o '[0-9]* completed' "$log" | tail -n 1))"
    done
    echo "$(duration $SECONDS) of tests. Running:${running#,}"
  done
}

run_all() { # how many at once, the ending of their names, options …; the names of the projects are the input
  local many="$1" ending="$2"
  shift 2
  sed "s/\$/$ending/" | xargs -P "$many" -I '{}' env ATREST_TEST_ONE='{}' bash tests/run-tests.sh ${@+"$@"}
}

if [ -n "${ATREST_TEST_ONE:-}" ]; then
  name="$ATREST_TEST_ONE"
  unset ATREST_TEST_ONE
  run_one "$name" ${@+"$@"}
  exit 0
fi

projects=()
while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
  projects+=("$1")
  shift
done
[ ${#projects[@]} -gt 0 ] || for project in "${slow_first[@]}" tests/*.Tests; do
  project="${project#tests/}"
  [[ " ${projects[*]-} " == *" $project "* ]] || projects+=("$project")
done

mkdir -p "$results"
# The tests of the Functions app publish it once for both of their programs.
export ATREST_TESTS_PUBLISH_IN="$results/published"
rm -rf "$results"/*.result "$results"/*.log "$results"/*.dmp "$ATREST_TESTS_PUBLISH_IN"
progress 2>/dev/null &
progress=$!
trap 'pkill -P "$progress" 2>/dev/null; kill "$progress" 2>/dev/null' EXIT
if [ $# -gt 0 ]; then
  printf '%s\n' "${projects[@]}" | run_all "$at_once" "" "$@" --ignore-exit-code 8
else
  printf '%s\n' "${projects[@]}" | run_all "$at_once" "" --filter-not-trait Measures=time --filter-not-trait Hangs=always
  for project in "${projects[@]}"; do
    ! grep -rqF 'Trait("Measures", "time")' "tests/$project" --include='*.cs' || echo "$project"
  done | run_all "$at_once" "@time" --filter-trait Measures=time
fi

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  [ -f "$results/$project.result" ] || { echo "$project did not run." >&2; failed=$((failed + 1)); }
done
for result in "$results"/*.result; do
  [ -f "$result" ] || continue
  read -r one_passed one_failed one_skipped <"$result"
  passed=$((passed + one_passed)) failed=$((failed + one_failed)) skipped=$((skipped + one_skipped))
done
if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
  echo "No test ran." >&2
  failed=1
fi

echo "The tests took $(duration $SECONDS)."
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
