package keys

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/edit"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/theme"
)

var rows = []Row{
	{Name: "sandbox", Source: "offline", BuiltIn: true, Spent: "free"},
	{Name: "work", Tail: "…9f2a", Source: "keyring", Saved: true, InUse: true, Health: "ok", Note: "2 min ago", Spent: "208 tokens today"},
	{Name: "personal", Tail: "…77c1", Source: "file", Saved: true, Health: "refused", HealthBad: true, Note: "14:02 · r try again"},
	{Name: "env", Tail: "…0b3e", Source: "env", Health: "no tokens", HealthBad: true, Note: "top up, then r"},
}

func newPane(w, h int) *Pane {
	p := New(theme.New(true), keymap.Default())
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

func text(view []string) string { return ansi.Strip(strings.Join(view, "\n")) }

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
		{"q", nil},
	}
	for _, tt := range tests {
		if got := do(newPane(25, 5), tt.keys); got != tt.want {
			t.Errorf("%s says %#v, want %#v", tt.keys, got, tt.want)
		}
	}
	if got := do(New(theme.New(true), keymap.Default()), "enter"); got != (AddMsg{}) {
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
		if got := strings.Split(text(p.View()), "\n")[i]; got != want {
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
	if got := text(p.View()); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMiddleRowsSayWhatToDo(t *testing.T) {
	p := newPane(48, 7)
	for _, want := range []string{"work      …9f2a    ok 2 min ago", "personal  refused 14:02 · r try again", "env       no tokens · top up, then r"} {
		if got := text(p.View()); !strings.Contains(got, want) {
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
		t.Fatalf("the wheel reaches the last row:\n%s", text(p.View()))
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
		if n := ansi.StringWidth(line); n > w || n != ansi.StringWidth(view[0]) || (exact && n != w) {
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
				p := New(theme.New(true), keymap.Default())
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

const canary = "vk-test-CANARY0123456789abcdef77c1"

func filled() *AddForm {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	write(f, "personal")
	do(f, "tab")
	f.Update(tea.PasteMsg{Content: canary + "\r\n"})
	return f
}

func TestFormGolden(t *testing.T) {
	f := filled()
	do(f, "shift+tab")
	want := `┏ Add a key ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Name    personal                                                             ┃
┃ Secret  •••••••••••••••••••••  pasted, 34 characters, ends 77c1              ┃
┃ Keep in ◉ system keyring   ○ private file (0600)   ○ environment variable…   ┃
┃         ○ helper command…                                                    ┃
┃ Address https://api.vyro.ai/v2                                               ┃
┃                                                                              ┃
┃ Keys are made at the vendor's console under "API keys": ctrl+o opens it.     ┃
┃ Name it after its use. Best from an account of the team, not of one person.  ┃
┃ Leaked? Tell the vendor's support, make a new one, remove the old one here.  ┃
┃ The secret is never shown again and never written to the config.             ┃
┗ enter save and check · tab next field · esc throw away ━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := text(f.View(80, 24)); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if c := f.Cursor(); c == nil || c.X != 18 || c.Y != 1 {
		t.Fatalf("cursor %+v", c)
	}
	low := text(f.View(80, 8))
	if strings.Contains(low, "Leaked") || !strings.Contains(low, "Address") {
		t.Fatalf("on a low screen advice goes first:\n%s", low)
	}
	do(f, "up")
	if low := text(f.View(40, 4)); !strings.Contains(low, "Address") {
		t.Fatalf("the field with the focus is in view:\n%s", low)
	}
}

func TestFormHandsInWhatWasFilled(t *testing.T) {
	f := filled()
	msg, ok := do(f, "enter").(AddSubmitMsg)
	if !ok || msg.Name != "personal" || msg.Keep != KeepKeyring || msg.Address != "https://api.vyro.ai/v2" || msg.Env != "" || msg.Command != nil {
		t.Fatalf("hands in %+v", msg)
	}
	if got := do(f, "enter"); got != nil {
		t.Fatalf("a second enter while it is at work says %v", got)
	}
	if msg.Secret.Take() != canary {
		t.Fatal("another secret is handed in")
	}
	f.SetError("the key store is not writable")
	if !strings.Contains(text(f.View(80, 24)), "the key store is not writable") {
		t.Fatal("the error is not shown")
	}
	again, ok := do(f, "enter").(AddSubmitMsg)
	if !ok || again.Secret.Take() != canary {
		t.Fatal("after an error the secret is still there")
	}
	f.SetError("")
	do(f, "tab right")
	if msg := do(f, "enter").(AddSubmitMsg); msg.Keep != KeepFile {
		t.Fatalf("kept in %s", msg.Keep)
	}
	do(f, "esc")
	if f.secret.Len() != 0 {
		t.Fatal("esc forgets the secret")
	}
}

func TestFormReadsElsewhere(t *testing.T) {
	f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	write(f, "lab")
	do(f, "tab tab left") // helper command
	do(f, "shift+tab")
	write(f, `pass show "imagine key"`)
	got := do(f, "enter")
	if want := (AddSubmitMsg{Name: "lab", Keep: KeepCommand, Address: "https://api.vyro.ai/v2", Command: []string{"pass", "show", "imagine key"}}); !reflect.DeepEqual(got, want) {
		t.Fatalf("hands in %+v", got)
	}
	f.SetError("")
	do(f, "tab left shift+tab")
	write(f, "LAB_KEY")
	got = do(f, "enter")
	if want := (AddSubmitMsg{Name: "lab", Keep: KeepEnv, Address: "https://api.vyro.ai/v2", Env: "LAB_KEY"}); !reflect.DeepEqual(got, want) {
		t.Fatalf("hands in %+v", got)
	}
}

func TestFormSaysWhatIsMissing(t *testing.T) {
	tests := []struct {
		fill func(f *AddForm)
		want string
		at   item
	}{
		{func(*AddForm) {}, "Give the key a name", nameItem},
		{func(f *AddForm) { write(f, "work") }, "Paste the key", secretItem},
		{func(f *AddForm) { write(f, "work"); do(f, "tab tab left") }, "Write the command", secretItem},
		{func(f *AddForm) { write(f, "work"); do(f, "tab tab left shift+tab"); write(f, `"open`) }, "never closed", secretItem},
		{func(f *AddForm) { write(f, "work"); do(f, "tab tab left left") }, "Name the variable", secretItem},
		{func(f *AddForm) { write(f, "work"); f.SetSecret(canary); do(f, "up ctrl+u") }, "Write the address", addressItem},
		{func(f *AddForm) { write(f, canary) }, "belongs into Secret", nameItem},
	}
	for _, tt := range tests {
		f := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
		tt.fill(f)
		if got := do(f, "enter"); got != nil {
			t.Errorf("%s: hands in %v", tt.want, got)
		}
		if got := text(f.View(80, 24)); !strings.Contains(got, tt.want) || f.item != tt.at || strings.Contains(got, "CANARY") {
			t.Errorf("field %d, want %d:\n%s", f.item, tt.at, got)
		}
	}
}

func TestFormNeverShowsTheSecret(t *testing.T) {
	typed := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(typed, "tab")
	write(typed, canary)
	elsewhere := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	elsewhere.Update(tea.PasteMsg{Content: canary}) // into the name
	address := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(address, "up")
	address.Update(tea.PasteMsg{Content: canary})
	variable := NewAddForm(theme.New(true), "https://api.vyro.ai/v2")
	do(variable, "tab tab left left shift+tab")
	variable.Update(tea.PasteMsg{Content: canary})
	for name, f := range map[string]*AddForm{"pasted": filled(), "typed": typed, "into the name": elsewhere, "into the address": address, "into the variable": variable} {
		msg := do(f, "enter")
		for w := 10; w < 90; w += 7 {
			for range int(itemCount) {
				if got := text(f.View(w, 24)); strings.Contains(got, "CANARY") || strings.Contains(got, "vk-") {
					t.Fatalf("%s: the view shows it:\n%s", name, got)
				}
				do(f, "tab")
			}
		}
		for _, v := range []any{f, *f, msg, &msg, f.secret} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				if got := fmt.Sprintf(verb, v); strings.Contains(got, "CANARY") || strings.Contains(strings.ToLower(got), "43414e415259") {
					t.Fatalf("%s: %s of %T shows it: %s", name, verb, v, got)
				}
			}
		}
	}
	if elsewhere.secret.Take() != canary || address.secret.Take() != canary {
		t.Fatal("a key pasted into another field is put into Secret")
	}
}

func TestTypedSecretIsReplacedNotEdited(t *testing.T) {
	f := filled()
	write(f, "vk-short")
	if got := text(f.View(80, 24)); !strings.Contains(got, "typed, 8 characters") || strings.Contains(got, "ends") {
		t.Fatalf("the end of a short secret says too much:\n%s", got)
	}
	do(f, "backspace")
	if f.secret.Len() != 0 {
		t.Fatal("backspace clears what cannot be seen")
	}
	f.Update(tea.PasteMsg{Content: strings.Repeat("x", 3*maxSecret)})
	if f.secret.Len() != maxSecret {
		t.Fatalf("%d bytes taken", f.secret.Len())
	}
	if do(f, "ctrl+o") != (ConsoleMsg{}) {
		t.Fatal("ctrl+o opens the console")
	}
	if do(f, "ctrl+v") != (edit.PasteRequestMsg{}) {
		t.Fatal("ctrl+v asks for the clipboard")
	}
}

func TestRename(t *testing.T) {
	f := NewRenameForm(theme.New(true), "work")
	if got := do(f, "enter"); got != (RenameCancelMsg{}) {
		t.Fatalf("the same name says %v", got)
	}
	write(f, "team")
	if got := do(f, "enter"); got != (RenameSubmitMsg{"work", "team"}) {
		t.Fatalf("says %v", got)
	}
	do(f, "ctrl+u")
	if got := do(f, "enter"); got != nil || !strings.Contains(text(f.View(60, 10)), "Write a name") {
		t.Fatalf("no name says %v", got)
	}
	f.Update(tea.PasteMsg{Content: canary})
	write(f, canary)
	if got := do(f, "enter"); got != nil || strings.Contains(text(f.View(60, 10)), "CANARY") {
		t.Fatalf("a key as a name says %v:\n%s", got, text(f.View(60, 10)))
	}
	f.SetError("there is a key called team already")
	if !strings.Contains(text(f.View(60, 10)), "already") {
		t.Fatal("the error is not shown")
	}
	if got := do(f, "esc"); got != (RenameCancelMsg{}) {
		t.Fatalf("esc says %v", got)
	}
}

func BenchmarkView(b *testing.B) {
	p := newPane(80, 20)
	for b.Loop() {
		p.Invalidate()
		p.View()
	}
}
