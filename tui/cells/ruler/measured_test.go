package ruler

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// measured reads them: by terminal, and by what was written.
func measured(t *testing.T) (names []string, characters []string, by map[string]map[string]int) {
	t.Helper()
	by = map[string]map[string]int{}
	widths, err := os.ReadFile(filepath.Join("testdata", "widths.txt")) // what terminals answered, see its head
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(widths) {
		first, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
		switch first {
		case "#":
			continue
		case "terminals":
			names = strings.Fields(rest)
			continue
		}
		var c strings.Builder
		for h := range strings.SplitSeq(first, "+") {
			r, err := strconv.ParseUint(h, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			c.WriteRune(rune(r))
		}
		characters = append(characters, c.String())
		for i, n := range strings.Fields(rest) {
			v, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			if by[names[i]] == nil {
				by[names[i]] = map[string]int{}
			}
			by[names[i]][c.String()] = v
		}
	}
	return names, characters, by
}

// between are those of the terminals that show what they get in another.
func between(name string) bool {
	return strings.HasPrefix(name, "tmux") || strings.HasPrefix(name, "screen") || strings.HasPrefix(name, "mosh")
}

// answered makes the rule the one for a terminal that counts so.
func answered(t *testing.T, widths map[string]int, between bool) {
	t.Helper()
	r := New(io.Discard, false)
	r.Between(between)
	if _, err := r.Write(enterScreen); err != nil {
		t.Fatal(err)
	}
	for _, p := range probes {
		n, ok := widths[p]
		if !ok {
			t.Fatalf("%+q was not measured", p)
		}
		if follow := r.Feed(tea.CursorPositionMsg{X: n, Y: line}); follow != nil {
			r.Feed(follow())
		}
	}
}

// Whatever is written, a real terminal moves its cursor by as many cells as it was
// laid out in, and inside tmux, screen and mosh both move theirs so.
func TestMeasured(t *testing.T) {
	keep(t)
	names, characters, by := measured(t)
	for _, name := range names {
		cells.Use(cells.Agreed)
		answered(t, by[name], between(name))
		shownBy := []string{name}
		if between(name) {
			shownBy = names
			if cells.Now() != cells.Agreed {
				t.Errorf("%s: the rule is %q", name, cells.Now())
			}
		}
		for _, c := range characters {
			want, drawn := cells.Width(c), cells.Drawn(c)
			method := ansi.WcWidth
			if cells.Now().Whole() {
				method = ansi.GraphemeWidth
			}
			if n := method.StringWidth(drawn); n != want {
				t.Errorf("%s, %s: %+q is laid out in %d cells, and drawn in %d by the renderer", name, cells.Now(), c, want, n)
			}
			for _, outer := range shownBy {
				n, ok := by[outer][drawn]
				if !ok {
					t.Errorf("%s: %+q is drawn as %+q, which was not measured", name, c, drawn)
				} else if n != want && !excepted(outer, drawn, between(name)) {
					t.Errorf("%s in %s, %s: %s %+q is laid out in %d cells, and drawn as %+q in %d", name, outer, cells.Now(), c, c, want, drawn, n)
				}
			}
		}
	}
}

// excepted are what a terminal counts as no other does, and as no answer of it tells.
func excepted(terminal, drawn string, inside bool) bool {
	switch terminal {
	case "mlterm-3.9.0", "mlterm-3.9.4":
		// It joins Arabic letters, gives more than some marks a cell, and joiners,
		// which is not to be known from inside another. The older knows no emoji
		// since Unicode 13.
		return inside && strings.Contains(drawn, "\u200c") || drawn == "لا" && terminal == "mlterm-3.9.0" || strings.Count(drawn, "\u0301") == 10 ||
			terminal == "mlterm-3.9.0" && slices.Contains([]string{"🥲", "🫠"}, drawn)
	case "screen-4.9":
		// It knows no marks since Unicode 5.1.
		return strings.ContainsAny(drawn, "\u103a\u103d\u1ba4\U00011038")
	}
	return false
}
