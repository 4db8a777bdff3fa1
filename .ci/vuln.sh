# Sourced by .ci/run: does the program call anything that is known to be vulnerable?
#
# The entries come as a module, from where all modules come, so that no other address is
# needed. Where they or the tool cannot be had, or know nothing, the answer is "not run":
# never "clean", and never a failure of the change at hand.

govulncheck_version=v1.9.0
vulndb_module=golang.org/x/vulndb@latest

# known_vulnerable is a version of which a database that knows anything knows something.
known_vulnerable=golang.org/x/text@v0.3.5

# need_govulncheck installs the tool, if that can be done soon.
need_govulncheck() {
  local install
  install="$(declare -f need_tool); bin=$(printf %q "$bin"); set -e; need_tool govulncheck $govulncheck_version golang.org/x/vuln/cmd/govulncheck"
  timeout 300 bash -c "$install"
}

vuln_not_run() { echo "NOT RUN: $1. Nobody knows whether the program is vulnerable."; }

# vuln_entries prints where the entries are.
vuln_entries() {
  cd "$work" && GOFLAGS='' timeout 180 go mod download -json "$vulndb_module" | sed -n 's|^.*"Dir": "\(.*\)".*$|\1/data/osv|p'
}

vuln_check() {
  local entries database=$work/vulndb status=0
  mkdir -p "$database"
  if ! need_govulncheck; then
    vuln_not_run "govulncheck cannot be installed"
    return 0
  fi
  entries=${VULN_ENTRIES:-$(vuln_entries || true)}
  if ! go run .ci/vulndb/main.go "$entries" "$database"; then
    vuln_not_run "the database cannot be had"
    return 0
  fi
  if ! timeout 60 "$bin/govulncheck" -db "file://$database" -mode query -json "$known_vulnerable" | grep -q '"osv"'; then
    vuln_not_run "the database is empty"
    return 0
  fi
  timeout 600 "$bin/govulncheck" -db "file://$database" ./... >"$work/vuln.txt" 2>&1 || status=$?
  case $status in
    0) echo "clean: nothing that is called is known to be vulnerable" ;;
    3) vuln_tell "$work/vuln.txt" ;;
    *)
      tail -n 5 "$work/vuln.txt"
      vuln_not_run "govulncheck ended with $status"
      ;;
  esac
}

# vuln_tell FILE tells what was found. What is vulnerable in a module fails the step. Of
# Go itself it only says so: the change at hand cannot mend that, a newer Go does.
vuln_tell() {
  local ours
  ours=$(grep -c '^  Module: ' "$1" || true)
  if grep -q '^  Standard library' "$1"; then
    echo "$(grep -c '^  Standard library' "$1") in $(go env GOVERSION) itself, which a newer Go mends:"
    grep -A 4 '^Vulnerability #' "$1" | grep -B 4 '^  Standard library' | sed -n 's/^Vulnerability #[0-9]*: \(.*\)$/  \1/p'
  fi
  [ "$ours" -gt 0 ] || { echo "nothing else that is called is known to be vulnerable"; return 0; }
  grep -B 6 -A 6 '^  Module: ' "$1"
  return 1
}
