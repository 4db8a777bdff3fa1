package sheet

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// grid makes a row for each combination, saved, in the order of a plan.
func grid(variants, styles, ratios []string, seeds ...int64) []gallery.Row {
	var out []gallery.Row
	for _, v := range variants {
		for _, st := range styles {
			for _, r := range ratios {
				for _, n := range seeds {
					out = append(out, gallery.Row{
						ID: fmt.Sprintf("%s/%s/%s/%d", v, st, r, n), Label: v, Style: st, Ratio: r, Seed: n,
						State: gallery.Saved, Tokens: 5, Priced: true,
					})
				}
			}
		}
	}
	return out
}

// city is the sheet of the first test plan: 3 prompts × 2 styles × 4 seeds.
func city() []gallery.Row {
	return grid([]string{"dawn", "dusk", "night"}, []string{"flux-dev", "anime"}, []string{"1:1"}, 811, 812, 813, 814)
}

func sheetOf(w, h int, rows []gallery.Row) *Sheet {
	s := New(theme.New(true), action.Default(), gallery.New())
	s.SetSize(w, h)
	add(s, rows...)
	s.Focus()
	s.thumbs.GiveUp() // tests of thumbnails begin the wait
	return s
}

// add puts rows into the gallery and into the sheet.
func add(s *Sheet, rows ...gallery.Row) {
	s.gallery.AddBatch(gallery.Batch{ID: "batch"}, rows, true)
	s.Add(ids(rows)...)
}

func ids(rows []gallery.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

// screen is the sheet as text, checked for its exact size.
func screen(t *testing.T, s *Sheet) string {
	t.Helper()
	lines := slices.Clone(s.View())
	if len(lines) != s.table.h {
		t.Fatalf("%d lines, want %d", len(lines), s.table.h)
	}
	for i, l := range lines {
		if n := cells.Width(l); n != s.table.w {
			t.Fatalf("%d×%d: line %d has %d cells: %q", s.table.w, s.table.h, i, n, l)
		}
		lines[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return strings.Join(lines, "\n")
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"tab": {Code: tea.KeyTab},
}

// do presses keys named with spaces between, and returns what they said apart
// from the end of the wait for thumbnails.
func do(s *Sheet, names string) []tea.Msg {
	var out []tea.Msg
	var waits action.Waiting // for the second key of a pair, as the root does
	for name := range strings.FieldsSeq(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		id, is := s.acts.At(s.Place(), k)
		if !waits.Empty() {
			id, is = s.acts.Then(waits, k)
			waits = action.Waiting{}
		} else if w, begins := s.acts.Begin(s.Place(), k); begins {
			waits = w
		}
		if is {
			cmd, _ := s.act(id)
			out = append(out, said(cmd)...)
		}
	}
	return out
}

// said runs a command, and those of a batch, and returns their messages.
func said(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if b, ok := msg.(tea.BatchMsg); ok {
		var out []tea.Msg
		for _, c := range b {
			out = append(out, said(c)...)
		}
		return out
	}
	switch msg.(type) {
	case nil, thumb.SettledMsg: // tests of thumbnails ask for them
		return nil
	}
	return []tea.Msg{msg}
}

func selected(s *Sheet) string {
	if r := s.Selected(); r != nil {
		return r.ID
	}
	return ""
}

func want(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
}
