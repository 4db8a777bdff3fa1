package results

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// The filter takes every editing key at every place, long and wide text, and no
// API key.
func TestFilterLine(t *testing.T) {
	t.Parallel()
	p := pane(2, 5)
	p.SetSize(60, 12)
	p.Focus()
	p.StartFilter()
	for _, k := range []tea.KeyPressMsg{
		{Code: 'x', Text: "x"},
		{Code: tea.KeyLeft},
		{Code: 'd', Mod: tea.ModAlt},
		{Code: tea.KeyDelete, Mod: tea.ModAlt},
		{Code: tea.KeyDelete},
	} {
		p.Update(k)
	}
	if p.Filter() != "" {
		t.Errorf("left: %q", p.Filter())
	}
	p.Update(tea.PasteMsg{Content: strings.Repeat("日本語 \u202e", 30)})
	line := ansi.Strip(p.View()[0])
	if x := p.Cursor().X; x < 13 || x > 58 || strings.Contains(line, "\u202e") || cells.Width(line) != 60 {
		t.Errorf("cursor at %d of %q", x, line)
	}
	p.SetFilter("")
	p.Update(tea.PasteMsg{Content: "vk-test-canary0123456789abcdefghij"})
	if v := ansi.Strip(strings.Join(p.View(), "\n")); p.Filter() != "" || !strings.Contains(v, "API key") {
		t.Errorf("%q:\n%s", p.Filter(), v)
	}
	p.Update(tea.PasteMsg{Content: "tag:"})
	if v := ansi.Strip(strings.Join(p.View(), "\n")); !strings.Contains(v, "column 5: tag: needs a value") {
		t.Error(v)
	}
}
