package studio

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
)

// inputs open everything that text is written into.
var inputs = map[string]func(*Model){
	"prompt":       func(m *Model) { m.panes.focusOn(panePrompt); m.panes.prompt.SetValue("") },
	"filter":       func(m *Model) { m.panes.focusOn(paneResults); m.keyboard.act(action.ResultsFilter) },
	"palette":      func(m *Model) { m.keyboard.act(action.StudioCommands) },
	"tags":         func(m *Model) { m.panes.focusOn(paneResults); m.keyboard.act(action.ResultTags) },
	"style filter": func(m *Model) { m.panes.focusOn(paneStyle); m.keyboard.act(action.StyleFilter) },
	"style id":     func(m *Model) { m.panes.focusOn(paneStyle); m.keyboard.act(action.StyleFree) },
	"style set":    func(m *Model) { m.panes.focusOn(paneStyle); m.keyboard.act(action.StyleSave) },
	"seeds":        func(m *Model) { m.panes.focusOn(paneSeed); m.keyboard.act(action.SeedWrite) },
	"key's name": func(m *Model) {
		m.Update(f2)
		m.Update(plus)
		for range 3 {
			m.Update(tea.KeyPressMsg{Code: tea.KeyTab})
		}
	},
	"form": func(m *Model) { m.flows.edit.Start(api.ImageToVideo) },
}

// In every input the cursor stands right behind what was written, in the cells of
// the renderer, by whatever rule the terminal counts.
func TestCursorBehindWideText(t *testing.T) {
	before := cells.Now()
	t.Cleanup(func() { cells.Use(before) })
	opened := map[string]int{}
	for rule, method := range map[cells.Rule]ansi.Method{cells.Agreed: ansi.WcWidth, cells.CodePoints: ansi.WcWidth, cells.Graphemes: ansi.GraphemeWidth} {
		cells.Use(rule)
		for name, open := range inputs {
			for _, written := range []string{"plain", "灯台の夕暮", "a👩‍🚀b👍🏽", "⚠️❤️1️⃣", "e\u0301x\u0302", "नमस्ते", "किताब বাংলা", "น้ำ ✌ 🫨", "한국어", "مرحبا", "🇨🇭", "x灯"} {
				m := studio(t, 120, 40)
				put(m, "a fox", "sandbox", saved(1))
				open(m)
				if m.View().Cursor == nil {
					t.Fatalf("%s is not open", name)
				}
				m.Update(tea.PasteMsg{Content: written})
				v := m.View()
				if v.Cursor == nil {
					t.Fatalf("%s: no cursor behind %q", name, written)
				}
				shown := cells.Drawn(written)
				row := rowOf(v.Content, method, v.Cursor.Y)
				if !strings.Contains(strings.Join(row, ""), shown) {
					continue // an input that refuses such letters, or searches by them
				}
				opened[name]++
				if text := strings.Join(row[:v.Cursor.X], ""); !strings.HasSuffix(text, shown) || row[v.Cursor.X] == "" {
					t.Errorf("%s, %s: %q: the cursor is at %d, behind %q, on %q", rule, name, written, v.Cursor.X, text, row[v.Cursor.X])
				}
			}
		}
	}
	for name := range inputs {
		if opened[name] < 3 { // some take no letters but those of ids
			t.Errorf("%s showed only %d of what was written", name, opened[name])
		}
	}
}

// rowOf returns the cells of a row as the renderer lays them out; those behind a
// wide character are empty.
func rowOf(content string, method ansi.Method, y int) []string {
	buffer := uv.NewScreenBuffer(120, 40)
	buffer.Method = method
	uv.NewStyledString(content).Draw(buffer, buffer.Bounds())
	var row []string
	for x := range 120 {
		c := buffer.CellAt(x, y)
		row = append(row, c.Content)
	}
	return slices.Clip(row)
}
