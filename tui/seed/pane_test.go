package seed

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

var choices = []string{"1:1", "3:2", "4:3", "3:4", "16:9", "9:16"}

func newPane(w, h int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.SetRatioChoices(choices)
	p.SetValidate(func(s string) error {
		if strings.Contains(s, "x") || s == "0" {
			return errors.New(`"` + s + `" is not a seed: write 7, 1-8, 1,5,9, random or random:4`)
		}
		return nil
	})
	p.Focus()
	return p
}

// said runs a command and returns what it said.
func said(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	return []tea.Msg{cmd()}
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
}

// do presses keys named with spaces between.
func (p *Pane) do(names string) []tea.Msg {
	var out []tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		out = append(out, said(p.Update(k))...)
	}
	return out
}

func (p *Pane) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

func TestSpecsReadBack(t *testing.T) {
	for in, want := range map[string]string{
		"": "random", "random": "random", "Random : 4": "random:4", "random:1": "random", "7": "7", "1-8": "1-8", "1, 5, 9": "1,5,9", "random:x": "random:x",
	} {
		p := newPane(25, 5)
		p.SetSpec(in)
		if p.Spec() != want {
			t.Errorf("%q reads back as %q, want %q", in, p.Spec(), want)
		}
	}
}

func TestHowMany(t *testing.T) {
	tests := []struct{ spec, keys, want string }{
		{"random", "l l l", "random:4"},
		{"random:4", "h", "random:3"},
		{"random", "h", "random"},
		{"random:2", "-", "random"},
		{"random", "+ +", "random:3"},
		{"random", "j + +", "random:3"},
		{"7", "+", "7-8"},
		{"7", "-", "7"},
		{"7", "l", "8"},
		{"7", "left", "6"},
		{"1", "h", "1"}, // the validator refuses 0
		{"1-8", "-", "1-7"},
		{"1-2", "- -", "1"},
		{"1-8", "l", "1-8"},
		{"1,5,9", "+", "1,5,9-10"},
		{"1,5,9", "- -", "1"},
	}
	for _, tt := range tests {
		p := newPane(25, 5)
		p.SetSpec(tt.spec)
		p.do(tt.keys)
		if p.Spec() != tt.want {
			t.Errorf("%s on %q gives %q, want %q", tt.keys, tt.spec, p.Spec(), tt.want)
		}
	}
}

func TestWritingSeeds(t *testing.T) {
	p := newPane(40, 5)
	p.SetSpec("random:4")
	if got := p.do("enter 1 - 8"); got != nil || !p.Capturing() || p.Spec() != "random:4" {
		t.Fatalf("says %v, spec %q", got, p.Spec())
	}
	if c := p.Cursor(); c == nil || c.X != 12 || c.Y != 1 {
		t.Fatalf("cursor %+v", c)
	}
	if got := p.do("enter"); !slices.Equal(got, []tea.Msg{ChangedMsg{}}) || p.Spec() != "1-8" || p.Capturing() {
		t.Fatalf("says %v, spec %q", got, p.Spec())
	}
	p.do("enter x enter")
	if !p.Capturing() || p.Spec() != "1-8" || !strings.Contains(p.text(), `"x" is not a seed`) {
		t.Fatalf("a mistake is said and kept:\n%s", p.text())
	}
	if p.do("esc"); p.Capturing() || p.Spec() != "1-8" {
		t.Fatalf("esc leaves all as it was, spec %q", p.Spec())
	}
	p.do("enter")
	p.Update(tea.PasteMsg{Content: " 1,5,9\r\n"})
	if p.do("enter"); p.Spec() != "1,5,9" {
		t.Fatalf("pasted: %q", p.Spec())
	}
	const canary = "vk-test-CANARY0123456789"
	p.do("enter")
	p.Update(tea.PasteMsg{Content: canary})
	if strings.Contains(p.text(), "CANARY") || strings.Contains(fmt.Sprintf("%+v", p), "CANARY") || !strings.Contains(p.text(), "API key") {
		t.Fatalf("the key is shown:\n%s", p.text())
	}
}

func TestRatios(t *testing.T) {
	p := newPane(40, 5)
	if got := p.Ratios(); !slices.Equal(got, []string{"1:1"}) {
		t.Fatalf("at first %v", got)
	}
	if got := p.do("j l l space"); !slices.Equal(got, []tea.Msg{ChangedMsg{}}) || !slices.Equal(p.Ratios(), []string{"1:1", "4:3"}) {
		t.Fatalf("says %v, marked %v", got, p.Ratios())
	}
	p.do("l l enter")
	if got := p.Ratios(); !slices.Equal(got, []string{"16:9"}) {
		t.Fatalf("enter marks %v", got)
	}
	if got := p.do("space"); got != nil || len(p.Ratios()) != 1 || !strings.Contains(p.text(), "One ratio") {
		t.Fatalf("the last mark stays, and it says why: %v\n%s", got, p.text())
	}
	p.SetRatios([]string{"21:9", "1:1"})
	if got := p.Ratios(); !slices.Equal(got, []string{"1:1", "21:9"}) {
		t.Fatalf("an unknown ratio becomes a choice: %v", got)
	}
	p.SetRatioChoices([]string{"3:2", "1:1"})
	if got := p.Ratios(); !slices.Equal(got, []string{"1:1"}) {
		t.Fatalf("other choices keep %v", got)
	}
	p.SetRatioChoices([]string{"5:4"})
	if got := p.Ratios(); !slices.Equal(got, []string{"5:4"}) {
		t.Fatalf("one is always marked: %v", got)
	}
	p.SetRatioChoices(nil)
	if got := p.do("k k j l space enter h"); p.Ratios() != nil || got != nil {
		t.Fatalf("nothing to choose: %v says %v", p.Ratios(), got)
	}
}

func TestHold(t *testing.T) {
	p := newPane(25, 5)
	p.SetSpec("random:4")
	if got := p.do("f"); !slices.Equal(got, []tea.Msg{DrawMsg{}}) || p.Held() != nil {
		t.Fatalf("nothing is drawn yet, so it is asked for: %v", got)
	}
	p.SetHold(false, nil)
	p.SetDrawn([]int64{811, 812, 813, 814})
	if got := p.Held(); !slices.Equal(got, []int64{811, 812, 813, 814}) || p.Text() != "811 812 813 814" {
		t.Fatalf("held %v, shown %q", got, p.Text())
	}
	p.SetDrawn([]int64{1})
	if got := p.Held(); len(got) != 4 {
		t.Fatalf("held seeds stay: %v", got)
	}
	if got := p.do("n"); !slices.Equal(got, []tea.Msg{DrawMsg{}}) {
		t.Fatalf("n says %v", got)
	}
	p.SetHold(false, nil)
	p.SetDrawn([]int64{5, 6, 7, 8})
	if got := p.Held(); !slices.Equal(got, []int64{5, 6, 7, 8}) {
		t.Fatalf("new seeds are held like the old ones: %v", got)
	}
	if got := p.do("j j enter"); !slices.Equal(got, []tea.Msg{ChangedMsg{}}) || p.Held() != nil || p.Text() != "random ×4" {
		t.Fatalf("enter lets go: %v, %v, %q", got, p.Held(), p.Text())
	}
	p.do("f")
	if p.Held() == nil {
		t.Fatal("f holds what was drawn last")
	}
	if p.do("k k +"); p.Held() != nil || p.Spec() != "random:5" {
		t.Fatalf("another number lets go: %v, %q", p.Held(), p.Spec())
	}
	p.SetSpec("7")
	if got := p.do("f"); got != nil || p.note == "" {
		t.Fatalf("written seeds need no hold: %v", got)
	}
	if got := p.do("n"); got != nil || p.note == "" {
		t.Fatalf("written seeds are not drawn: %v", got)
	}
	p.SetHold(true, []int64{7})
	p.SetSpec("random:2")
	if got := p.Held(); !slices.Equal(got, []int64{7}) {
		t.Fatalf("SetSpec lets go of %v", got)
	}
}

func TestMouse(t *testing.T) {
	p := newPane(40, 5)
	p.View()
	at := p.places[2]
	if got := said(p.Click(at.from+1, 2)); len(got) != 1 || !slices.Equal(p.Ratios(), []string{choices[at.ratio]}) {
		t.Fatalf("a click chooses a ratio: %v, %v", got, p.Ratios())
	}
	p.SetDrawn([]int64{9})
	p.Click(5, 3)
	if p.Held() == nil || p.line != holdLine {
		t.Fatal("a click on hold turns it")
	}
	for _, y := range []int{-1, 0, 1, 4, 99} {
		p.Click(y, y)
	}
}

func TestGolden(t *testing.T) {
	p := newPane(25, 5)
	p.SetSpec("random:4")
	p.SetRatios([]string{"16:9"})
	p.Blur()
	want := `╭ Seed & ratio ─────────╮
│ seed   random ×4      │
│ ratio  ○3:4 ◉16:9…    │
│ hold   □ off (f)      │
╰───────────────────────╯`
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	p.Focus()
	p.SetHold(true, []int64{811, 812, 813, 814})
	p.do("j")
	want = `┏ Seed & ratio ━━━━━━━━━┓
┃ seed   811 812 813 814┃
┃▸ratio  ○3:4▸◉16:9…    ┃
┃ hold   ■ on (f)       ┃
┗━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	hostile := []string{"灯台の夕暮れ", "👨‍👩‍👧‍👦🇨🇭", "\x1b[31mred", "tab\tand\nline", strings.Repeat("7", 90), "e\u0301\u0323", "שלום"}
	for _, s := range hostile {
		for w := 1; w <= 60; w++ {
			for h := 1; h <= 20; h++ {
				p := newPane(w, h)
				p.SetSpec(s)
				p.SetRatios([]string{s, "16:9", "another"})
				p.SetDrawn([]int64{1 << 62, 811, 812})
				switch (w + h) % 4 {
				case 0:
					p.do("enter x enter")
					p.Update(tea.PasteMsg{Content: s})
				case 1:
					p.do("j l l f")
				case 2:
					p.SetHold(true, []int64{1 << 62, 811})
					p.do("j j")
				case 3:
					p.do("n j l l l l l l l")
				}
				view := p.View()
				if len(view) != h {
					t.Fatalf("%q at %dx%d: %d lines", s, w, h, len(view))
				}
				for _, line := range view {
					if n := cells.Width(line); n != w {
						t.Fatalf("%q at %dx%d: %d cells: %q", s, w, h, n, line)
					}
				}
				if c := p.Cursor(); c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
					t.Fatalf("%q at %dx%d: cursor at %d,%d", s, w, h, c.X, c.Y)
				}
			}
		}
	}
}

func FuzzSpec(f *testing.F) {
	for _, s := range []string{"", "random:4", "1-8", "1,5,9", "9223372036854775807", "-", ",", "1--2", "random:-1", "0\xc2 \x85"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := parse(text)
		if again := parse(s.String()); again != s {
			t.Fatalf("%q reads as %+v, then as %+v", text, s, again)
		}
		_, _, _ = s.count(1), s.count(-1), s.turn(1)
	})
}

func BenchmarkView(b *testing.B) {
	p := newPane(25, 5)
	for b.Loop() {
		p.Invalidate()
		p.View()
	}
}

// What holding means is said where it is turned on: in the pane where that has
// room, and in the last line.
func TestHoldIsExplained(t *testing.T) {
	for _, size := range [][2]int{{22, 7}, {38, 5 + 1}, {80, 20}} {
		p := newPane(size[0], size[1])
		p.SetSpec("random:4")
		p.SetDrawn([]int64{811, 812, 813, 814})
		words := func() string { return strings.Join(strings.Fields(strings.ReplaceAll(p.text(), "┃", " ")), " ") }
		if got := words(); !strings.Contains(got, "New seeds each time; f keeps them.") {
			t.Errorf("%v: holding is not explained:\n%s", size, p.text())
		}
		p.do("j j")
		if hint := p.Hints()[0]; hint.Key != "f" || hint.Desc != "the same seeds next time" {
			t.Errorf("the last line says %+v", hint)
		}
		p.do("f")
		if got := words(); !strings.Contains(got, "The same seeds until f lets go.") {
			t.Errorf("%v: letting go is not explained:\n%s", size, p.text())
		}
		if hint := p.Hints()[0]; hint.Key != "f" || hint.Desc != "new seeds each time" {
			t.Errorf("the last line says %+v", hint)
		}
	}
}
