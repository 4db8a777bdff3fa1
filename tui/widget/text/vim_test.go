package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// vimOn is an editor in normal mode at the first letter of a text.
func vimOn(text string) *Vim {
	a := NewArea(0)
	a.SetSize(80, 20)
	a.Set(text)
	v := NewVim(a)
	v.Escape()
	v.do("gg0")
	return v
}

// do presses keys; "⎋" is esc.
func (v *Vim) do(keys string) {
	for _, r := range keys {
		if r == '⎋' {
			v.Escape()
			continue
		}
		v.Press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// shown is the text with | before the letter that the cursor is on.
func (v *Vim) shown() string { return v.area.s[:v.area.cursor] + "|" + v.area.s[v.area.cursor:] }

// What keys do to a text, as in vi.
func TestVim(t *testing.T) {
	t.Parallel()
	const harbour = "a red boat, at dusk\nin fog\n\nlast line"
	for keys, want := range map[string]string{
		"l": "a| red boat, at dusk\nin fog\n\nlast line", "w": "a |red boat, at dusk\nin fog\n\nlast line",
		"3w": "a red boat|, at dusk\nin fog\n\nlast line", "wwwwe": "a red boat, a|t dusk\nin fog\n\nlast line",
		"$": "a red boat, at dus|k\nin fog\n\nlast line", "$b": "a red boat, at |dusk\nin fog\n\nlast line",
		"j$": "a red boat, at dusk\nin fo|g\n\nlast line", "jj": "a red boat, at dusk\nin fog\n|\nlast line",
		"G": "a red boat, at dusk\nin fog\n\n|last line", "2G": "a red boat, at dusk\n|in fog\n\nlast line",
		"Ggg": "|a red boat, at dusk\nin fog\n\nlast line", "99l": "a red boat, at dus|k\nin fog\n\nlast line",
		"wx": "a |ed boat, at dusk\nin fog\n\nlast line", "3x": "|ed boat, at dusk\nin fog\n\nlast line",
		"dw": "|red boat, at dusk\nin fog\n\nlast line", "2dw": "|boat, at dusk\nin fog\n\nlast line",
		"d2w": "|boat, at dusk\nin fog\n\nlast line", "$dw": "a red boat, at du|s\nin fog\n\nlast line",
		"de": "| boat, at dusk\nin fog\n\nlast line",
		"d$": "|\nin fog\n\nlast line", "D": "|\nin fog\n\nlast line", "$d0": "|k\nin fog\n\nlast line",
		"wdb": "|red boat, at dusk\nin fog\n\nlast line", "X": "|a red boat, at dusk\nin fog\n\nlast line",
		"dd": "|in fog\n\nlast line", "2dd": "|\nlast line", "Gdd": "a red boat, at dusk\nin fog\n|", "dj": "|\nlast line",
		"Gdk": "a red boat, at dusk\n|in fog", "dG": "|", "9dd": "|", "Gdj": "a red boat, at dusk\nin fog\n\n|last line",
		"wcwgreen⎋": "a gree|n boat, at dusk\nin fog\n\nlast line", "c2wone⎋": "on|e boat, at dusk\nin fog\n\nlast line",
		"ccsea⎋": "se|a\nin fog\n\nlast line", "Cb⎋": "|b\nin fog\n\nlast line", "wsthe ⎋": "a the| ed boat, at dusk\nin fog\n\nlast line",
		"ix⎋": "|xa red boat, at dusk\nin fog\n\nlast line", "ax⎋": "a|x red boat, at dusk\nin fog\n\nlast line",
		"A!⎋": "a red boat, at dusk|!\nin fog\n\nlast line", "wIx⎋": "|xa red boat, at dusk\nin fog\n\nlast line",
		"onew⎋": "a red boat, at dusk\nne|w\nin fog\n\nlast line", "Onew⎋": "ne|w\na red boat, at dusk\nin fog\n\nlast line",
		"ywP": "a| a red boat, at dusk\nin fog\n\nlast line", "yyp": "a red boat, at dusk\n|a red boat, at dusk\nin fog\n\nlast line",
		"ddp": "in fog\n|a red boat, at dusk\n\nlast line", "jyyP": "a red boat, at dusk\n|in fog\nin fog\n\nlast line",
		"x2p": " a|ared boat, at dusk\nin fog\n\nlast line",
		"ddu": "|a red boat, at dusk\nin fog\n\nlast line", "wcwgreen blue⎋u": "a |red boat, at dusk\nin fog\n\nlast line",
		"xxxuu": "| red boat, at dusk\nin fog\n\nlast line", "xxx2u": "| red boat, at dusk\nin fog\n\nlast line",
		"d⎋w": "a |red boat, at dusk\nin fog\n\nlast line", "dzw": "a |red boat, at dusk\nin fog\n\nlast line",
		"99999dd": "|", "q!:": "|a red boat, at dusk\nin fog\n\nlast line",
	} {
		v := vimOn(harbour)
		v.do(keys)
		if got := v.shown(); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
		if !v.normal {
			t.Errorf("%s ends in insert mode", keys)
		}
	}
}

// Letters of several code points are one, and an empty text survives all.
func TestVimOnOddText(t *testing.T) {
	t.Parallel()
	v := vimOn("👩‍🚀e\u0301日本 x")
	v.do("x")
	if got := v.shown(); got != "|e\u0301日本 x" {
		t.Errorf("%q", got)
	}
	v.do("lxu$")
	if got := v.shown(); got != "e\u0301日本 |x" {
		t.Errorf("%q", got)
	}
	for _, keys := range []string{"x", "dd", "dw", "d$", "cc⎋", "p", "yyp", "G", "gg", "w", "b", "e", "k", "dk", "dj", "u", "D", "s⎋", "3X", "oa⎋dd", "O⎋", "d0"} {
		v := vimOn("")
		v.do(keys)
		if !utf8.ValidString(v.area.s) || v.area.cursor > len(v.area.s) {
			t.Errorf("%s: %q, %d", keys, v.area.s, v.area.cursor)
		}
	}
}

// One u takes back one command or one insertion, and redo makes it again; what came
// before stays.
func TestVimUndo(t *testing.T) {
	t.Parallel()
	v := vimOn("a boat")
	v.do("wcwship at sea⎋A, fog⎋")
	for _, want := range []string{"a ship at sea", "a boat"} {
		if v.do("u"); v.area.s != want {
			t.Errorf("%q, want %q", v.area.s, want)
		}
	}
	for _, want := range []string{"a ship at sea", "a ship at sea, fog"} {
		if v.Redo(); v.area.s != want {
			t.Errorf("redo: %q, want %q", v.area.s, want)
		}
	}
	v.do("i")
	if !v.Undo() || v.area.s != "a ship at sea" {
		t.Errorf("while inserting: %q", v.area.s)
	}
}

// What cannot fit is not put in, and what waits is said.
func TestVimBounds(t *testing.T) {
	t.Parallel()
	v := vimOn("a boat")
	v.do("yy9999p")
	if len(v.area.s) > 2*maxPut {
		t.Errorf("%d bytes", len(v.area.s))
	}
	v.area.SetLimit(v.area.Len())
	before := v.area.Len()
	if v.do("p"); v.area.Len() > before {
		t.Error("it passed the limit")
	}
	for _, c := range []struct{ keys, mode string }{{"d", "normal d"}, {"g", "normal dg"}, {"⎋", "normal"}, {"i", "insert"}, {"⎋", "normal"}} {
		if v.do(c.keys); v.Mode() != c.mode {
			t.Errorf("%s: %s", c.keys, v.Mode())
		}
	}
	if v.Escape() {
		t.Error("esc keeps one in normal mode")
	}
}

// Whatever is typed leaves a text that is whole, with the cursor on a letter of it.
func FuzzVim(f *testing.F) {
	f.Add("a red boat\n\nfog", "3dwwcwx⎋ggyyPGdd0D$xupO日⎋dk9p")
	f.Add("", "ddpuoa⎋d$")
	f.Add("a boat\n \u0301g", "G")
	f.Fuzz(func(t *testing.T, text, keys string) {
		if len(text) > 300 || len(keys) > 100 {
			return
		}
		v := vimOn(text)
		v.area.SetLimit(500)
		for _, r := range keys {
			v.do(string(r))
			a := v.area
			if a.cursor < 0 || a.cursor > len(a.s) || snap(a.s, a.cursor) != a.cursor || a.Len() != utf8.RuneCountInString(a.s) {
				t.Fatalf("after %q: %+q, cursor %d", r, a.s, a.cursor)
			}
			if v.normal && a.cursor == len(a.s) && a.s != "" && !strings.HasSuffix(a.s, "\n") {
				t.Fatalf("after %q the cursor is behind %q", r, a.s)
			}
		}
		for v.Undo() {
		}
	})
}
