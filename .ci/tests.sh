# Sourced by .ci/run: the tests.

# The most tests that may be tried again, and how often: more is no accident.
again=6
times=2

# test_all FLAGS... runs all tests. These drive real programs, terminals and
# sockets, and a neighbour on the machine may hold one of them up: a test that
# failed is tried again, by itself, and named as unsteady when it passes then.
# An unsteady test is a fault to be mended all the same. A race, a panic, a test
# that hangs and a package that does not build are never tried again.
test_all() {
  local log="$work/tests.log" package tests
  if go test "$@" ./... 2>&1 | tee "$log"; then
    return 0
  fi
  if grep -qE '^panic: |^fatal error: |WARNING: DATA RACE|^FAIL.*\[(build|setup) failed\]$' "$log"; then
    return 1
  fi
  failed_tests <"$log" >"$work/failed" || return 1
  [ "$(grep -o 'Test[^| ]*' "$work/failed" | wc -l)" -le "$again" ] || return 1
  printf '\nonce more, alone:\n'
  while read -r package tests; do
    alone "$package" "$tests" "$@" || return 1
    printf 'UNSTEADY: %s %s\n' "$package" "$tests" >>"$work/unsteady"
  done <"$work/failed"
  cat "$work/unsteady"
}

# alone PACKAGE TESTS FLAGS... runs these tests of a package until they pass.
alone() {
  local package=$1 tests=$2 n
  shift 2
  for ((n = 0; n < times; n++)); do
    if go test "$@" -count=1 -run "^($tests)\$" "$package" 2>&1 | tee "$work/alone.log"; then
      return 0
    fi
    if grep -qE '^panic: |^fatal error: |WARNING: DATA RACE' "$work/alone.log"; then
      return 1
    fi
  done
  return 1
}

# failed_tests prints "package Test|Test" for each package that failed, and fails
# where one failed outside its tests, or nothing is told of why.
failed_tests() {
  awk '
    /^--- FAIL: / { tests = tests (tests ? "|" : "") $3 }
    /^ok  / { tests = "" }
    /^FAIL\t/ { if (!tests) bad = 1; print $2, tests; tests = ""; found = 1 }
    END { exit bad || !found }
  '
}
