package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
)

// hostile are texts that break widths elsewhere.
var hostile = []string{
	"", " ", "a", "\n", "\n\n\n", "a lighthouse on a cliff at dusk, waves, oil painting",
	"灯台の夕暮れ、波、油絵、とても長い段落です", "mixed 灯台 and 👨‍👩‍👧‍👦 family 🇨🇭🇨🇭🇨", "e\u0301e\u0301e\u0301 q\u0323\u0307",
	"שלום עולם مرحبا بالعالم", "\u0301leading mark", "tab\tand\ttab", strings.Repeat("x", 200), strings.Repeat(" ", 90) + "end",
	"z" + strings.Repeat("\u0301", 500) + "!", "हिन्दी में एक संकेत", "한글과 조합 각", "\u200b\u200d\u200bzero", "👍🏽👍🏽👍🏽👍🏽👍🏽",
	"one\ntwo 灯\n\n three   \n", "❤️ ❤ ☀️☀ 1️⃣2️⃣", "﷽﷽﷽", "\u2028sep", "\x1b[31mred\x1b[0m",
}

func press(code rune, text string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Text: text} }

func ctrl(code rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Mod: tea.ModCtrl} }

func TestAreaNeverLeavesItsWindow(t *testing.T) {
	sel := lipgloss.NewStyle().Reverse(true)
	for _, text := range hostile {
		for w := 1; w <= 30; w++ {
			a := NewArea(0)
			a.SetSize(w, 4)
			a.Set(text)
			for range min(60, len(a.Value())+2) {
				for _, line := range a.View(sel, sel) {
					// One character wider than a line cannot be shown at all.
					if n := cells.Width(line); n > w {
						t.Fatalf("%q at %d: line %q has %d cells", text, w, line, n)
					}
				}
				if x, y, shown := a.Cursor(); !shown || x > w || y < 0 || y >= 4 {
					t.Fatalf("%q at %d: cursor at %d,%d shown %v", text, w, x, y, shown)
				}
				a.Press(tea.KeyPressMsg{Code: tea.KeyLeft, Mod: tea.ModShift})
			}
		}
	}
}

func TestLinesCoverTheTextOnce(t *testing.T) {
	for _, text := range hostile {
		for w := 1; w <= 20; w++ {
			var l layout
			l.all(text, w)
			if l.starts[0] != 0 || !slices.IsSorted(l.starts) {
				t.Fatalf("%q at %d: %v", text, w, l.starts)
			}
			for i := range len(l.starts) - 1 {
				if l.starts[i] == l.starts[i+1] {
					t.Fatalf("%q at %d: empty line in %v", text, w, l.starts)
				}
			}
			if got := strings.Count(text, "\n") + 1; len(l.starts) < got {
				t.Fatalf("%q at %d: %d lines, the text has %d", text, w, len(l.starts), got)
			}
		}
	}
}

func TestWrapWords(t *testing.T) {
	tests := []struct {
		text string
		w    int
		want []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 8, []string{"one two ", "three"}},
		{"abcdefghij kl", 4, []string{"abcd", "efgh", "ij ", "kl"}},
		{"灯台の夕", 5, []string{"灯台", "の夕"}},
		{"ab 灯台", 4, []string{"ab ", "灯台"}},
		{"a\n\nb", 4, []string{"a", "", "b"}},
		{"full\n", 4, []string{"full", ""}},
		{"👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, []string{"👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"}},
	}
	for _, tt := range tests {
		a := NewArea(0)
		a.SetSize(tt.w, 9)
		a.Set(tt.text)
		got := a.View(lipgloss.NewStyle(), lipgloss.NewStyle())
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		want := slices.Clone(tt.want)
		for i := range want {
			want[i] = strings.TrimRight(want[i], " ")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q at %d: %q, want %q", tt.text, tt.w, got, want)
		}
	}
}

// script drives an area with random keys and checks, after each, that the
// layout is what laying out afresh gives.
func script(t *testing.T, seed uint64, text string, w int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	a := NewArea(300)
	a.SetSize(w, 3)
	a.Set(text)
	moves := []tea.KeyPressMsg{
		press(tea.KeyLeft, ""), press(tea.KeyRight, ""), press(tea.KeyUp, ""), press(tea.KeyDown, ""),
		{Code: tea.KeyHome, Mod: tea.ModCtrl},
		{Code: tea.KeyEnd, Mod: tea.ModCtrl},
		ctrl('a'), ctrl('e'),
		{Code: tea.KeyLeft, Mod: tea.ModCtrl},
		{Code: tea.KeyRight, Mod: tea.ModCtrl},
		{Code: tea.KeyLeft, Mod: tea.ModShift},
		{Code: tea.KeyDown, Mod: tea.ModShift},
	}
	edits := []tea.KeyPressMsg{
		press('x', "x"), press('x', " "), press('x', "灯"), press('x', "👍🏽"), press('x', "\u0301"), press('x', "🇨"), press('x', "longerword"),
		press(tea.KeyBackspace, ""), press(tea.KeyDelete, ""), ctrl('w'), ctrl('u'), ctrl('k'), ctrl('_'), ctrl('y'),
		{Code: 'd', Mod: tea.ModAlt},
		press('x', "\n"),
	}
	for range 60 {
		k := moves[r.IntN(len(moves))]
		if r.IntN(2) == 0 {
			k = edits[r.IntN(len(edits))]
		}
		a.Press(k)
		var fresh layout
		fresh.all(a.s, w)
		if !slices.Equal(fresh.starts, a.lay.starts) {
			t.Fatalf("seed %d, %q at %d after %s: lines %v, afresh %v", seed, a.s, w, k, a.lay.starts, fresh.starts)
		}
		if a.Len() != utf8.RuneCountInString(a.s) || a.Len() > 300 {
			t.Fatalf("counted %d code points, there are %d", a.Len(), utf8.RuneCountInString(a.s))
		}
		if snap(a.s, a.cursor) != a.cursor {
			t.Fatalf("cursor %d stands inside a character of %q", a.cursor, a.s)
		}
		if _, y, shown := a.Cursor(); !shown {
			t.Fatalf("cursor on line %d is out of the window", y)
		}
	}
	end := a.Value()
	steps := 0
	for a.Undo() {
		steps++
	}
	if a.Value() != "" {
		t.Fatalf("everything undone leaves %q", a.Value())
	}
	for range steps {
		a.Redo()
	}
	if a.Value() != end {
		t.Fatalf("redo gives %q, was %q", a.Value(), end)
	}
}

func TestLayoutAfterAnyKeys(t *testing.T) {
	for seed := range uint64(400) {
		script(t, seed, hostile[seed%uint64(len(hostile))], 1+int(seed%17))
	}
}

func FuzzArea(f *testing.F) {
	for i, text := range hostile {
		f.Add(uint64(i), text, 9)
	}
	f.Fuzz(func(t *testing.T, seed uint64, text string, w int) {
		script(t, seed, text, 1+(w&63))
	})
}

func TestUndoGoesByWords(t *testing.T) {
	a := NewArea(0)
	a.SetSize(40, 3)
	for _, r := range "old harbour at dusk" {
		a.Press(press(r, string(r)))
	}
	for _, want := range []string{"old harbour at ", "old harbour ", "old ", ""} {
		undoKey(a, ctrl('_'))
		if a.Value() != want {
			t.Fatalf("undo gives %q, want %q", a.Value(), want)
		}
	}
	if a.Undo() {
		t.Fatal("undo goes on behind the first change")
	}
	for range 9 {
		undoKey(a, ctrl('y'))
	}
	if a.Value() != "old harbour at dusk" {
		t.Fatalf("redo gives %q", a.Value())
	}
	a.Press(ctrl('w'))
	a.Press(ctrl('w'))
	undoKey(a, ctrl('_'))
	if a.Value() != "old harbour at" && a.Value() != "old harbour at " {
		t.Fatalf("one deleted word comes back at a time, got %q", a.Value())
	}
	a.Press(ctrl('u'))
	undoKey(a, ctrl('_'))
	a.Set("replaced")
	a.Undo()
	if !strings.HasPrefix(a.Value(), "old harbour at") {
		t.Fatalf("Set is one step, got %q", a.Value())
	}
}

func TestBackspaceTakesACharacter(t *testing.T) {
	for _, c := range []string{"👨‍👩‍👧‍👦", "e\u0301", "🇨🇭", "👍🏽", "각", "x"} {
		a := NewArea(0)
		a.Set("灯" + c)
		a.Press(press(tea.KeyBackspace, ""))
		if a.Value() != "灯" {
			t.Errorf("backspace after %q leaves %q", c, a.Value())
		}
	}
}

func TestTypingReplacesTheSelection(t *testing.T) {
	a := NewArea(0)
	a.Set("a sample")
	a.SelectAll()
	a.Press(press('x', "x"))
	a.Press(press('y', "y"))
	if a.Value() != "xy" {
		t.Fatalf("got %q", a.Value())
	}
	a.Undo()
	if a.Value() != "a sample" {
		t.Fatalf("undo gives %q", a.Value())
	}
}

func TestLimit(t *testing.T) {
	a := NewArea(5)
	if a.Set("灯台の夕暮") != true || a.Insert("x") != false || a.Value() != "灯台の夕暮" {
		t.Fatalf("got %q", a.Value())
	}
	a.SelectAll()
	if a.Insert("abcdefgh") || a.Value() != "abcde" {
		t.Fatalf("got %q", a.Value())
	}
}

func TestUndoIsBounded(t *testing.T) {
	a := NewArea(0)
	big := strings.Repeat("x", 1<<20)
	for i := range 40 {
		a.Set(big[:len(big)-i])
	}
	if a.history.bytes > maxUndoBytes {
		t.Fatalf("%d bytes kept for undo", a.history.bytes)
	}
	sum := 0
	for _, st := range a.history.steps {
		sum += len(st.old) + len(st.added)
	}
	if sum != a.history.bytes {
		t.Fatalf("counted %d bytes, there are %d", a.history.bytes, sum)
	}
}

func TestUpAndDownKeepTheColumn(t *testing.T) {
	a := NewArea(0)
	a.SetSize(10, 5)
	a.Set("abcdef\nab\n灯台の夕暮")
	a.Press(press(tea.KeyUp, ""))
	a.Press(press(tea.KeyUp, ""))
	if x, y, _ := a.Cursor(); x != 6 || y != 0 {
		t.Fatalf("cursor at %d,%d", x, y)
	}
	a.Press(press(tea.KeyDown, ""))
	a.Press(press(tea.KeyDown, ""))
	if x, y, _ := a.Cursor(); x != 10 || y != 2 {
		t.Fatalf("cursor at %d,%d", x, y)
	}
}

func TestFieldShowsTheCursor(t *testing.T) {
	sel := lipgloss.NewStyle().Reverse(true)
	for _, text := range hostile {
		for w := range 24 {
			f := NewField(1000)
			f.Insert(text)
			if strings.Contains(f.Value(), "\n") {
				t.Fatal("a field has one line")
			}
			for range min(60, len(f.Value())+2) {
				line, x := f.View(w, sel)
				if n := cells.Width(line); n > w || x < 0 || x > max(0, w-1) {
					t.Fatalf("%q at %d: %q has %d cells, cursor at %d", text, w, line, n, x)
				}
				f.Press(press(tea.KeyLeft, ""))
			}
		}
	}
}

var sizes = []struct{ name, text string }{
	{"ascii", strings.Repeat("a lighthouse on a cliff, ", 4000)},
	{"lines", strings.Repeat("a lighthouse on a cliff,\n", 4000)},
	{"cjk", strings.Repeat("灯台の夕暮、", 16667)},
	{"emoji", strings.Repeat("👨‍👩‍👧‍👦", 14286)},
	{"oneword", strings.Repeat("x", 100000)},
}

func BenchmarkKey(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			a := NewArea(0)
			a.SetSize(58, 8)
			a.Set(s.text)
			a.moveTo(snap(a.s, len(a.s)/2), false)
			a.Reveal()
			for b.Loop() {
				a.Press(press('x', "x"))
				a.View(lipgloss.NewStyle(), lipgloss.NewStyle())
			}
		})
	}
}

func BenchmarkPaste(b *testing.B) {
	for _, s := range sizes {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				a := NewArea(0)
				a.SetSize(58, 8)
				a.Insert(s.text)
			}
		})
	}
}

func undoKey(a *Area, k tea.KeyPressMsg) { Edit(action.Default(), action.Prompt, a, k) }

// A key is not put in, however it comes: with other words, in parts, with what
// nobody sees in it, or where one was written by hand.
func TestFieldTakesNoPastedKey(t *testing.T) {
	t.Parallel()
	const canary = "vk-test-CANARY0123456789"
	for _, c := range []struct{ typed, pasted, left string }{
		{"", canary, ""},
		{"4{jj", " " + canary + "\n", "4{jj"},
		{"", "see " + canary + " there", ""},
		{canary[:6], canary[6:], canary[:6]},
		{"", canary[:6] + "\u200b" + canary[6:], ""},
		{canary, canary, canary},
		{"a ", " boat\n", "a boat"},
	} {
		f := NewField(200)
		f.Type(c.typed)
		refused := f.Paste(c.pasted)
		if f.Value() != c.left || refused != (c.left == c.typed) {
			t.Errorf("%q and then %q pasted is %q, refused %v", c.typed, c.pasted, f.Value(), refused)
		}
		for f.Undo() {
			if f.Value() != c.typed && strings.Contains(f.Value(), "CANARY") {
				t.Errorf("undo shows %q", f.Value())
			}
		}
	}
}
