package keys

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

var rows = []Row{
	{Name: "sandbox", Source: "offline", Free: true, Spent: "free"},
	{Name: "work", Tail: "…9f2a", Source: "keyring", Saved: true, InUse: true, Health: "ok", Note: "2 min ago", Spent: "208 tokens today"},
	{Name: "personal", Tail: "…77c1", Source: "file", Saved: true, Health: "refused", HealthBad: true, Note: "14:02 · r try again"},
	{Name: "env", Tail: "…0b3e", Source: "env", Health: "no tokens", HealthBad: true, Note: "top up, then r"},
}

func newPane(w, h int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.SetRows(rows)
	p.Focus()
	return p
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "}, "tab": {Code: tea.KeyTab},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "backspace": {Code: tea.KeyBackspace}, "home": {Code: tea.KeyHome},
	"ctrl+o": {Code: 'o', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl},
}

type updater interface{ Update(tea.Msg) tea.Cmd }

// do presses keys named with spaces between and returns the last message.
func do(u updater, names string) tea.Msg {
	var out tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		if cmd := u.Update(k); cmd != nil {
			out = cmd()
		}
	}
	return out
}

func write(u updater, text string) {
	for _, r := range text {
		u.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func plain(view []string) string { return ansi.Strip(strings.Join(view, "\n")) }

func TestKeysSay(t *testing.T) {
	tests := []struct {
		keys string
		want tea.Msg
	}{
		{"enter", UseMsg{"work"}},
		{"k enter", UseMsg{"sandbox"}},
		{"j enter", UseMsg{"personal"}},
		{"G enter", AddMsg{}},
		{"+", AddMsg{}},
		{"G e", nil},
		{"G x", nil},
		{"G o", ConsoleMsg{}},
		{"e", RenameMsg{"work"}},
		{"home e", nil},
		{"j j e", nil},
		{"x", RemoveMsg{"work"}},
		{"r", CheckMsg{"work"}},
		{"R", ReleaseMsg{"work"}},
		{"y", CopyNameMsg{"work"}},
		{"Y", CopySecretMsg{"work"}},
		{"home Y", nil},
		{"o", ConsoleMsg{}},
		{"!", LeakedMsg{"work"}},
		{"home !", nil},
		{"q", nil},
	}
	for _, tt := range tests {
		if got := do(newPane(25, 5), tt.keys); got != tt.want {
			t.Errorf("%s says %#v, want %#v", tt.keys, got, tt.want)
		}
	}
	if got := do(New(theme.New(true), action.Default()), "enter"); got != (AddMsg{}) {
		t.Errorf("without keys enter says %#v", got)
	}
}

func TestSelectionStaysOnTheKey(t *testing.T) {
	p := newPane(25, 5)
	do(p, "j")
	p.SetRows(append([]Row{{Name: "another"}}, rows...))
	if p.selected().Name != "personal" {
		t.Fatalf("selected %q", p.selected().Name)
	}
	p.SetRows(rows[:2])
	if p.sel > 2 {
		t.Fatalf("selected row %d of 2", p.sel)
	}
	do(p, "G")
	p.SetRows(rows)
	if do(p, "enter") != (AddMsg{}) {
		t.Fatal("the row that adds a key stays selected")
	}
	p.Blur()
	if p.selected().Name != "work" {
		t.Fatal("without focus the key in use is selected")
	}
	p.SetRows(rows[:1])
	p.SetRows(rows)
	if p.selected().Name != "work" {
		t.Fatalf("selected %q", p.selected().Name)
	}
}

func TestNarrowGolden(t *testing.T) {
	p := newPane(25, 7)
	p.Blur()
	for i, want := range []string{
		"╭ Keys ─────────────────╮",
		"│    sandbox   offline  │",
		"│ ▸● work      …9f2a    │",
		"│    personal  refused  │",
		"│    env       no tokens│",
		"│   + add a key         │",
		"╰───────────────────────╯",
	} {
		if got := strings.Split(plain(p.View()), "\n")[i]; got != want {
			t.Errorf("line %d\n%s\nwant\n%s", i, got, want)
		}
	}
}

func TestWideGolden(t *testing.T) {
	p := newPane(80, 7)
	want := `┏ Keys ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃    sandbox   offline           free                                          ┃
┃ ▸● work      …9f2a    keyring  208 tokens today  ok 2 min ago                ┃
┃    personal  …77c1    file     –                 refused 14:02 · r try again ┃
┃    env       …0b3e    env      –                 no tokens · top up, then r  ┃
┃   + add a key                                                                ┃
┗ enter use · + add · e rename · r check · x remove · Y copy ━━━━━━━━━━━━━━━━━━┛`
	if got := plain(p.View()); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMiddleRowsSayWhatToDo(t *testing.T) {
	p := newPane(48, 7)
	for _, want := range []string{"work      …9f2a    ok 2 min ago", "personal  refused 14:02 · r try again", "env       no tokens · top up, then r"} {
		if got := plain(p.View()); !strings.Contains(got, want) {
			t.Errorf("%q is missing:\n%s", want, got)
		}
	}
}

func TestMouse(t *testing.T) {
	p := newPane(25, 5)
	p.Wheel(-9)
	if cmd := p.Click(8, 1); cmd != nil || p.selected().Name != "sandbox" {
		t.Fatalf("a click selects, not %q", p.selected().Name)
	}
	if cmd := p.Click(2, 1); cmd == nil || cmd() != (UseMsg{"sandbox"}) {
		t.Fatal("a click on the sign uses the key")
	}
	p.Wheel(99)
	if cmd := p.Click(8, 3); cmd == nil || cmd() != (AddMsg{}) {
		t.Fatalf("the wheel reaches the last row:\n%s", plain(p.View()))
	}
	p.Click(-1, 0)
	p.Click(99, 99)
}

var hostile = []string{"", "灯台の夕暮れの鍵", "👨‍👩‍👧‍👦🇨🇭", "\x1b[31mred", "tab\tand\nline", strings.Repeat("x", 90), "e\u0301\u0323", "שלום"}

func checkBox(t *testing.T, name string, view []string, w, h int, exact bool, c *tea.Cursor) {
	t.Helper()
	if len(view) > h || (exact && len(view) != h) {
		t.Fatalf("%s at %dx%d: %d lines", name, w, h, len(view))
	}
	for _, line := range view {
		if n := cells.Width(line); n > w || n != cells.Width(view[0]) || (exact && n != w) {
			t.Fatalf("%s at %dx%d: %d cells: %q", name, w, h, n, line)
		}
	}
	if c != nil && (c.X < 0 || c.X >= max(1, w) || c.Y < 0 || c.Y >= len(view)) {
		t.Fatalf("%s at %dx%d: cursor at %d,%d", name, w, h, c.X, c.Y)
	}
}

func TestViewsFitAnySize(t *testing.T) {
	for i, s := range hostile {
		form := NewAddForm(theme.New(true), s)
		write(form, s)
		form.SetError(s)
		rename := NewRenameForm(theme.New(true), s)
		for w := 1; w <= 60; w++ {
			for h := 1; h <= 20; h++ {
				if (w+h+i)%4 != 0 {
					continue // every size meets a fourth of the texts
				}
				p := New(theme.New(true), action.Default())
				p.SetSize(w, h)
				p.SetRows(append([]Row{{Name: s, Tail: s, Source: s, Health: s, Note: s, Spent: s, HealthBad: i%2 == 0, InUse: true}}, rows...))
				if (w+i)%2 == 0 {
					p.Focus()
				}
				checkBox(t, "pane", p.View(), w, h, true, nil)
				do(form, "tab space")
				checkBox(t, "form", form.View(w, h), w, h, false, form.Cursor())
				checkBox(t, "rename", rename.View(w, h), w, h, false, rename.Cursor())
			}
		}
		for w := 61; w < 90; w++ {
			checkBox(t, "form", form.View(w, 24), w, 24, false, form.Cursor())
		}
		checkBox(t, "form", form.View(0, 0), 0, 0, false, form.Cursor())
		checkBox(t, "rename", rename.View(0, 0), 0, 0, false, rename.Cursor())
	}
}

func BenchmarkView(b *testing.B) {
	p := newPane(80, 20)
	for b.Loop() {
		p.Invalidate()
		p.View()
	}
}
