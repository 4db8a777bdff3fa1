package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// fill has a field of every kind.
func fill() []Field {
	return []Field{
		{Name: "prompt", Label: "Prompt", Kind: KindText, Required: true, Doc: "What the masked area becomes."},
		{Name: "ratio", Label: "Ratio", Kind: KindChoice, Required: true, Values: []string{"1:1", "16:9"}, Value: "16:9"},
		{Name: "style", Label: "Style", Kind: KindChoice, Open: true, Values: []string{"kling-1.0-pro", "wan-2", "anime"}, Recent: []string{"anime", "my-own"}},
		{Name: "mode", Label: "Mode", Kind: KindChoice, Values: []string{"product-shoot", "studio"}, Default: "product-shoot"},
		{Name: "seed", Label: "Seed", Kind: KindInteger, Min: 1},
	}
}

func newForm(w, h int, fields []Field) *Form {
	f := NewForm(theme.New(true), action.Default())
	f.SetSize(w, h)
	f.Set("Generative fill", fields)
	f.SetPrice("5 tokens")
	f.Focus()
	return f
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace}, "ctrl+j": {Code: 'j', Mod: tea.ModCtrl},
}

func press(u interface{ Update(tea.Msg) tea.Cmd }, names string) tea.Msg {
	var last tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		last = nil
		if cmd := u.Update(k); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func plain(view []string) string { return ansi.Strip(strings.Join(view, "\n")) }

func sent(t *testing.T, msg tea.Msg, want map[string]string) {
	t.Helper()
	got, ok := msg.(SendMsg)
	if !ok || !maps.Equal(got.Values, want) {
		t.Fatalf("says %T %v, want %v", msg, msg, want)
	}
}

func TestFromWordsToSend(t *testing.T) {
	f := newForm(80, 24, fill())
	sent(t, press(f, "a ctrl+j b enter"), map[string]string{"prompt": "a\nb", "ratio": "16:9"})
	sent(t, press(f, "tab left enter"), map[string]string{"prompt": "a\nb", "ratio": "1:1"})
	press(f, "tab tab tab tab")
	if f.row() != nil {
		t.Fatal("the line that sends comes last")
	}
	if msg := press(f, "esc"); msg != (CancelMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
}

func TestEmptyIsRefused(t *testing.T) {
	f := newForm(80, 24, fill())
	if f.row().Name != "prompt" {
		t.Fatal("the cursor begins at what is needed")
	}
	if msg := press(f, "space enter"); msg != nil || !strings.Contains(plain(f.View()), "Prompt is required: fill it in") {
		t.Fatalf("spaces say %v\n%s", msg, plain(f.View()))
	}
}

func TestOpenChoice(t *testing.T) {
	only := []Field{fill()[2]}
	f := newForm(60, 16, only)
	shown := plain(f.View())
	if strings.Index(shown, "anime") > strings.Index(shown, "kling") || strings.Count(shown, "anime") != 1 || strings.Index(shown, "my-own") > strings.Index(shown, "wan-2") {
		t.Fatalf("recent ones come first, once:\n%s", shown)
	}
	if msg := press(f, "down down enter"); msg != nil {
		t.Fatalf("taking a suggestion says %v", msg)
	}
	sent(t, press(f, "enter"), map[string]string{"style": "my-own"})
	if press(f, "tab shift+tab down down down down enter"); f.Values()["style"] != "wan-2" {
		t.Fatalf("all are offered again: %v", f.Values())
	}
	press(f, "tab shift+tab k l i n")
	if got := f.rows[0].suggestions(); len(got) != 1 || got[0] != "kling-1.0-pro" {
		t.Fatalf("what fits: %v", got)
	}
	press(f, "down")
	if msg := press(f, "esc"); msg != nil {
		t.Fatalf("esc leaves the suggestions first: %v", msg)
	}
	sent(t, press(f, "enter"), map[string]string{"style": "klin"})
}

func TestClosedChoice(t *testing.T) {
	f := newForm(60, 16, []Field{fill()[3]})
	sent(t, press(f, "enter"), map[string]string{})
	if !strings.Contains(plain(f.View()), "– (product-shoot)") {
		t.Fatalf("what the server takes is not said:\n%s", plain(f.View()))
	}
	sent(t, press(f, "right right right enter"), map[string]string{"mode": "studio"})
	sent(t, press(f, "left enter"), map[string]string{"mode": "product-shoot"})
	sent(t, press(f, "space space enter"), map[string]string{})
	gone := fill()[3]
	gone.Value = "no such"
	sent(t, press(newForm(60, 16, []Field{gone}), "enter"), map[string]string{})
	needed := newForm(60, 16, []Field{{Name: "m", Kind: KindChoice, Required: true, Values: []string{"x", "y"}}})
	sent(t, press(needed, "enter"), map[string]string{"m": "x"})
}

func TestIntegers(t *testing.T) {
	tests := []struct {
		min, max    int64
		keys, wrong string
	}{
		{1, 0, "1 2", ""},
		{1, 0, "0", "0 is not 1 or more"},
		{1, 5, "6", "6 is not from 1 to 5"},
		{0, 0, "- 3", ""},
		{0, 0, "1 . 5", `"1.5" is not a whole number`},
	}
	for _, tt := range tests {
		f := newForm(70, 16, []Field{{Name: "n", Label: "Seed", Kind: KindInteger, Min: tt.min, Max: tt.max}})
		msg := press(f, tt.keys+" enter")
		if _, ok := msg.(SendMsg); ok != (tt.wrong == "") || !strings.Contains(plain(f.View()), tt.wrong) {
			t.Errorf("%s says %v\n%s", tt.keys, msg, plain(f.View()))
		}
	}
}

func TestArrowsGoThroughTheFields(t *testing.T) {
	f := newForm(80, 24, fill())
	for _, want := range []string{"ratio", "style"} {
		if press(f, "down"); f.row().Name != want {
			t.Fatalf("on %s, want %s", f.row().Name, want)
		}
	}
	press(f, "tab tab down")
	if f.row() != nil {
		t.Fatal("not on the line that sends")
	}
	if press(f, "down up"); f.row().Name != "seed" {
		t.Fatal("up from the line that sends")
	}
	if press(f, "up up"); f.row().Name != "style" {
		t.Fatal("up from a choice")
	}
	press(f, "up up up up")
	if f.row().Name != "prompt" {
		t.Fatal("arrows do not go around")
	}
	f.View()
	if f.Update(tea.MouseClickMsg{X: 3, Y: 2, Button: tea.MouseLeft}); f.row().Name != "ratio" {
		t.Fatalf("a click on the second line: %s", f.row().Name)
	}
	for _, y := range []int{-3, 0, 100} {
		f.Click(y, y)
	}
}

func TestKeysStayOut(t *testing.T) {
	const canary = "vk-test-CANARY0123456789"
	for i := range fill() {
		f := newForm(80, 24, fill())
		f.at = i
		f.Update(tea.PasteMsg{Content: canary + "\n"})
		if strings.Contains(plain(f.View()), "CANARY") || strings.Contains(fmt.Sprint(f.Values()), "CANARY") || !strings.Contains(plain(f.View()), "API key") {
			t.Fatalf("field %d:\n%s", i, plain(f.View()))
		}
	}
}

func TestGolden(t *testing.T) {
	f := newForm(60, 12, fill())
	press(f, "a b")
	want := `┏ Generative fill ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃▸Prompt  ab                                               ┃
┃ Ratio   16:9                                             ┃
┃ Style   –                                                ┃
┃ Mode    – (product-shoot)                                ┃
┃ Seed    –                                                ┃
┃                                                          ┃
┃ Send   5 tokens                                          ┃
┃                                                          ┃
┃                                                          ┃
┃ What the masked area becomes.                            ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := plain(f.View()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if c := f.Cursor(); c == nil || c.X != 12 || c.Y != 1 {
		t.Errorf("cursor %+v", c)
	}
	if f.Wants(60) != 9 {
		t.Errorf("wants %d lines", f.Wants(60))
	}
}

var hostile = []string{"", "words that are longer than a narrow box by far", "灯台の夕暮れ、波、油絵", "👨‍👩‍👧‍👦 🇨🇭", "tab\tand\nline", "\x1b[31mred", strings.Repeat("x", 200), "שלום", "e\u0301\u0323"}

func TestViewsFillExactlyTheirSize(t *testing.T) {
	for i, s := range hostile {
		other := hostile[(i+3)%len(hostile)]
		f := NewForm(theme.New(true), action.Default())
		f.Focus()
		for w := range 121 {
			for h := range 41 {
				if (w*41+h)%9 != i && (w > 8 || h > 8) {
					continue // every size meets one of the texts, small ones all
				}
				f.SetSize(w, h)
				if (w*h)%7 == 0 {
					f.Set(s, []Field{
						{Name: "t", Label: other, Kind: KindText, Value: strings.Repeat(s+"\n", 5), Doc: other},
						{Name: "o", Kind: KindChoice, Open: true, Values: append([]string{s}, hostile...), Recent: hostile, Value: other},
						{Name: "c", Kind: KindChoice, Values: hostile, Value: s, Default: other},
						{Name: "i", Kind: KindInteger, Value: s},
					})
					f.SetPrice(other)
				}
				press(f, []string{"tab", "down x", "enter", "tab tab tab down down", "shift+tab left"}[(w+h)%5])
				exact(t, fmt.Sprintf("form %q at %dx%d", s, w, h), f.View(), w, h)
				if c := f.Cursor(); c != nil && (c.X < 1 || c.X >= w-1 || c.Y < 1 || c.Y >= h-1) {
					t.Fatalf("%q at %dx%d: cursor at %d,%d", s, w, h, c.X, c.Y)
				}
			}
		}
	}
}

func exact(t *testing.T, what string, view []string, w, h int) {
	t.Helper()
	if len(view) != h {
		t.Fatalf("%s: %d lines", what, len(view))
	}
	for _, l := range view {
		if n := cells.Width(l); n != w {
			t.Fatalf("%s: %d cells: %q", what, n, l)
		}
	}
}

// With a picture beside it each frame is exact, and the cursor stays in the
// fields.
func TestEverySizeBesideAPicture(t *testing.T) {
	for w := range 130 {
		for _, h := range []int{0, 1, 3, 7, 8, 14, 40} {
			f := newForm(w, h, fill())
			f.SetPicture("/pictures/boat.jpg")
			s, room := f.Sight()
			for _, lines := range [][]string{nil, {"[picture]"}, slices.Repeat([]string{strings.Repeat("x", 300)}, 90)} {
				f.ShowPicture(s, lines, "a note that says what it is or why it cannot be shown")
				exact(t, fmt.Sprintf("%d×%d", w, h), f.View(), w, h)
			}
			if c := f.Cursor(); c != nil && room && c.X >= w-s.Cols-2 {
				t.Errorf("%d×%d: the cursor is in the picture", w, h)
			}
			if room && w < 60 || !room && w >= 78 && h >= 14 {
				t.Errorf("%d×%d: room %v, %+v", w, h, room, s)
			}
			press(f, "tab tab x tab")
			exact(t, fmt.Sprintf("%d×%d", w, h), f.View(), w, h)
		}
	}
}
