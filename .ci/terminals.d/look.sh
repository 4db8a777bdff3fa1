# Sourced by .ci/terminals: screenshots, and what they show.

# shot NAME STATION: a screenshot, when two in a row are the same.
shot() {
  local n file="$out/$1-$2"
  for ((n = 0; n < 16; n++)); do
    sleep 0.3
    xwd -silent -root -out "$work/now.xwd"
    if cmp -s "$work/now.xwd" "$work/before.xwd"; then break; fi
    mv "$work/now.xwd" "$work/before.xwd"
  done
  convert "xwd:$work/before.xwd" -define png:compression-level=1 "$file.png"
  rm -f "$work/before.xwd" "$work/now.xwd"
}

# arrived NAME STATION: a screenshot with more colours than letters have, for a while:
# pictures come after what is around them.
arrived() {
  local n before
  before=$(identify -format %k "$out/$1-1-start.png")
  for ((n = 0; n < 6; n++)); do
    shot "$1" "$2"
    [ "$(identify -format %k "$out/$1-$2.png")" -lt $((before + 100)) ] || return 0
    sleep 0.3
  done
}

# measure NAME: where the cells are: those of the painted screen.
measure() {
  local box
  box=$(convert "$out/$1-empty.png" "$out/$1-cells.png" -compose Difference -composite \
    -colorspace Gray -threshold 5% -format '%@' info:)
  read -r rows_of cols_of <"$work/size"
  # The last column was left unpainted: what is written there may scroll.
  read -r cell_w cell_h left top < <(tr 'x+' '  ' <<<"$box" | awk -v r="$rows_of" -v c="$cols_of" \
    '{ print int($1 / (c - 1) + 0.5), int($2 / r + 0.5), $3, $4 }')
  area=$((cell_w * cols_of))x$((cell_h * rows_of))+$left+$top
}

# pixels A B [MASK]: how many differ between two screenshots, the cursor and
# smoothed letters let pass; with a mask those that are white in it.
pixels() {
  local mask=()
  [ -z "${3:-}" ] || mask=("$3" -compose Multiply -composite)
  convert "$1" "$2" -compose Difference -composite -colorspace Gray -threshold 12% \
    -crop "$area" +repage "${mask[@]}" -format '%[fx:int(mean*w*h+0.5)]' info: 2>/dev/null
}

# common A B FILE: a mask of what two screenshots have in common, but for a cell at
# its edges: blocks are as large as half of one, and pixels fill it as they like.
common() {
  convert "$1" "$2" -compose Difference -composite -colorspace Gray -threshold 1% \
    -crop "$area" +repage -morphology Dilate "Rectangle:$((2 * cell_w + 1))x1" \
    -morphology Dilate "Rectangle:1x$((2 * cell_h + 1))" -negate "$3"
}

# grid: what the studio shows in as many cells, as text: "column first last beside",
# where the right border of the results stands and between which rows, and 1 where
# another border stands right behind it.
grid() {
  local n t=(tmux -S "$work/grid" -f /dev/null)
  "${t[@]}" new-session -d -x "$cols_of" -y "$rows_of" "IMAGINE_GRAPHICS=half $work/studio" \; set -g status off
  for ((n = 0; n < 40; n++)); do
    sleep 0.5
    "${t[@]}" capture-pane -p >"$work/grid.txt"
    ! grep -q '┏ Results' "$work/grid.txt" || break
    if grep -q ' Results ' "$work/grid.txt"; then "${t[@]}" send-keys Escape; fi
  done
  "${t[@]}" kill-server
  perl -CSD -Mutf8 -ne '
    if (!$first && /Results .*?filter .(│?)/) { ($first, $column, $beside) = ($., $-[1] - 1, length $1) }
    elsif ($first && !$end && /┗/) { $end = $. - 2 }
    END { print "$column $first ", $end, " $beside\n" }' "$work/grid.txt"
}

# straight NAME: whether that border stands in each row where it does in most, and
# the one behind it as well: where a row is moved by a cell, the other border stands
# in the place of the first. A plain sign may stand for a line.
straight() {
  local column first last beside off=0 c
  read -r column first last beside < <(grid)
  [ "${last:-0}" -gt 0 ] && [ "$cell_w" -gt 0 ] && [ "$cell_h" -gt 0 ] || { echo '?'; return 0; }
  for ((c = column; c <= column + beside; c++)); do
    off=$(crooked "$1" "$c" "$first" "$last" "$off")
  done
  [ "$off" -eq 0 ] && echo ✓ || echo "✗ $off"
}

# crooked NAME COLUMN FIRST LAST FEWEST: in how many rows of a column no line stands
# where one does in most, or FEWEST if that is more: by where the middle of its ink
# lies, and how close to that all of it is, which it is of no letter or picture.
crooked() {
  convert "$out/$1-auto-2-picture.png" -crop \
    "${cell_w}x$((cell_h * ($4 - $3 + 1)))+$((left + $2 * cell_w))+$((top + $3 * cell_h))" +repage \
    -colorspace Gray -crop "${cell_w}x$cell_h" +repage -resize "${cell_w}x1!" -depth 8 gray:- |
    cell_w=$cell_w fewest=$5 perl -e '
      my ($w, @at, @wide) = ($ENV{cell_w});
      binmode STDIN;
      while (read(STDIN, my $row, $w) == $w) {
        my @ink = unpack "C*", $row;
        my ($ground, $sum, $moment, $spread) = ((sort { $a <=> $b } @ink)[0], 0, 0, 0);
        for my $x (0 .. $#ink) { my $i = abs($ink[$x] - $ground); $sum += $i; $moment += $i * $x }
        my $mid = $sum > 12 ? $moment / $sum : -$w;
        for my $x (0 .. $#ink) { $spread += abs($ink[$x] - $ground) * abs($x - $mid) / ($sum || 1) }
        push @at, $mid;
        push @wide, $spread;
      }
      my ($mid, $thick) = map { (sort { $a <=> $b } @$_)[@$_ / 2] } \@at, \@wide;
      my $off = grep { abs($at[$_] - $mid) > $w / 4 || $wide[$_] > $thick + $w / 10 } 0 .. $#at;
      print $off > $ENV{fewest} ? $off : $ENV{fewest};'
}

# judge NAME: what the matrix says of its screenshots.
judge() {
  local at="$out/$1" area cell_w cell_h left top rows_of cols_of n s ghosts='' again='' left_alone
  measure "$1"
  if pixelled; then
    for s in 3-help 5-commands 7-full 9-sheet 11-compare 13-next 15-grid 17-gallery 18-focus 20-one-by-one; do
      common "$at-none-$s.png" "$at-half-$s.png" "$work/mask.png"
      n=$(pixels "$at-none-$s.png" "$at-auto-$s.png" "$work/mask.png")
      [ "$n" -lt 1500 ] || ghosts+=" ${s#*-} $n"
    done
  fi
  for s in 4-after-help 6-after-commands 8-after-full 10-after-sheet 12-after-compare 14-back \
    16-after-grid 19-after-layouts 21-after-one-by-one; do
    n=$(pixels "$at-auto-2-picture.png" "$at-auto-$s.png")
    [ "$n" -lt 1500 ] || again+=" ${s#*-} $n"
  done
  left_alone=$(pixels "$at-doctor.png" "$at-left.png")
  [ "$left_alone" -lt 1500 ] && left_alone=✓ || left_alone="✗ $left_alone"
  printf '%sx%s %-8s colours %-6s ghosts %s again %s rows %s left %s %s' "$cols_of" "$rows_of" "$(protocol)" \
    "$(convert "$at-auto-2-picture.png" -crop "$area" -format %k info:)" "${ghosts:+✗}${ghosts:-✓}" \
    "${again:+✗}${again:-✓}" "$(straight "$1")" "$(cat "$work/status" 2>/dev/null || echo '✗ still there')" "$left_alone"
}
