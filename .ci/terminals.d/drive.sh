# Sourced by .ci/terminals: what runs in a terminal, and the keys that drive it.

# The prompts of the results that are there. Rows of the last ones are where
# terminals differ: they count the cells of these characters each in its own way.
prompts=('harbour in rain, neon' 'a lighthouse on a cliff at dusk, oil painting'
  'an astronaut 👩‍🚀 on the moon' 'a family 👨‍👩‍👧 at the sea' 'thumbs up 👍🏽 well done'
  'beware ⚠️ of love ❤️ and 1️⃣ more' 'flags 🇯🇵🇫🇷 in the wind' 'قطة في المطر، نيون'
  'किताब की दुकान' 'বাংলা ক্ষ at dusk' 'น้ำตก and ｶﾞﾗｽ' 'a 🫨 face' 'नमस्ते in neon')

prepare() {
  local p
  for p in Xvfb:xvfb xdotool:xdotool import:imagemagick xwd:x11-apps tmux:tmux; do need_apt "${p%%:*}" "${p#*:}"; done
  if [ -n "${PROGRAM:-}" ]; then cp "$PROGRAM" "$work/imagine-tui"; else
    CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$work/imagine-tui" .
  fi
  write_programs
  for p in "${prompts[@]}"; do
    "$work/studio" generate "$p" --key sandbox --seed 7-9 --yes >/dev/null 2>&1
  done
  cp -r "$work/home" "$work/results"
  mkdir -p "$work/runtime" "$work/person"
  chmod 700 "$work/runtime"
  exec 8<>"$work/display"
  Xvfb -displayfd 8 -screen 0 1280x900x24 +extension GLX -nolisten tcp 2>/dev/null &
  children+=($!)
  until [ -s "$work/display" ]; do sleep 0.1; done
  DISPLAY=:$(head -1 "$work/display")
  export DISPLAY LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8 XDG_RUNTIME_DIR=$work/runtime HOME=$work/person work NEWER_ROOT
  export -f newer
  unset COLORTERM TMUX STY TERM_PROGRAM VTE_VERSION WAYLAND_DISPLAY
}

write_programs() {
  cat >"$work/studio" <<'SH'
#!/bin/sh
here=$(dirname "$0")
export HOME=$here/home XDG_CONFIG_HOME=$here/home/config XDG_STATE_HOME=$here/home/state LANG=C.UTF-8
exec "$here/imagine-tui" "$@"
SH
  # What a terminal runs: all of its cells painted, to find them in a screenshot;
  # the studio without pictures, with blocks, and as it finds the terminal; what
  # the doctor says; and a line behind it, which shows what was left.
  cat >"$work/run" <<'SH'
#!/bin/bash
here=$(dirname "$0")
wait_for() { until [ -e "$here/$1" ]; do sleep 0.1; done; }
printf '\033[H\033[2J\033[?25l'
stty size >"$here/size"
touch "$here/calibrate"
wait_for painted
read -r rows cols < <(stty size)
stty size >"$here/size"
for ((y = 1; y <= rows; y++)); do printf '\033[%d;1H\033[7m%*s\033[m' "$y" "$((cols - 1))" ''; done
touch "$here/cells"
wait_for ask
printf '\033[H\033[2J\033[?25h'
script -qfc "$here/studio doctor" "$here/doctor.txt"
printf '\033[H\033[2J'
touch "$here/asked"
until [ -e "$here/left-auto" ]; do
  until [ -e "$here/none" ] || [ -e "$here/half" ] || [ -e "$here/auto" ]; do sleep 0.1; done
  for how in none half auto; do [ ! -e "$here/$how" ] || break; done
  rm "$here/$how"
  rm -rf "$here/home"
  cp -r "$here/results" "$here/home"
  if [ "$how" = auto ]; then
    printf '\033[H\033[2J'
    "$here/studio" doctor | head -n 8
    touch "$here/doctor"
    wait_for play
    "$here/studio"
  else
    IMAGINE_GRAPHICS=$how "$here/studio"
  fi
  echo "$?" >"$here/status"
  touch "$here/left-$how"
done
printf 'after\n'
touch "$here/after"
sleep 600
SH
  cat >"$work/mosh" <<'SH'
#!/bin/bash
here=$(dirname "$0")
read -r _ _ port key < <(mosh-server new -c 256 -i 127.0.0.1 -p 61000:61999 -- "$here/run" 2>/dev/null | grep 'MOSH CONNECT')
MOSH_KEY=$key exec mosh-client 127.0.0.1 "$port"
SH
  cat >"$work/ansi-term" <<'SH'
#!/bin/sh
exec emacs -nw -Q --eval "(ansi-term \"$(dirname "$0")/run\")"
SH
  cat >"$work/wayland" <<'SH'
#!/bin/bash
# In a compositor that is a window here; it may be for a tree of a newer Debian.
here=$(dirname "$0")
weston --no-config --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so --width=1200 --height=860 \
  --socket=laboratory --idle-time=0 &
until [ -e "$XDG_RUNTIME_DIR/laboratory" ]; do sleep 0.1; done
WAYLAND_DISPLAY=laboratory exec "$@"
SH
  printf 'set -g allow-passthrough on\nset -as terminal-features ",xterm-kitty:RGB"\n' >"$work/tmux.conf"
  chmod +x "$work"/{studio,run,mosh,ansi-term,wayland}
  mkdir -p "$work/home"
}

# newer COMMAND: in the tree of a newer Debian, in name spaces of its own.
newer() {
  mkdir -p "$NEWER_ROOT$work" "$NEWER_ROOT/tmp/.X11-unix"
  # shellcheck disable=SC2016 # for the shell inside
  exec unshare --mount --pid --fork --kill-child sh -c '
    root=$1 work=$2
    shift 2
    mount -t proc proc "$root/proc"
    for d in /sys /dev; do mount --rbind "$d" "$root$d"; done
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    mount --bind "$work" "$root$work"
    exec chroot "$root" "$@"' sh "$NEWER_ROOT" "$work" "$@"
}

steps=(ask asked calibrate painted cells none half auto doctor play left-none left-half left-auto after)
begin() {
  local s
  for s in "${steps[@]}" size status; do rm -f "$work/$s"; done
}
reach() { touch "$work/$1"; }

# await STEP SECONDS: whether it is reached.
await() {
  local n
  for ((n = 0; n < $2 * 5; n++)); do
    [ ! -e "$work/$1" ] || return 0
    sleep 0.2
  done
  return 1
}

# keys KEY...: one after the other; after Escape nothing follows at once, or tmux
# and others take the two for one.
keys() {
  local k
  for k in "$@"; do
    case "$k" in
    ['?:']) xdotool type "$k" ;;
    *) xdotool key "$k" ;;
    esac
    if [ "$k" = Escape ]; then sleep 0.7; else sleep 0.1; fi
  done
}

focus() {
  local window
  xdotool mousemove 600 700
  window=$(xdotool search --onlyvisible --name . 2>/dev/null | tail -1 || true)
  [ -z "$window" ] || xdotool windowfocus "$window" 2>/dev/null || true
  sleep 0.5
}

# protocol: what the doctor says that pictures are drawn with.
protocol() {
  sed -n 's/^[a-z]*  *pictures  *\([a-z0-9]*\):.*/\1/p' "$work/doctor.txt" 2>/dev/null | head -1
}
pixelled() { case "${PIXELS:-}$(protocol)" in kitty | iterm2 | sixel | yes*) ;; *) false ;; esac; }

# drive NAME: all stations. Where pictures are no characters, first without them and
# with blocks: what these two have in common depends on no picture, and must be so
# with any.
drive() {
  local name=$1 how
  shot "$name" empty
  reach painted
  await cells 10 || true
  shot "$name" cells
  focus
  reach ask
  await asked 20 || true
  if pixelled; then
    for how in none half; do
      reach "$how"
      stations "$name" "$how"
      await "left-$how" 10 || true
    done
  fi
  reach auto
  await doctor 20 || true
  shot "$name" doctor
  reach play
  stations "$name" auto
  await after 10 || true
  shot "$name" left
}

# stations NAME HOW: the studio from its first screen to leaving it.
stations() {
  local to="$1-$2"
  sleep 1
  shot "$to" 1-start
  to_results "$to"
  # Rows of prompts, the second batch from below, its first two results marked.
  keys g g G k Return j space space k k
  case "$2" in auto) arrived "$to" 2-picture ;; *) sleep 1; shot "$to" 2-picture ;; esac
  keys '?'; shot "$to" 3-help
  keys Escape; after "$to" 4-after-help
  keys ':'; shot "$to" 5-commands
  keys Escape; after "$to" 6-after-commands
  keys Return; shot "$to" 7-full
  keys Escape; after "$to" 8-after-full
  keys s; shot "$to" 9-sheet
  keys Escape; after "$to" 10-after-sheet
  keys c; shot "$to" 11-compare
  keys Escape; after "$to" 12-after-compare
  keys j; shot "$to" 13-next
  keys k; after "$to" 14-back
  keys m; shot "$to" 15-grid
  keys m; after "$to" 16-after-grid
  keys W; shot "$to" 17-gallery
  keys W; shot "$to" 18-focus
  keys W j k; after "$to" 19-after-layouts
  keys Z; shot "$to" 20-one-by-one
  keys Escape; after "$to" 21-after-one-by-one
  keys Escape Escape q
}

# to_results NAME: from the prompt to the results. A machine that is busy loses the
# key, and all that follow would be typed into the prompt.
to_results() {
  local n
  for n in 1 2 3; do
    keys Escape
    shot "$1" 1-results
    cmp -s "$out/$1-1-start.png" "$out/$1-1-results.png" || break
  done
  rm -f "$out/$1-1-results.png"
}

# after: screenshots that only say something of the pictures as they are.
after() { case "$1" in *-auto) shot "$@" ;; *) sleep 0.3 ;; esac; }
