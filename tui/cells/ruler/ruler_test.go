package ruler

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// keep puts the rule back that held before the test.
func keep(t *testing.T) {
	t.Helper()
	before := cells.Now()
	cells.Use(cells.Agreed)
	t.Cleanup(func() { cells.Use(before) })
}

// follows returns the widths of a terminal: all as code points add up, but for
// what joined emoji, skin tones and variation selectors do.
func follows(joined, toned, varied func(whole, sum int) int) func(string) int {
	return func(c string) int {
		whole, sum := ansi.StringWidth(c), ansi.StringWidthWc(c)
		switch {
		case strings.Contains(c, "\u200d") && c[0] >= 0xF0:
			return joined(whole, sum)
		case strings.ContainsAny(c, "🏻🏼🏽🏾🏿"):
			return toned(whole, sum)
		case strings.Contains(c, "\ufe0f"):
			return varied(whole, sum)
		}
		return sum
	}
}

func whole(whole, _ int) int { return whole }
func sum(_, sum int) int     { return sum }

// footWidth counts emoji as a whole, and each letter, but no mark beside one.
func footWidth(c string) (n int) {
	if first, _ := utf8.DecodeRuneInString(c); !unicode.IsLetter(first) {
		return ansi.StringWidth(c)
	}
	for _, r := range c {
		if !unicode.Is(unicode.M, r) {
			n += ansi.StringWidthWc(string(r))
		}
	}
	return n
}

// oldKittyWidth counts so, but each part of an emoji.
func oldKittyWidth(c string) int {
	if n := footWidth(c); !strings.Contains(c, "\u200d") || n == 0 {
		return n
	}
	return ansi.StringWidthWc(c)
}

// konsoleWidth counts emoji as a whole, and marks beside letters, but not two.
func konsoleWidth(c string) int {
	if first, _ := utf8.DecodeRuneInString(c); !unicode.IsLetter(first) {
		return ansi.StringWidth(c)
	}
	n, marked := 0, false
	for _, r := range c {
		if !marked || !unicode.Is(unicode.Mc, r) {
			n += ansi.StringWidthWc(string(r))
		}
		marked = unicode.Is(unicode.M, r)
	}
	return n
}

// terminals are those of which the widths were seen on a screen.
var terminals = map[string]struct {
	width   func(string) int
	modes   bool
	between bool
	rule    cells.Rule
}{
	"Ghostty 1.0, asked by mode 2027": {ansi.StringWidth, true, false, cells.Graphemes | cells.Recent},
	"kitty 0.48":                      {ansi.StringWidth, false, false, cells.Graphemes | cells.Recent},
	"Konsole 25":                      {konsoleWidth, false, false, cells.Of(cells.EmojiAgreed, cells.LettersFirst) | cells.Recent},
	"foot 1.28":                       {footWidth, true, false, cells.Consonants | cells.Recent},
	"kitty 0.41":                      {oldKittyWidth, false, false, cells.Of(cells.EmojiAgreed, cells.LettersConsonants) | cells.Recent},
	"tmux 3.8, itself":                {follows(whole, whole, whole), false, true, cells.Agreed},
	"tmux 3.8, in kitty 0.48":         {ansi.StringWidth, false, true, cells.Agreed},
	"tmux 3.8, in foot 1.28":          {footWidth, false, true, cells.Agreed},
	"xterm 379, VTE 0.70":             {follows(sum, sum, sum), false, false, cells.CodePoints | cells.Recent},
}

// prompts hold what terminals differ over, and what they do not.
var prompts = []string{
	"👩‍🚀 on a walk", "👨‍👩‍👧 and 👍🏽", "⚠️ ❤️ 1️⃣ 🏳️‍🌈", "灯台の夕暮 🇨🇭", "e\u0301 각 нора", "👁️‍🗨️ ☝🏽", strings.Repeat("👩‍🚀", 30),
}

// framed is a program that shows the prompts in a box.
type framed struct {
	ruler *Ruler
	more  string
}

func (m framed) Init() tea.Cmd { return nil }

func (m framed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	follow := m.ruler.Feed(msg)
	if k, is := msg.(tea.KeyPressMsg); is {
		m.more += k.Text
	}
	return m, follow
}

func (m framed) View() tea.View {
	body := append(slices.Clone(prompts), "typed "+m.more, sign(cells.Now()))
	v := tea.NewView(cells.Drawn(strings.Join(box.Draw(theme.New(true), box.Frame{Title: "👍🏽"}, body, 40, 12), "\n")))
	v.AltScreen = true
	return v
}

// In each terminal the frame stands straight, at first, and when the rule it
// follows is known.
func TestFramesStandStraight(t *testing.T) {
	for name, c := range terminals {
		t.Run(name, func(t *testing.T) {
			keep(t)
			in, answers := io.Pipe()
			term := newTerminal(60, 12, c.width, nil)
			term.modes = c.modes
			said := make(chan []byte, 64)
			term.answers = writer(func(p []byte) { said <- bytes.Clone(p) })
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			ended := make(chan struct{})
			r := New(term, false)
			r.Between(c.between)
			p := tea.NewProgram(framed{ruler: r}, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(r.Output()), tea.WithWindowSize(60, 12),
				tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler())
			go func() { defer close(ended); _, _ = p.Run() }()
			defer func() { cancel(); _ = in.Close(); <-ended }()
			straight := func(sign string) {
				t.Helper()
				for {
					rows, next := term.screen()
					if strings.Contains(rows[9], sign) || strings.Contains(rows[8], sign) {
						break
					}
					select {
					case <-next:
					case <-ctx.Done():
						t.Fatalf("no %q on\n%s", sign, strings.Join(rows, "\n"))
					}
				}
				for y := range 12 {
					if x, edge := term.column(y); x != 39 || !slices.Contains([]string{"╮", "│", "╯"}, edge) {
						rows, _ := term.screen()
						t.Errorf("row %d ends with %q in column %d:\n%s", y, edge, x, strings.Join(rows, "\n"))
					}
				}
			}
			straight(sign(cells.Agreed)) // nothing is known yet
			go func() {
				for {
					select {
					case a := <-said:
						_, _ = answers.Write(a)
					case <-ctx.Done():
						return
					}
				}
			}()
			if c.rule != cells.Agreed {
				straight(sign(c.rule))
			}
			_, _ = answers.Write([]byte("क्षमा नमस्ते বাংলা น้ำ x"))
			straight(" x")
			if got := cells.Now(); got != c.rule {
				t.Errorf("the rule is %q, want %q", got, c.rule)
			}
		})
	}
}

// sign names a rule in a few cells.
func sign(r cells.Rule) string { return "rule " + strconv.Itoa(int(r)) + "." }

// writer is a function that takes what is written.
type writer func(p []byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

// The question goes out once, with the first frame, and leaves nothing behind.
func TestQuestion(t *testing.T) {
	keep(t)
	var out bytes.Buffer
	r := New(&out, false)
	const first, modes = "before\x1b[?1049hframe", "\x1b[?2026$p\x1b[?2027$p"
	for _, p := range []string{"early", first, "later", "\x1b[?1049hback"} {
		if n, err := io.WriteString(r, p); n != len(p) || err != nil {
			t.Fatal(n, err)
		}
	}
	before, after, _ := strings.Cut(out.String(), "before\x1b[?1049h")
	asked, rest, _ := strings.Cut(after, "frame")
	if before != "early" || rest != "later\x1b[?1049hback" {
		t.Errorf("%q", out.String())
	}
	if strings.Count(asked, "\x1b[6n") != len(probes) || !strings.Contains(asked, "\x1b[8m") || !strings.HasSuffix(asked, "\x1b[m\x1b[2K\x1b[H") {
		t.Errorf("asked %q", asked)
	}
	out.Reset()
	if _, err := io.WriteString(New(&out, true), first); err != nil || out.String() != first {
		t.Errorf("a quiet terminal gets %q", out.String())
	}
	// What is asked about modes before there is a screen waits for it, in front of
	// what is erased; a quiet terminal is never asked.
	for _, quiet := range []bool{false, true} {
		out.Reset()
		modal := New(&out, quiet)
		for _, p := range []string{"early" + modes, first, modes} {
			if n, err := io.WriteString(modal, p); n != len(p) || err != nil {
				t.Fatal(n, err)
			}
		}
		before, after, _ := strings.Cut(out.String(), "\x1b[?1049h")
		switch {
		case before != "earlybefore":
			t.Errorf("before the screen: %q", before)
		case quiet && after != "frame":
			t.Errorf("a quiet terminal gets %q", after)
		case !quiet && (!strings.HasPrefix(after, "\x1b[2;1H"+modes) || strings.Count(after, modes) != 2):
			t.Errorf("with the screen: %q", after)
		}
	}
	// A mode that is put away with the screen comes back with it.
	r.Feed(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	out.Reset()
	if _, err := io.WriteString(r, first); err != nil || out.String() != "before\x1b[?1049h\x1b[?2027hframe" {
		t.Errorf("%q", out.String())
	}
}

// Answers count when they are to the question, in their order.
func TestAnswers(t *testing.T) {
	at := func(xs ...int) (all []tea.Msg) {
		for _, x := range xs {
			all = append(all, tea.CursorPositionMsg{X: x, Y: line})
		}
		return all
	}
	mode := func(m ansi.Mode, v ansi.ModeSetting) []tea.Msg {
		return []tea.Msg{tea.ModeReportMsg{Mode: m, Value: v}}
	}
	typed := []tea.Msg{tea.KeyPressMsg{Code: 'x', Text: "x"}, tea.CursorPositionMsg{X: 4, Y: 0}, tea.CursorPositionMsg{X: 4, Y: 9}, tea.WindowSizeMsg{Width: 3, Height: 3}}
	for name, c := range map[string]struct {
		told []tea.Msg
		want cells.Rule
	}{
		"nothing":                   {nil, cells.Agreed},
		"xterm's":                   {at(4, 4, 1, 3, 2, 3, 1, 2), cells.CodePoints},
		"xterm's, newer":            {at(4, 4, 1, 3, 2, 3, 2, 2), cells.CodePoints | cells.Recent},
		"kitty's":                   {at(2, 2, 2, 1, 1, 1, 2, 2), cells.Graphemes | cells.Recent},
		"older kitty's":             {at(4, 2, 2, 2, 1, 1, 1, 2), cells.Of(cells.EmojiAgreed, cells.LettersConsonants)},
		"Konsole's":                 {at(2, 2, 2, 3, 2, 2, 1, 2), cells.Of(cells.EmojiAgreed, cells.LettersFirst)},
		"Alacritty's":               {at(4, 4, 1, 3, 1, 2, 1, 2), cells.Of(cells.EmojiParts, cells.LettersAgreed)},
		"QTerminal's":               {at(4, 4, 1, 2, 1, 1, 2, 2), cells.Of(cells.EmojiAgreed, cells.LettersConsonants) | cells.Recent},
		"mlterm's":                  {at(5, 4, 1, 2, 1, 1, 1, 3), cells.JoinersTakeCells},
		"a part":                    {at(2, 2, 2, 1, 1, 1, 2), cells.Agreed},
		"too many":                  {at(4, 4, 1, 3, 2, 3, 1, 2, 2, 2, 2), cells.CodePoints},
		"nonsense":                  {at(0, 0, 0, 0, 0, 0, 0, 0), cells.JoinersTakeCells},
		"mixed with other things":   {slices.Concat(at(4), typed, at(4), typed, at(1, 3, 2, 3, 1), typed, at(2)), cells.CodePoints},
		"foot's, the mode first":    {slices.Concat(mode(ansi.ModeUnicodeCore, ansi.ModeSet), at(2, 2, 2, 2, 1, 1, 2, 2)), cells.Consonants | cells.Recent},
		"foot's, the mode last":     {slices.Concat(at(2, 2, 2, 2, 1, 1, 2, 2), mode(ansi.ModeUnicodeCore, ansi.ModeSet)), cells.Consonants | cells.Recent},
		"the mode":                  {mode(ansi.ModeUnicodeCore, ansi.ModeReset), cells.Of(cells.EmojiWhole, cells.LettersAgreed) | cells.JoinersTakeCells},
		"the mode, then the places": {slices.Concat(mode(ansi.ModeUnicodeCore, ansi.ModeSet), at(4, 4, 1, 3, 2, 3, 1, 2)), cells.Of(cells.EmojiWhole, cells.LettersAgreed)},
		"the places, then the mode": {slices.Concat(at(4, 4, 1, 3, 2, 3, 1, 2), mode(ansi.ModeUnicodeCore, ansi.ModeReset)), cells.Of(cells.EmojiWhole, cells.LettersAgreed)},
		"no such mode":              {slices.Concat(mode(ansi.ModeUnicodeCore, ansi.ModeNotRecognized), at(4, 4, 1, 3, 2, 3, 1, 2)), cells.CodePoints},
		"a mode that is off":        {mode(ansi.ModeUnicodeCore, ansi.ModePermanentlyReset), cells.Agreed},
		"another mode":              {mode(ansi.ModeSynchronizedOutput, ansi.ModeReset), cells.Agreed},
	} {
		t.Run(name, func(t *testing.T) {
			keep(t)
			r := New(io.Discard, false)
			if _, err := r.Write(enterScreen); err != nil {
				t.Fatal(err)
			}
			for _, msg := range c.told {
				if follow := r.Feed(msg); follow != nil {
					r.Feed(follow()) // as the renderer and the program hear of it
				}
			}
			if got := cells.Now(); got != c.want {
				t.Errorf("the rule is %q, want %q", got, c.want)
			}
		})
	}
	keep(t)
	r := New(io.Discard, false)
	for _, msg := range at(4, 4, 1, 3, 2, 3, 1, 2) { // nobody asked
		r.Feed(msg)
	}
	if cells.Now() != cells.Agreed {
		t.Error("answers that nobody asked for count")
	}
}

// What stands between the program and a terminal speaks for itself alone, whenever
// that is known; a name that was a lie is forgotten.
func TestBetween(t *testing.T) {
	keep(t)
	for _, answers := range [][]int{{4, 4, 1, 3, 2, 3, 1, 2}, {2, 2, 2, 1, 1, 1, 2, 2}} {
		cells.Use(cells.Agreed)
		r := New(io.Discard, false)
		r.Between(true)
		if _, err := r.Write(enterScreen); err != nil {
			t.Fatal(err)
		}
		follow := func(cmd tea.Cmd) {
			if cmd != nil {
				r.Feed(cmd())
			}
		}
		for _, x := range answers {
			follow(r.Feed(tea.CursorPositionMsg{X: x, Y: line}))
		}
		if cells.Now() != cells.Agreed {
			t.Errorf("%v: the rule is %q", answers, cells.Now())
		}
		follow(r.Between(false))
		if cells.Now() == cells.Agreed {
			t.Errorf("%v: the rule is none", answers)
		}
		follow(r.Between(true))
		if cells.Now() != cells.Agreed {
			t.Errorf("%v: the rule is %q, behind another terminal", answers, cells.Now())
		}
	}
}
