package box

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

func TestDrawIsExactAtEverySize(t *testing.T) {
	st := theme.New(true)
	body := []string{"plain", st.Bad.Render("styled and much longer than the box is wide"), "日本語 🎨", ""}
	f := Frame{Title: "A title of some length", Note: "/ filter", Footer: "words below 港の夕暮れ", Focused: true}
	for w := range 60 {
		for h := range 12 {
			lines := Draw(st, f, body, w, h)
			if len(lines) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := cells.Width(l); n != w {
					t.Fatalf("%dx%d: a line of %d cells: %q", w, h, n, l)
				}
			}
		}
	}
}

func TestOverKeepsTheWidth(t *testing.T) {
	under := []string{strings.Repeat("日", 10), strings.Repeat("x", 20), strings.Repeat("y", 20)}
	out := Over(under, []string{"[dialog]", "[dialog]"}, 5, 1)
	if got := ansi.Strip(out[1]); got != "xxxxx[dialog]xxxxxxx" {
		t.Errorf("%q", got)
	}
	if out[0] != under[0] {
		t.Error("a line above was touched")
	}
	for x := range 13 {
		wide := Over(under, []string{"[dialog]"}, x, 0)[0]
		if n := cells.Width(wide); n != 20 || !strings.Contains(ansi.Strip(wide), "[dialog]") {
			t.Errorf("at %d: %d cells in %q", x, n, ansi.Strip(wide))
		}
	}
	if n := len(Over(under, []string{"a", "b", "c", "d"}, 0, 2)); n != 3 {
		t.Errorf("%d lines", n)
	}
}

func TestBeside(t *testing.T) {
	if got := Beside([]string{"a", "b"}, []string{"1", "2"}); got[0] != "a1" || got[1] != "b2" {
		t.Error(got)
	}
}

func TestCentred(t *testing.T) {
	lines := []string{"ab", "a line that is too wide", "\x1b[31m灯\x1b[m"}
	for w := range 30 {
		for h := range 8 {
			got := Centred(lines, w, h)
			if len(got) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(got))
			}
			for _, l := range got {
				if n := cells.Width(l); n != w {
					t.Fatalf("%dx%d: a line of %d cells: %q", w, h, n, l)
				}
			}
		}
	}
	if got, want := strings.Join(Centred([]string{"ab", "灯"}, 5, 5), "|"), "     | ab  | 灯  |     |     "; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}
