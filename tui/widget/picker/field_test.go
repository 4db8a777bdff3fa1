package picker

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// Every key that edits may come at any place of the text; none of them ends the
// program, and the cursor stays where the terminal has it.
func TestEditingKeysAtEveryPlace(t *testing.T) {
	t.Parallel()
	keys := []tea.KeyPressMsg{
		{Code: 'd', Mod: tea.ModAlt},
		{Code: tea.KeyDelete, Mod: tea.ModAlt},
		{Code: tea.KeyBackspace, Mod: tea.ModAlt},
		{Code: tea.KeyDelete, Mod: tea.ModCtrl},
		{Code: 'w', Mod: tea.ModCtrl},
		{Code: 'u', Mod: tea.ModCtrl},
		{Code: 'd', Mod: tea.ModCtrl},
		{Code: tea.KeyDelete},
		{Code: tea.KeyBackspace},
		{Code: tea.KeyHome},
		{Code: tea.KeyEnd},
		{Code: tea.KeyLeft, Mod: tea.ModAlt},
		{Code: 'a', Mod: tea.ModCtrl},
		{Code: 'e', Mod: tea.ModCtrl},
		{Code: 'f', Mod: tea.ModAlt},
		{Code: 'b', Mod: tea.ModAlt},
	}
	for _, written := range []string{"", "x", "a b", "日本 語", "e\u0301 👨‍👩‍👧"} {
		for left := range 7 {
			for _, k := range keys {
				p := open()
				send(p, letters(written)...)
				for range left {
					send(p, tea.KeyPressMsg{Code: tea.KeyLeft})
				}
				send(p, k, k)
				first := ansi.Strip(p.View(40, 20)[1])
				if x := p.Cursor().X; x < 4 || x > 38 || cells.Width(first) != 40 {
					t.Errorf("%q, %d left, %s: cursor at %d of %q", written, left, k, x, first)
				}
			}
		}
	}
}

// A key is not shown, in one paste or in parts, and neither is what a terminal
// acts on or nobody sees.
func TestWhatIsPastedIsSafe(t *testing.T) {
	t.Parallel()
	const canary = "vk-test-canary0123456789abcdefghij"
	for _, parts := range [][]string{{canary}, {"see " + canary}, {canary[:3], canary[3:]}} {
		p := open()
		for _, part := range parts {
			p.Update(tea.PasteMsg{Content: part})
		}
		v := ansi.Strip(strings.Join(p.View(80, 20), "\n"))
		if strings.Contains(v, canary[8:]) || !strings.Contains(v, "API key") {
			t.Errorf("%q shows\n%s", parts, v)
		}
		send(p, tea.KeyPressMsg{Code: 'z', Text: "z"})
		if v := ansi.Strip(strings.Join(p.View(80, 20), "\n")); strings.Contains(v, "API key") {
			t.Errorf("the reason stays:\n%s", v)
		}
	}
	p := open()
	p.Update(tea.PasteMsg{Content: "a\u202eb\u200b\x1b]0;c\x07\u2066d"})
	if v := strings.Join(p.View(80, 20), "\n"); strings.ContainsAny(v, "\u202e\u200b\u2066\x07") {
		t.Errorf("%q", v)
	}
	if p.Update(tea.PasteMsg{Content: strings.Repeat("日", 500)}); p.Cursor() == nil || len([]rune(p.field.Value())) > maxSearch {
		t.Error(p.field.Value())
	}
}
