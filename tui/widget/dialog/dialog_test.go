package dialog

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/wording/worddiff"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

type dialog interface {
	Update(tea.Msg) tea.Cmd
	View(w, h int) []string
	Cursor() *tea.Cursor
}

var hostile = []string{"", "words that are longer than a narrow box by far", "灯台の夕暮れ、波、油絵", "👨‍👩‍👧‍👦 🇨🇭", "tab\tand\nline", "\x1b[31mred", strings.Repeat("x", 200), "שלום"}

func press(code rune, text string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Text: text} }

func send(d dialog, k tea.KeyPressMsg) tea.Msg {
	if cmd := d.Update(k); cmd != nil {
		return cmd()
	}
	return nil
}

func write(d dialog, text string) {
	for _, r := range text {
		d.Update(press(r, string(r)))
	}
}

func shown(view []string) string { return ansi.Strip(strings.Join(view, "\n")) }

func TestBoxesFitAnyScreen(t *testing.T) {
	st := theme.New(true)
	for i, s := range hostile {
		other := hostile[(i+3)%len(hostile)]
		dialogs := map[string]dialog{
			"enter only": NewConfirm(st, other, []string{s}, ""),
			"choice":     NewChoice(st, s, []string{other, s}, "last"), "no choice": NewChoice(st, s, nil, other),
			"info": NewInfo(st, s, strings.Repeat(s+"\n", 30)), "page": NewPage(st, s, strings.Repeat(s+"\n", 30)),
			"offer": NewOffer(st, s, worddiff.Diff(s+" a b", other+" a c")),
		}
		c := NewConfirm(st, s, []string{other, s, "Type 192 and enter to send."}, "192")
		c.TabLabel = other
		write(c, s)
		c.Update(press(tea.KeyEnter, ""))
		dialogs["confirm"] = c
		for name, d := range dialogs {
			for w := range 81 {
				for h := range 21 {
					if (w+h+i)%4 != 0 {
						continue // every size meets a fourth of the texts
					}
					view := d.View(w, h)
					if len(view) > h {
						t.Fatalf("%s %q at %dx%d: %d lines", name, s, w, h, len(view))
					}
					for _, line := range view {
						if n := cells.Width(line); n > w || n != cells.Width(view[0]) {
							t.Fatalf("%s %q at %dx%d: %d cells: %q", name, s, w, h, n, line)
						}
					}
					if at := d.Cursor(); at != nil && (at.X < 0 || at.X >= max(1, w) || at.Y < 0 || at.Y >= len(view)) {
						t.Fatalf("%s %q at %dx%d: cursor at %d,%d", name, s, w, h, at.X, at.Y)
					}
				}
			}
			d.Update(press(tea.KeyDown, ""))
		}
	}
}

func TestConfirmWantsTheExactWord(t *testing.T) {
	c := NewConfirm(theme.New(true), "192 tokens is above your limit of 50", []string{"Type 192 and enter to send."}, "192")
	c.View(80, 24)
	if msg := send(c, press(tea.KeyEnter, "")); msg != nil {
		t.Fatalf("enter alone says %v", msg)
	}
	write(c, "19")
	if msg := send(c, press(tea.KeyEnter, "")); msg != nil {
		t.Fatalf("19 says %v", msg)
	}
	if !strings.Contains(shown(c.View(80, 24)), "Type exactly 192 to continue.") {
		t.Fatalf("nothing says what is wrong:\n%s", shown(c.View(80, 24)))
	}
	write(c, "y")
	c.Update(press(tea.KeyBackspace, ""))
	write(c, "2")
	if at := c.Cursor(); at == nil {
		t.Fatal("no cursor")
	}
	if msg := send(c, press(tea.KeyEnter, "")); msg != (ConfirmedMsg{}) {
		t.Fatalf("says %v", msg)
	}
	if msg := send(c, press(tea.KeyTab, "")); msg != nil {
		t.Fatalf("tab without another way out says %v", msg)
	}
	c.TabLabel = "only imagine-turbo, 12 tokens"
	if msg := send(c, press(tea.KeyTab, "")); msg != (TabbedMsg{}) {
		t.Fatalf("tab says %v", msg)
	}
	if msg := send(c, press(tea.KeyEscape, "")); msg != (CancelledMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
}

func TestConfirmGolden(t *testing.T) {
	c := NewConfirm(theme.New(true), `Remove key "work"?`, []string{"Its 2,114 pictures stay.", "", "Type work to remove."}, "work")
	c.TabLabel = "keep it"
	write(c, "wo")
	want := `┏ Remove key "work"? ━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Its 2,114 pictures stay.                  ┃
┃                                           ┃
┃ Type work to remove.   wo                 ┃
┃                                           ┃
┗ enter continue · esc cancel · tab keep it ┛`
	if got := shown(c.View(80, 24)); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if at := c.Cursor(); at == nil || at.X != 27 || at.Y != 3 {
		t.Fatalf("cursor %+v", at)
	}
}

func TestConfirmScrollsWhenLow(t *testing.T) {
	c := NewConfirm(theme.New(true), "Title", strings.Split("1 2 3 4 5 6 7 8", " "), "go")
	if got := shown(c.View(40, 5)); strings.Contains(got, "1") || c.Cursor() == nil {
		t.Fatalf("the field is in view first:\n%s", got)
	}
	c.Update(press(tea.KeyPgUp, ""))
	c.Update(press(tea.KeyPgUp, ""))
	c.Update(press(tea.KeyPgUp, ""))
	if got := shown(c.View(40, 5)); !strings.Contains(got, "1") || c.Cursor() != nil {
		t.Fatalf("the start can be read:\n%s", got)
	}
	write(c, "g")
	if c.View(40, 5); c.Cursor() == nil {
		t.Fatal("typing brings the field back")
	}
}

func TestChoice(t *testing.T) {
	c := NewChoice(theme.New(true), "4 are being made.", []string{"Wait, then quit", "Quit now"}, "Stay")
	if msg := send(c, press(tea.KeyEnter, "")); msg != (ChosenMsg{0}) {
		t.Fatalf("enter says %v", msg)
	}
	for _, k := range "yn12" {
		if msg := send(c, press(k, string(k))); msg != nil || c.sel != 0 {
			t.Fatalf("%c says %v", k, msg)
		}
	}
	send(c, press('j', "j"))
	send(c, press(tea.KeyDown, ""))
	send(c, press(tea.KeyDown, ""))
	if msg := send(c, press(tea.KeyEnter, "")); msg != (CancelledMsg{}) {
		t.Fatalf("the last says %v", msg)
	}
	send(c, press('k', "k"))
	if msg := send(c, press(tea.KeyEnter, "")); msg != (ChosenMsg{1}) {
		t.Fatalf("says %v", msg)
	}
	if !strings.Contains(shown(c.View(30, 4)), "▸ Quit now") {
		t.Fatalf("the selected item is in view:\n%s", shown(c.View(30, 4)))
	}
	if msg := send(c, press(tea.KeyEscape, "")); msg != (CancelledMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
}

func TestLongQuestionGoesIntoTheBody(t *testing.T) {
	c := NewChoice(theme.New(true), "The system keyring does not answer. Keep the key in a private file (0600) instead?", []string{"Yes"}, "No")
	got := strings.Join(strings.Fields(strings.NewReplacer("┃", "", "┓", "").Replace(shown(c.View(50, 20)))), " ")
	if !strings.Contains(got, "Keep the key in a private file (0600) instead?") {
		t.Fatalf("the question is cut:\n%s", shown(c.View(50, 20)))
	}
}

func TestInfoScrollsAndCloses(t *testing.T) {
	i := NewInfo(theme.New(true), "Failed", "1\n2\n3\n4\n5\n6")
	if got := shown(i.View(40, 5)); !strings.Contains(got, "3") || strings.Contains(got, "4") {
		t.Fatalf("got\n%s", got)
	}
	send(i, press('G', "G"))
	if got := shown(i.View(40, 5)); !strings.Contains(got, "6") || strings.Contains(got, "3") {
		t.Fatalf("got\n%s", got)
	}
	send(i, press('k', "k"))
	if got := shown(i.View(40, 5)); !strings.Contains(got, "3") {
		t.Fatalf("got\n%s", got)
	}
	for _, k := range []tea.KeyPressMsg{press(tea.KeyEscape, ""), press(tea.KeyEnter, ""), press('q', "q")} {
		if msg := send(i, k); msg != (CancelledMsg{}) {
			t.Fatalf("%s says %v", k, msg)
		}
	}
}

// An API key that is pasted stays out of a line of text, and out of where a price
// is agreed to.
func TestNoDialogTakesAKey(t *testing.T) {
	for name, d := range map[string]dialog{
		"input":   NewInput(theme.New(true), "Tags", []string{"Words."}, ""),
		"confirm": NewConfirm(theme.New(true), "5 tokens", []string{"Type 5 and enter to send."}, "5"),
	} {
		send(d, press('4', "4"))
		d.Update(tea.PasteMsg{Content: " vk-test-CANARY0123456789abcdef\n"})
		view := strings.Join(d.View(80, 20), "\n")
		if strings.Contains(view, "CANARY") || !strings.Contains(view, "looks like an API key") {
			t.Errorf("%s shows:\n%s", name, view)
		}
		send(d, press('5', "5"))
		if view = strings.Join(d.View(80, 20), "\n"); strings.Contains(view, "API key") || !strings.Contains(view, "45") {
			t.Errorf("%s shows after another key:\n%s", name, view)
		}
	}
}
