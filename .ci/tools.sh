# Sourced by .ci/run: the tools the steps need, at fixed versions, kept in a
# git-ignored folder so that a second run does not build them again.

gofumpt_version=v0.12.0
golangci_lint_version=v2.15.0
prism_version=5.16.0

bin=${CACHE_DIR:-$PWD/.cache}/bin-go$(go env GOVERSION)
mkdir -p "$bin"

work=$(mktemp -d)
running=
finish() {
  local status=$?
  rm -rf "$work"
  [ -z "$running" ] || printf '== %s FAILED after %ds\n' "$running" "$SECONDS"
  exit "$status"
}
trap finish EXIT

# need_tool NAME VERSION MODULE installs a Go program unless it is there.
need_tool() {
  local stamp="$bin/.$1-$2"
  [ -x "$bin/$1" ] && [ -e "$stamp" ] && return 0
  echo "installing $1 $2"
  # Tools are built for this machine, whatever the project is built for.
  GOBIN=$bin GOFLAGS='' GOOS='' GOARCH='' CGO_ENABLED=0 go install "$3@$2"
  : >"$stamp"
}

need_gofumpt() { need_tool gofumpt "$gofumpt_version" mvdan.cc/gofumpt; }

need_golangci_lint() {
  [ -x "$bin/golangci-lint" ] || echo "building the linter takes a few minutes, once"
  need_tool golangci-lint "$golangci_lint_version" github.com/golangci/golangci-lint/v2/cmd/golangci-lint
}

# need_apt PROGRAM PACKAGE installs a system package when its program is missing.
need_apt() { command -v "$1" >/dev/null || apt_install "$2"; }

# apt_install PACKAGE, in a container; on a desk it only says what is missing.
apt_install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $1"
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends "$1" >/dev/null
  else
    echo "missing on this machine: $1" >&2
    return 1
  fi
}

# need_packages: what the tests run beside the program.
need_packages() {
  need_apt tmux tmux
  need_apt curl curl
  # Tests that look through these say so when they are missing, and are skipped.
  need_apt ffprobe ffmpeg || true
  need_apt node nodejs || true
  need_apt chromium chromium || true
  need_prism || true
}

# need_prism installs the judge of OpenAPI documents where npm is there. The
# tests that ask it say so when it is missing, and are skipped.
need_prism() {
  local folder=$bin/../prism-$prism_version
  if [ ! -x "$folder/node_modules/.bin/prism" ]; then
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    echo "installing prism $prism_version"
    npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts --silent \
      "@stoplight/prism-cli@$prism_version" || return 1
  fi
  IMAGINE_PRISM=$(cd "$folder" && pwd)/node_modules/.bin/prism
  export IMAGINE_PRISM
}

# need_compiler: the race detector is the one step that needs C.
need_compiler() {
  need_apt gcc gcc
  [ -e /usr/include/stdlib.h ] || [ "$(uname)" != Linux ] || apt_install libc6-dev
}
