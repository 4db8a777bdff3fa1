package prompt

import (
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

var hostile = []string{
	"", "a lighthouse on a cliff at dusk, waves, oil painting", "灯台の夕暮れ、波、油絵", "👨‍👩‍👧‍👦 family 🇨🇭🇨🇭", "e\u0301\u0323 marks",
	"שלום עולם مرحبا بالعالم", "\u0301leading", "tab\tab", strings.Repeat("x", 300), strings.Repeat(" ", 100),
	"z" + strings.Repeat("\u0301", 900), "one\r\ntwo\rthree\n", "\x1b[31mred\x1b]0;title\x07", "\u202eevil\u2066", "﷽﷽﷽", "a\xffb\xc3",
}

func newPane(w, h int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.Focus()
	return p
}

// said runs a command and returns what it said, batches opened.
func said(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		var out []tea.Msg
		for _, c := range batch {
			out = append(out, said(c)...)
		}
		return out
	}
	return []tea.Msg{msg}
}

func (p *Pane) key(code rune, mod tea.KeyMod) []tea.Msg {
	return said(p.Update(tea.KeyPressMsg{Code: code, Mod: mod}))
}

func (p *Pane) write(text string) []tea.Msg {
	var out []tea.Msg
	for _, r := range text {
		out = append(out, said(p.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))...)
	}
	return out
}

func checkSize(t *testing.T, view []string, w, h int) {
	t.Helper()
	if len(view) != max(0, h) {
		t.Fatalf("%d lines, want %d", len(view), h)
	}
	for i, line := range view {
		if n := cells.Width(line); n != w {
			t.Fatalf("line %d has %d cells, want %d: %q", i, n, w, line)
		}
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	for i, text := range hostile {
		for w := 1; w <= 60; w++ {
			for h := 1; h <= 20; h++ {
				if (w+h+i)%3 != 0 {
					continue // every size meets a third of the texts
				}
				p := newPane(w, h)
				p.Sample(text)
				p.SetFooter(text, w%2 == 0)
				checkSize(t, p.View(), w, h)
				p.key(tea.KeyLeft, 0)
				checkSize(t, p.View(), w, h)
				if c := p.Cursor(); c != nil && (c.X < 1 || c.X > w-2 || c.Y < 1 || c.Y > h-2) {
					t.Fatalf("%q at %dx%d: cursor at %d,%d lies on the border", text, w, h, c.X, c.Y)
				}
			}
		}
	}
}

func TestKeysSay(t *testing.T) {
	tests := []struct {
		name string
		key  tea.KeyPressMsg
		want tea.Msg
	}{
		{"enter", tea.KeyPressMsg{Code: tea.KeyEnter}, SendMsg{}},
		{"esc", tea.KeyPressMsg{Code: tea.KeyEscape}, LeaveMsg{}},
		{"ctrl+v", tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl}, PasteRequestMsg{}},
		{"pgup", tea.KeyPressMsg{Code: tea.KeyPgUp}, ScrollMsg{-1}},
		{"pgdown", tea.KeyPressMsg{Code: tea.KeyPgDown}, ScrollMsg{1}},
		{"ctrl+j", tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}, ChangedMsg{}},
		{"alt+enter", tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModAlt}, ChangedMsg{}},
		{"shift+enter", tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModShift}, ChangedMsg{}},
		{"x", tea.KeyPressMsg{Code: 'x', Text: "x"}, ChangedMsg{}},
		{"q is text", tea.KeyPressMsg{Code: 'q', Text: "q"}, ChangedMsg{}},
		{"left", tea.KeyPressMsg{Code: tea.KeyLeft}, nil},
		{"ctrl+t unbound", tea.KeyPressMsg{Code: 't', Mod: tea.ModCtrl}, nil},
		{"ctrl+n unbound", tea.KeyPressMsg{Code: 'n', Mod: tea.ModCtrl}, nil},
		{"ctrl+p unbound", tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl}, nil},
		{"ctrl+m unbound", tea.KeyPressMsg{Code: 'm', Mod: tea.ModCtrl}, nil},
		{"alt+u unbound", tea.KeyPressMsg{Code: 'u', Mod: tea.ModAlt}, nil},
		{"alt+l unbound", tea.KeyPressMsg{Code: 'l', Mod: tea.ModAlt}, nil},
		{"alt+c unbound", tea.KeyPressMsg{Code: 'c', Mod: tea.ModAlt}, nil},
	}
	for _, tt := range tests {
		p := newPane(40, 8)
		p.SetValue("a harbour")
		got := said(p.Update(tt.key))
		if tt.want == nil && len(got) == 0 && p.Value() == "a harbour" {
			continue
		}
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s says %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestSampleIsUsedOrReplaced(t *testing.T) {
	p := newPane(40, 8)
	p.Sample("a lighthouse")
	if text := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(text, "type to replace it") {
		t.Fatalf("no note:\n%s", text)
	}
	p.write("ha")
	if p.Value() != "ha" {
		t.Fatalf("typing gives %q", p.Value())
	}
	p.key('_', tea.ModCtrl)
	if p.Value() != "a lighthouse" {
		t.Fatalf("undo gives %q", p.Value())
	}

	p.Sample("a lighthouse")
	if got := p.key(tea.KeyEnter, 0); !slices.Equal(got, []tea.Msg{SendMsg{}}) || p.Value() != "a lighthouse" {
		t.Fatalf("enter says %v with %q", got, p.Value())
	}
	if text := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(text, "type to replace it") {
		t.Fatalf("no note after enter:\n%s", text)
	}
	p.Blur()
	p.Focus()
	p.write("a boat")
	if p.Value() != "a boat" {
		t.Fatalf("typing after enter gives %q", p.Value())
	}
	if strings.Contains(strings.Join(p.View(), "\n"), "type to replace it") {
		t.Fatal("the note stays")
	}

	p.Sample("a lighthouse")
	p.key(tea.KeyEnd, 0)
	p.key(tea.KeyEnter, 0)
	p.write("!")
	if p.Value() != "a lighthouse!" {
		t.Fatalf("typing in a sample that was touched gives %q", p.Value())
	}
}

func TestOldPrompts(t *testing.T) {
	p := newPane(40, 8)
	p.SetHistory([]string{"third", "second\nof two lines", "first"})
	p.write("a draft")
	up, down := func() { p.key(tea.KeyUp, 0) }, func() { p.key(tea.KeyDown, 0) }
	for i, want := range []string{"third", "second\nof two lines", "first"} {
		up()
		if p.Value() != want {
			t.Fatalf("%d up: %q, want %q", i+1, p.Value(), want)
		}
	}
	up()
	if p.Value() != "first" {
		t.Fatalf("up at the oldest: %q", p.Value())
	}
	for i, want := range []string{"second\nof two lines", "third", "a draft"} {
		down()
		if p.Value() != want {
			t.Fatalf("%d down: %q, want %q", i+1, p.Value(), want)
		}
	}
	down()
	if p.Value() != "a draft" {
		t.Fatalf("down at the draft: %q", p.Value())
	}
	up()
	up()
	p.key('_', tea.ModCtrl)
	if p.Value() != "a draft" {
		t.Fatalf("the walk is one step of undo, got %q", p.Value())
	}
	up()
	p.write("!")
	up()
	if p.Value() != "third" {
		t.Fatalf("after a change the walk starts anew: %q", p.Value())
	}
	down()
	if p.Value() != "third!" {
		t.Fatalf("the changed prompt is the draft now: %q", p.Value())
	}
}

func TestUpInsideTheTextMovesTheCursor(t *testing.T) {
	p := newPane(40, 8)
	p.SetHistory([]string{"old"})
	p.SetValue("one\ntwo")
	if got := p.key(tea.KeyUp, 0); len(got) != 0 || p.Value() != "one\ntwo" {
		t.Fatalf("up says %v and shows %q", got, p.Value())
	}
	p.key(tea.KeyUp, 0)
	if p.Value() != "old" {
		t.Fatalf("up on the first line shows %q", p.Value())
	}
}

func TestWhatWasJustSentIsSkipped(t *testing.T) {
	p := newPane(40, 8)
	p.SetValue("sent")
	p.SetHistory([]string{"sent", "before"})
	p.key(tea.KeyUp, 0)
	if p.Value() != "before" {
		t.Fatalf("up shows %q", p.Value())
	}
	p.key(tea.KeyDown, 0)
	if p.Value() != "sent" {
		t.Fatalf("down shows %q", p.Value())
	}
}

func TestPasteIsCleanedAndNeverSends(t *testing.T) {
	for in, want := range map[string]string{
		"one\r\ntwo\rthree":       "one\ntwo\nthree",
		"\x1b[31mred\x1b[0m \x07": "red ",
		"\u202eevil":              "evil",
		"a\xffb":                  "a\uFFFDb",
		"enter\n":                 "enter\n",
		"the key is vk-1234567":   "the key is vk-1234567",
	} {
		p := newPane(40, 8)
		got := said(p.Update(tea.PasteMsg{Content: in}))
		if p.Value() != want || !slices.Equal(got, []tea.Msg{ChangedMsg{}}) {
			t.Errorf("%q gives %q and says %v", in, p.Value(), got)
		}
		p.key('_', tea.ModCtrl)
		if p.Value() != "" {
			t.Errorf("a paste is one step of undo, left %q", p.Value())
		}
	}
}

func TestPastedKeyStaysOut(t *testing.T) {
	const canary = "vk-test-CANARY0123456789abcdef"
	for _, in := range []string{canary, " " + canary + "\r\n", "\x1b[0m" + canary, "export IMAGINE_API_KEY=" + canary + " # work"} {
		p := newPane(40, 8)
		p.SetValue("a harbour")
		got := said(p.Update(tea.PasteMsg{Content: in}))
		if len(got) != 1 || p.Value() != "a harbour" {
			t.Fatalf("%q: says %v, text %q", in, got, p.Value())
		}
		msg, ok := got[0].(KeyPastedMsg)
		if !ok {
			t.Fatalf("says %T", got[0])
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			for _, v := range []any{msg, &msg, p, []any{msg}} {
				if text := fmt.Sprintf(verb, v); strings.Contains(text, "CANARY") || strings.Contains(text, "43414e415259") {
					t.Fatalf("%s of %T shows the key", verb, v)
				}
			}
		}
		if strings.Contains(strings.Join(p.View(), ""), "CANARY") {
			t.Fatal("the view shows the key")
		}
		if msg.Secret.Take() != canary || msg.Secret.Take() != "" {
			t.Fatal("the key can be taken exactly once")
		}
	}
}

func TestPasteAboveTheCapIsCutAndSaid(t *testing.T) {
	p := newPane(40, 8)
	got := said(p.Update(tea.PasteMsg{Content: strings.Repeat("灯", MaxRunes+5)}))
	if p.area.Len() != MaxRunes || len(got) != 2 {
		t.Fatalf("%d characters, says %v", p.area.Len(), got)
	}
	if got := p.write("x"); len(got) != 1 || !strings.Contains(got[0].(NoticeMsg).Text, "200,000") {
		t.Fatalf("typing into a full prompt says %v", got)
	}
	if !strings.Contains(ansi.Strip(p.View()[0]), "line ") {
		t.Fatal("a long prompt says where the cursor is")
	}
}

func TestWheelScrollsAndClickPlaces(t *testing.T) {
	p := newPane(20, 5)
	p.SetValue("0\n1\n2\n3\n4\n5\n6\n7")
	p.Wheel(-4)
	if text := ansi.Strip(p.View()[1]); !strings.Contains(text, "1") {
		t.Fatalf("first line after the wheel: %q", text)
	}
	if p.Cursor() != nil {
		t.Fatal("the cursor is scrolled out of view")
	}
	p.Click(3, 2)
	if c := p.Cursor(); c == nil || c.X != 3 || c.Y != 2 {
		t.Fatalf("cursor %+v", c)
	}
	p.write("x")
	if !strings.Contains(p.Value(), "2x\n") {
		t.Fatalf("typed at the wrong place: %q", p.Value())
	}
}

func TestGolden(t *testing.T) {
	p := newPane(40, 6)
	p.SetValue("A lighthouse on a cliff at dusk, waves, oil painting")
	p.SetFooter("1 prompt × 1 style × 4 seeds = 4", false)
	p.Blur()
	want := `╭ Prompt ──────────────────────────────╮
│ A lighthouse on a cliff at dusk,     │
│ waves, oil painting                  │
│                                      │
│                                      │
╰ 1 prompt × 1 style × 4 seeds = 4 ────╯`
	if got := ansi.Strip(strings.Join(p.View(), "\n")); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

func BenchmarkKeyAndView(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"short", "a lighthouse on a cliff"},
		{"100k", strings.Repeat("a lighthouse on a cliff, ", 4000)},
		{"100kLines", strings.Repeat("a lighthouse on a cliff,\n", 4000)},
		{"100kCJK", strings.Repeat("灯台の夕暮、", 16667)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			p := newPane(62, 10)
			p.SetValue(bb.text)
			p.Update(tea.KeyPressMsg{Code: tea.KeyHome, Mod: tea.ModCtrl})
			for b.Loop() {
				p.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
				p.View()
			}
		})
	}
}

func BenchmarkViewUnchanged(b *testing.B) {
	p := newPane(62, 10)
	p.SetValue(strings.Repeat("a lighthouse on a cliff, ", 4000))
	for b.Loop() {
		p.View()
	}
}

func TestLongMistakeIsSaidInFull(t *testing.T) {
	p := New(theme.New(true), action.Default())
	p.SetSize(50, 8)
	p.SetValue("{2$$a|b|c} __nope__ x")
	p.SetFooter("Column 12: __nope__: there is no list of that name: did you mean __time__?", true)
	view := ansi.Strip(strings.Join(p.View(), "\n"))
	if !strings.Contains(view, "__time__?") || strings.Contains(view, "…") {
		t.Errorf("the mistake is cut:\n%s", view)
	}
}
