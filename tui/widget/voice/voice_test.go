package voice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// clock stands still until it is moved.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newVoice() (*Voice, *clock) {
	c := &clock{time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)}
	return New(c.read), c
}

// said are the lines that say something.
func said(v *Voice) string {
	lines, _ := v.Lines(60, 10)
	var out []string
	for _, l := range lines {
		if l = strings.TrimSpace(ansi.Strip(l)); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, " / ")
}

func TestSpell(t *testing.T) {
	for drawn, want := range map[string]string{
		"╭ Keys ───────╮":                       "Keys",
		"│ ▸◉ imagine-turbo   1 │":              "marked imagine-turbo, 1",
		"│  ♥ dusk  flux  s811   1.8 s  ★★★ │":  "picked dusk, flux, s811, 1.8 s, 3 stars",
		"▰▰▱ 2/3 · 1 running":                   "2/3, 1 running",
		"\x1b[31m⣾\x1b[m rendering":             "running rendering",
		"⣿⣿▄▀":                                  "",
		"│ one ││ two │":                        "one, two",
		"a • b, ✨ sparkles\tand\nmore ☀":        "a • b, sparkles and more",
		"Filter:  words":                        "Filter: words",
		"✓ saved once, ✓✓ twice: \u200dhostile": "saved saved once, saved twice: \u200dhostile",
	} {
		if got := Spell(drawn); got != want {
			t.Errorf("%q is said as %q, want %q", drawn, got, want)
		}
	}
}

func FuzzSpell(f *testing.F) {
	f.Add("│ ▸◉ imagine-turbo   1 │", 12)
	f.Add("👩‍🚀⚠️ \x1b[2J\x9b", 3)
	f.Add("🏽 한ং", 8) // drawn as a box, and on a circle
	f.Fuzz(func(t *testing.T, text string, w int) {
		w = max(1, min(w, 300))
		v, _ := newVoice()
		v.Show(Page{Name: text, Title: text, Here: text, Field: &Field{Lines: []string{text}, X: w / 2}})
		v.Say("", text)
		for _, p := range []Page{{Title: text, Here: text}, {Here: text, Field: &Field{Lines: []string{Spell(text), text}, X: w, Y: 1}}} {
			v.Press()
			v.Show(p)
			lines, c := v.Lines(w, 7)
			if len(lines) != 7 || c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= 7 {
				t.Fatalf("%d lines, the cursor at %d,%d", len(lines), c.X, c.Y)
			}
			for _, l := range lines {
				if strings.IndexFunc(l, Unsaid) >= 0 {
					t.Fatalf("%q is never said", l)
				}
			}
		}
	})
}

// What is one's own doing is said at once, what changes by itself once a second.
func TestChangesTakeTurns(t *testing.T) {
	v, c := newVoice()
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "queued, 1 of 2"})
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "running, 1 of 2"})
	if said(v) != "Results. queued, 1 of 2" {
		t.Errorf("what changes by itself is said at once: %s", said(v))
	}
	wait, waits := v.Due()
	if !waits || wait != Rest {
		t.Errorf("it is due in %v, %v", wait, waits)
	}
	c.now = c.now.Add(wait)
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "running, 1 of 2"})
	if _, waits := v.Due(); said(v) != "Results. running, 1 of 2" || waits {
		t.Errorf("after a second: %s, %v", said(v), waits)
	}
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "picked, 1 of 2"})
	if said(v) != "picked, 1 of 2" {
		t.Errorf("what a key does: %s", said(v))
	}
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Item: "2", Here: "saved, 2 of 2"})
	if said(v) != "saved, 2 of 2" {
		t.Errorf("another row: %s", said(v))
	}
}

// Having just come somewhere is said until a key is pressed, also where what is there
// comes after.
func TestComingIsSaid(t *testing.T) {
	v, _ := newVoice()
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Here: "Looking for earlier results…"})
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "saved, 1 of 2"})
	if said(v) != "Results. saved, 1 of 2" {
		t.Errorf("%s", said(v))
	}
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Item: "2", Here: "saved, 2 of 2"})
	if said(v) != "saved, 2 of 2" {
		t.Errorf("%s", said(v))
	}
}

// Announcements come once a second, several together, of one kind only the last; the
// last can be heard again, in other words each time.
func TestAnnouncementsTakeTurns(t *testing.T) {
	v, c := newVoice()
	v.Show(Page{Name: "Prompt", Title: "Prompt", Here: "a"})
	v.Again()
	if said(v) != "Prompt. a / Nothing was said yet." {
		t.Errorf("%s", said(v))
	}
	c.now = c.now.Add(Rest)
	v.Say("one", "First.")
	for i := range 20 {
		v.Say("count", fmt.Sprintf("%d of 20.", i+1))
	}
	v.Say("two", "Second.")
	if said(v) != "Prompt. a / First." {
		t.Errorf("%s", said(v))
	}
	c.now = c.now.Add(Rest - time.Millisecond)
	if wait, waits := v.Due(); !waits || wait != time.Millisecond || said(v) != "Prompt. a / First." {
		t.Errorf("%v %v %s", wait, waits, said(v))
	}
	c.now = c.now.Add(time.Millisecond)
	if _, waits := v.Due(); waits || said(v) != "Prompt. a / 20 of 20. Second." {
		t.Errorf("%v %s", waits, said(v))
	}
	for _, want := range []string{"Again: 20 of 20. Second.", "Once more: 20 of 20. Second.", "Again: 20 of 20. Second."} {
		if v.Again(); said(v) != "Prompt. a / "+want {
			t.Errorf("%s", said(v))
		}
	}
	for i := range 9 {
		v.Say(fmt.Sprint(i), fmt.Sprintf("Said %d.", i))
	}
	c.now = c.now.Add(Rest)
	if v.Due(); said(v) != "Prompt. a / 6 more before. Said 6. Said 7. Said 8." {
		t.Errorf("%s", said(v))
	}
}

// Whatever more there is is read in turn, around to where one is, and any other key
// goes back there.
func TestReadingOn(t *testing.T) {
	v, _ := newVoice()
	v.Show(Page{Name: "Picture", Title: "Picture", Here: "saved", More: func() []string { return []string{"prompt: a boat", "", "seed: 4"} }})
	for _, step := range []struct {
		by   int
		want string
	}{{1, "Picture"}, {1, "prompt: a boat"}, {1, "seed: 4"}, {1, "Picture. saved"}, {-1, "seed: 4"}, {1, "Picture. saved"}, {1, "Picture"}} {
		if v.Read(step.by); said(v) != step.want {
			t.Errorf("%+d: %s, want %s", step.by, said(v), step.want)
		}
	}
	v.Press()
	if said(v) != "Picture. saved" {
		t.Errorf("a key: %s", said(v))
	}
}

// A line that changed differs in every letter from what was there, so that all of it is
// written; text that is edited only where it was.
func TestWholeLinesAreWritten(t *testing.T) {
	v, _ := newVoice()
	line := func(y int) string { lines, _ := v.Lines(60, 10); return strings.TrimRight(lines[y], " ") }
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "saved, 1 of 2"})
	v.Show(Page{Name: "Results", Title: "Results", Item: "2", Here: "saved, 1 of 2"})
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Item: "1", Here: "saved, 1 of 2"})
	here := line(0)
	v.Press()
	v.Show(Page{Name: "Results", Title: "Results", Item: "3", Here: "saved, 1 of 2"})
	if line(0) == here || ansi.Strip(line(0)) != ansi.Strip(here) || ansi.Strip(here) != "saved, 1 of 2" {
		t.Errorf("%q, %q", line(0), here)
	}
	v.Show(Page{Name: "Prompt", Title: "Prompt", Field: &Field{Lines: []string{"a boa"}, X: 5}})
	if ansi.Strip(line(0)) != "Prompt" {
		t.Errorf("above what is written is %q", line(0))
	}
	before := strings.TrimSuffix(line(1), "a boa\x1b[m")
	v.Press()
	v.Show(Page{Name: "Prompt", Title: "Prompt", Field: &Field{Lines: []string{"a boat"}, X: 6}})
	if line(1) != before+"a boat\x1b[m" {
		t.Errorf("a letter makes %q of %qa boa", line(1), before)
	}
}

// What is too long for a line goes on in the next, and the cursor with it.
func TestLongTextGoesOn(t *testing.T) {
	v, _ := newVoice()
	v.Show(Page{Name: "Filter", Title: "Filter", Field: &Field{Lines: []string{strings.Repeat("0123456789", 3) + "✨"}, X: 32}})
	lines, c := v.Lines(20, 6)
	if got := strings.TrimSpace(ansi.Strip(lines[2])); got != "0123456789**" || c.X != 12 || c.Y != 2 {
		t.Errorf("%q, the cursor at %d,%d", got, c.X, c.Y)
	}
}
