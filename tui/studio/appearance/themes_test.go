package appearance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/picker"
	"imagine-tui/tui/widget/theme"
)

// wearing opens a flow with a theme of the person's own, and what the config names.
func wearing(t *testing.T, config string, last Chosen) (*world, string) {
	t.Helper()
	w := open(t, Auto)
	own, err := theme.Derive("harbour", "night", map[string]string{"accent": "#7fd1c7"})
	if err != nil {
		t.Fatal(err)
	}
	w.o.Themes, w.o.Theme = []theme.Palette{own}, config
	return w, w.Begin(last)
}

// What was chosen in the studio holds until the config names another theme; one
// that is gone is told of.
func TestBegin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		config string
		last   Chosen
		wears  string
		says   string
		keeps  Chosen
	}{
		{"auto", Chosen{}, "dark", "", Chosen{}},
		{"paper", Chosen{}, "paper", "", Chosen{}},
		{"harbour", Chosen{}, "harbour", "", Chosen{}},
		{"auto", Chosen{"harbour", "auto"}, "harbour", "", Chosen{"harbour", "auto"}},
		{"paper", Chosen{"harbour", "auto"}, "paper", "", Chosen{}},
		{"paper", Chosen{"auto", "paper"}, "dark", "", Chosen{"auto", "paper"}},
		{"paper", Chosen{"fog", "paper"}, "paper", `The theme "fog" is gone.`, Chosen{}},
		{"fog", Chosen{}, "dark", "", Chosen{"auto", "fog"}},
	} {
		w, said := wearing(t, c.config, c.last)
		if w.o.Styles.Name != c.wears || said != c.says || w.Chosen() != c.keeps || w.repainted+w.redrew != 0 {
			t.Errorf("%q, %+v: wears %s, says %q, keeps %+v", c.config, c.last, w.o.Styles.Name, said, w.Chosen())
		}
	}
}

// The theme under the cursor is seen at once, enter keeps it, and esc goes back to
// the one before.
func TestChooseTheme(t *testing.T) {
	t.Parallel()
	w, _ := wearing(t, "paper", Chosen{})
	press := func(keys ...tea.KeyPressMsg) *picker.Picker {
		w.OpenThemes()
		list := w.host.Dialog().(*picker.Picker)
		list.SetActions(action.Default())
		for _, k := range keys {
			list.Update(k)
		}
		return list
	}
	down := tea.KeyPressMsg{Code: tea.KeyDown}
	letters := func(word string) (out []tea.KeyPressMsg) {
		for _, r := range word {
			out = append(out, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		return out
	}
	var seen []string
	list := press()
	for range len(w.all()) {
		list.Update(down)
		seen = append(seen, w.o.Styles.Name)
	}
	if got := strings.Join(seen, " "); got != "contrast terminal harbour harbour harbour harbour harbour" {
		t.Errorf("seen: %s", got)
	}
	w.host.Answer(t).Esc()
	if w.o.Styles.Name != "paper" || w.Chosen() != (Chosen{}) {
		t.Errorf("left with %s", w.o.Styles.Name)
	}
	press(letters("nig")...)
	if w.o.Styles.Name != "night" {
		t.Errorf("typed, and seen is %s", w.o.Styles.Name)
	}
	press(letters("zzzz")...)
	if w.o.Styles.Name != "paper" { // the one that is chosen
		t.Errorf("nothing fits, and seen is %s", w.o.Styles.Name)
	}
	if w.Chosen() != (Chosen{}) {
		t.Errorf("what was only looked at is kept: %+v", w.Chosen())
	}
	press(letters("harb")...)
	w.host.Answer(t).Item("harbour")
	if w.o.Styles.Name != "harbour" || w.Chosen() != (Chosen{"harbour", "paper"}) || w.repainted != w.redrew {
		t.Errorf("%s, kept %+v, painted %d times, drawn %d times", w.o.Styles.Name, w.Chosen(), w.repainted, w.redrew)
	}
	if !slices.Contains(w.host.Said, "The theme is harbour.") {
		t.Errorf("said %q", w.host.Said)
	}
	w.SetGround(Light)
	if w.o.Styles.Name != "light" || fmt.Sprint(w.Chosen()) != "{auto paper}" {
		t.Errorf("for a light ground: %s, kept %+v", w.o.Styles.Name, w.Chosen())
	}
}
