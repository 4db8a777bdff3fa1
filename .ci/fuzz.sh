# Sourced by .ci/run: fuzzing.
#
#   FUZZTIME=10s   for each target named below: what strangers write and the
#                  program reads
#   FUZZREST=3s    for each of the others
#   FUZZTIME=0     tries no new inputs; the corpora ran with the tests

promised='
api FuzzAnswer
api FuzzCAFile
api FuzzCheckPNG
api FuzzCheckPicture
api FuzzDecodeError
api FuzzRetryAfter
api FuzzVideo
api/clean FuzzClean
api/folded FuzzText
api/jpegproof FuzzCheck
api/key FuzzCheckConfigText
api/key FuzzParseKeys
api/media FuzzWalk
api/plan/template FuzzParse
api/vp8proof FuzzCheck
history FuzzKnown
history FuzzSidecar
history FuzzSlug
history/index FuzzRead
history/journal FuzzEntry
history/mark FuzzAdding
history/pixels/colour FuzzProfile
history/pixels/jpegcoef FuzzDecode
history/pixels/pngrows FuzzInterlaced
history/pixels/salvage FuzzDecode
history/pixels/webp FuzzDecodeCut
history/recipe FuzzComment
history/recipe FuzzHidden
history/recipe FuzzParameters
history/recipe FuzzRead
history/recipe FuzzStrip
history/recipe/foreign FuzzRead
history/recipe/xmp FuzzParse
history/upload FuzzSent
tui/app FuzzAProjectNeverLoosens
tui/app FuzzDecodeStrict
tui/gallery/query FuzzParse
tui/paste FuzzAnswers
tui/paste FuzzPaste
tui/terminal FuzzFind
tui/widget/voice FuzzSpell
'

# fuzz_all tries every target of the module, as many at a time as there are
# processors: each target uses one.
fuzz_all() {
  local time=${FUZZTIME:-10s} rest=${FUZZREST:-3s} missing
  if [ "$time" = 0 ]; then
    echo 'FUZZTIME=0: no new inputs are tried'
    return 0
  fi
  fuzz_targets >"$work/targets"
  missing=$(grep -v '^$' <<<"$promised" | grep -vxFf "$work/targets" || true)
  if [ -n "$missing" ]; then
    printf 'these targets are gone:\n%s\n' "$missing"
    return 1
  fi
  while read -r package target; do
    if grep -qxF "$package $target" <<<"$promised"; then
      echo "$package $target $time"
    else
      echo "$package $target $rest"
    fi
  done <"$work/targets" >"$work/fuzzing"
  export -f fuzz_one
  export work
  xargs -P "$(getconf _NPROCESSORS_ONLN)" -L 1 bash -c 'fuzz_one "$@"' _ <"$work/fuzzing"
}

# fuzz_one PACKAGE TARGET TIME tries one target, and shows what it did only if
# it found something. Now and then Go's fuzzer takes the end of its own time for
# a failure ("context deadline exceeded", and no input): that is tried once
# more. An input that never ends says so twice.
fuzz_one() {
  local log="$work/fuzz-${1//\//-}-$2.log" try
  for try in 1 2; do
    if go test -run '^$' -fuzz "^$2\$" -fuzztime "$3" -fuzzminimizetime 2s -parallel 1 "./$1" >"$log" 2>&1; then
      printf '%-24s %-24s %s %s\n' "$1" "$2" "$3" "$(grep -o 'execs: [0-9]*' "$log" | tail -n 1)"
      return 0
    fi
    if [ "$try" = 2 ] || ! grep -q '^ *context deadline exceeded$' "$log" || grep -q 'Failing input' "$log"; then
      break
    fi
    printf 'AGAIN %s %s: the time ended as a failure, no input was found\n' "$1" "$2"
  done
  printf 'FAILED %s %s\n' "$1" "$2"
  cat "$log"
  return 255 # xargs starts no more
}

# fuzz_targets prints "package target" for every fuzz target, the package by
# its folder.
fuzz_targets() {
  local package dir
  for package in $(go list ./...); do
    dir=${package#imagine-tui}
    dir=${dir#/}
    go test -list '^Fuzz' "$package" | awk -v p="${dir:-.}" '/^Fuzz/ { print p, $1 }'
  done
}
