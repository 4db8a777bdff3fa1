package appearance

import (
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/picture"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// world is a flow that counts what it led to.
type world struct {
	*Flow
	host              *flowtest.Host
	repainted, redrew int
}

func open(t *testing.T, ground string) *world {
	t.Helper()
	w := &world{host: &flowtest.Host{}}
	w.Flow = New(w.host, Options{
		Styles: theme.New(ground != Light), Display: flowtest.Display(t), Ground: ground,
		Repaint: func() { w.repainted++ }, Redraw: func() tea.Cmd { w.redrew++; return nil },
	})
	return w
}

var (
	black = tea.BackgroundColorMsg{Color: color.Black}
	white = tea.BackgroundColorMsg{Color: color.White}
)

// The terminal's ground is followed, unless the person chose one; everything is
// painted afresh only where it changes.
func TestGround(t *testing.T) {
	for name, c := range map[string]struct {
		ground string
		told   []tea.Msg
		dark   bool
		times  int
	}{
		"nothing said":  {"", nil, true, 0},
		"the same":      {"", []tea.Msg{black}, true, 0},
		"light":         {Auto, []tea.Msg{white}, false, 1},
		"and back":      {Auto, []tea.Msg{white, white, black}, true, 2},
		"chosen, dark":  {Dark, []tea.Msg{white}, true, 0},
		"chosen, light": {Light, []tea.Msg{black}, false, 0},
	} {
		w := open(t, c.ground)
		for _, msg := range c.told {
			if handled, _ := w.Update(msg); !handled {
				t.Errorf("%s: not taken", name)
			}
		}
		if w.o.Styles.Dark != c.dark || w.repainted != c.times || w.redrew != c.times {
			t.Errorf("%s: dark %v, painted %d times, drawn %d times", name, w.o.Styles.Dark, w.repainted, w.redrew)
		}
	}
}

func TestChosenGround(t *testing.T) {
	w := open(t, Auto)
	for _, c := range []struct {
		name  string
		dark  bool
		times int
	}{{Dark, true, 0}, {Light, false, 1}, {Light, false, 1}, {Dark, true, 2}} {
		if w.SetGround(c.name); w.o.Styles.Dark != c.dark || w.repainted != c.times {
			t.Errorf("%s: dark %v, painted %d times", c.name, w.o.Styles.Dark, w.repainted)
		}
	}
	w.Update(white)
	if w.SetGround(Auto) == nil || !w.o.Styles.Dark {
		t.Error("the terminal is not asked")
	}
	if w.Update(white); w.o.Styles.Dark {
		t.Error("its answer is not followed")
	}
}

func TestSetMode(t *testing.T) {
	w := open(t, Auto)
	w.SetMode("sextant")
	w.SetMode("sextant")
	if w.o.Display.Mode() != picture.ModeSextant || w.redrew != 1 || len(w.host.Said) != 2 || w.host.Said[0] != "Pictures are now drawn as sextant." {
		t.Errorf("%v, drawn %d times, said %q", w.o.Display.Mode(), w.redrew, w.host.Said)
	}
	w.SetMode("crayons")
	if w.o.Display.Mode() != picture.ModeSextant || !strings.Contains(flowtest.Last(w.host.Warned), "crayons") {
		t.Errorf("%v, warned %q", w.o.Display.Mode(), w.host.Warned)
	}
}

// With sixteen colours and fewer nothing is said by colour: the selection is the
// other way round on any ground, and what is bad is bold.
func TestFewColours(t *testing.T) {
	w := open(t, Auto)
	plain := func() bool {
		for _, s := range []lipgloss.Style{w.o.Styles.Cursor, w.o.Styles.Hint, w.o.Styles.Key, w.o.Styles.Border, w.o.Styles.Bad, w.o.Styles.Dim} {
			if s.GetForeground() != (lipgloss.NoColor{}) || s.GetBackground() != (lipgloss.NoColor{}) {
				return false
			}
		}
		return w.o.Styles.Cursor.GetReverse() && w.o.Styles.Bad.GetBold()
	}
	for _, c := range []struct {
		told  tea.Msg
		plain bool
		times int
	}{
		{tea.ColorProfileMsg{Profile: colorprofile.TrueColor}, false, 0},
		{tea.ColorProfileMsg{Profile: colorprofile.ANSI}, true, 1},
		{tea.ColorProfileMsg{Profile: colorprofile.ASCII}, true, 1},
		{white, true, 2}, // the ground changes nothing about that
		{tea.ColorProfileMsg{Profile: colorprofile.ANSI256}, false, 3},
	} {
		if handled, _ := w.Update(c.told); !handled {
			t.Errorf("%T: not taken", c.told)
		}
		if plain() != c.plain || w.repainted != c.times {
			t.Errorf("%+v: plain %v, painted %d times", c.told, plain(), w.repainted)
		}
	}
}

// The person's choice holds, and the environment until the terminal tells.
func TestBeginsLight(t *testing.T) {
	light, dark := []string{"COLORFGBG=0;default;15"}, []string{"COLORFGBG=15;0"}
	for _, c := range []struct {
		ground  string
		environ []string
		want    bool
	}{
		{Auto, light, true},
		{Auto, dark, false},
		{Auto, nil, false},
		{"", light, true},
		{Dark, light, false},
		{Light, dark, true},
		{Light, nil, true},
	} {
		if got := BeginsLight(c.ground, c.environ); got != c.want {
			t.Errorf("%q, %q: light %v", c.ground, c.environ, got)
		}
	}
}
