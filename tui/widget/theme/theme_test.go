package theme

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// readable is the contrast from which on WCAG 2 calls text readable (AA).
const readable = 4.5

// grounds are those that people have in their terminals, from the darkest to the
// lightest that themes without a ground of their own are made for.
func grounds(p Palette) []string {
	switch {
	case p.Ground != "":
		return []string{string(p.Ground)}
	case p.Dark:
		return []string{"#000000", "#1e1e1e", "#282c34", "#002b36", "#2e3440"}
	}
	return []string{"#ffffff", "#fdf6e3", "#fbf1c7", "#eee8d5"}
}

// Every style that draws text can be read on every ground that it is drawn on, in
// 256 colours too.
func TestEveryTextIsReadable(t *testing.T) {
	t.Parallel()
	for _, p := range BuiltIn() {
		if p.Few {
			continue // its colours are the terminal's
		}
		st := New(p.Dark)
		st.Use(&p)
		if st.Name != p.Name || st.Dark != p.Dark {
			t.Errorf("%s: it calls itself %s, dark %v", p.Name, st.Name, st.Dark)
		}
		least := readable
		if p.Name == "contrast" {
			least = 7
		}
		for _, ground := range grounds(p) {
			for name, style := range texts(st) {
				for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
					on, ink := profile.Convert(style.GetBackground()), style.GetForeground()
					if style.GetBackground() == (lipgloss.NoColor{}) {
						on = lipgloss.Color(ground)
						if p.Ground != "" { // else it is the terminal's, however many colours it takes
							on = profile.Convert(on)
						}
					}
					if ink == (lipgloss.NoColor{}) {
						if p.Ground == "" {
							continue // the terminal's own, on its own ground
						}
						ink = st.Ground.Ink
					}
					if got := Contrast(profile.Convert(ink), on); got < least {
						t.Errorf("%s, %s on %s in %v: %.2f", p.Name, name, ground, profile, got)
					}
				}
			}
		}
	}
}

// texts are the styles that text is drawn in: all but the border without focus,
// which is lines alone.
func texts(st *Styles) map[string]lipgloss.Style {
	out := map[string]lipgloss.Style{}
	of := reflect.ValueOf(*st)
	for i := range of.NumField() {
		field := of.Type().Field(i)
		if !field.IsExported() || field.Type != reflect.TypeFor[lipgloss.Style]() || field.Name == "Border" {
			continue
		}
		out[field.Name] = of.Field(i).Interface().(lipgloss.Style)
	}
	return out
}

// There are the themes that are promised: on light grounds and dark ones, with as
// much contrast as there is, and one that leaves colours to the terminal.
func TestBuiltIn(t *testing.T) {
	t.Parallel()
	light, few, names := 0, 0, map[string]bool{}
	for _, p := range BuiltIn() {
		if names[p.Name] || p.About == "" {
			t.Errorf("%q: twice, or nothing is said of it", p.Name)
		}
		names[p.Name] = true
		switch {
		case p.Few:
			few++
		case !p.Dark:
			light++
		}
		if p.Ground != "" && p.Dark != (Luminance(p.Ground.colour()) < darkBelow) {
			t.Errorf("%s is dark: %v", p.Name, p.Dark)
		}
		for _, part := range parts {
			c := *part.of(&p)
			if _, err := ParseColour(string(c)); c != "" && err != nil {
				t.Errorf("%s, %s: %v", p.Name, part.name, err)
			}
		}
	}
	if len(names) < 6 || light < 2 || few != 1 || !names["contrast"] {
		t.Errorf("%v: %d light, %d with few colours", names, light, few)
	}
}

// What decides is the theme that was chosen, then the ground; with few colours all
// themes are the terminal's.
func TestUse(t *testing.T) {
	t.Parallel()
	paper, _ := Find(BuiltIn(), "paper")
	st := New(true)
	for _, c := range []struct {
		do   func() bool
		look string
	}{
		{func() bool { return st.Set(false) }, "true light light"},
		{func() bool { return st.Set(false) }, "false light light"},
		{func() bool { return st.Use(&paper) }, "true paper light ground"},
		{func() bool { return st.Use(&paper) }, "false paper light ground"},
		{func() bool { return st.Set(true) }, "false paper light ground"},
		{func() bool { return st.SetFew(true) }, "true paper dark few"},
		{func() bool { return st.Use(nil) }, "true dark dark few"},
		{func() bool { return st.SetFew(false) }, "true dark dark"},
	} {
		changed := c.do()
		got := fmt.Sprint(changed, " ", st.Name, " ", map[bool]string{true: "dark", false: "light"}[st.Dark])
		if st.Ground != nil {
			got += " ground"
		}
		if st.Few {
			got += " few"
		}
		if got != c.look {
			t.Errorf("%s, want %s", got, c.look)
		}
	}
}

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want string
	}{{"#000", "#ffffff", "21.00"}, {"#777777", "#fff", "4.48"}, {"#123456", "#123456", "1.00"}} {
		if got := fmt.Sprintf("%.2f", Contrast(lipgloss.Color(c.a), lipgloss.Color(c.b))); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

// A theme of somebody's own is one of the program's with other colours, and a
// mistake in it is named.
func TestDerive(t *testing.T) {
	t.Parallel()
	type colours = map[string]string
	for _, c := range []struct {
		base    string
		colours colours
		want    string
	}{
		{"", nil, "dark on  #c4a0ff"},
		{"", colours{"accent": "Cyan"}, "dark on  6"},
		{"", colours{"background": "#fff"}, "light on #fff #8a3b12"},
		{"", colours{"background": "#101010", "accent": "208"}, "dark on #101010 208"},
		{"night", colours{"background": ""}, "dark on  #c4a0ff"},
		{"light", colours{"background": "#FFFFF0", "text": "black"}, "light on #fffff0 #6a2fc0"},
		{"", colours{"acent": "red"}, `no colour is called "acent"; did you mean "accent"?`},
		{"", colours{"accent": "reddish"}, `accent: "reddish" is no colour: write "#c4a0ff", a number from 0 to 255, or a name such as "cyan" or "bright-cyan"`},
		{"", colours{"accent": "#12345"}, `accent: "#12345" is no colour`},
		{"", colours{"accent": "256"}, `accent: "256" is no colour`},
		{"", colours{"accent": ""}, `accent: "" is no colour`},
		{"nigth", nil, `base: no theme of the program is called "nigth"; did you mean "night"?`},
		{"terminal", nil, `base: "terminal" has no colours that could be changed`},
	} {
		p, err := Derive("mine", c.base, c.colours)
		got := fmt.Sprint(map[bool]string{true: "dark", false: "light"}[p.Dark], " on ", p.Ground, " ", p.Accent)
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, c.want) || err == nil && (got != c.want || p.Name != "mine") {
			t.Errorf("%q, %v: %s, want %s", c.base, c.colours, got, c.want)
		}
	}
	if p, err := Derive("mine", "dark", colours{"background": "#000080"}); err != nil || Contrast(p.Text.colour(), p.Ground.colour()) < readable {
		t.Errorf("%v: %q on %q", err, p.Text, p.Ground)
	}
}

// The ground lies under all that has no ground of its own, and comes back after
// each colour.
func TestGround(t *testing.T) {
	t.Parallel()
	p, _ := Find(BuiltIn(), "paper")
	g := p.ground()
	const ink, paper = "I", "P"
	plain := strings.NewReplacer(g.ink, ink, g.paper, paper, "\x1b", "^")
	for row, want := range map[string]string{
		"a":                                "IPa^[m",
		"\x1b[1ma\x1b[mb":                  "IP^[1ma^[mIPb^[m",
		"\x1b[38;2;1;2;0ma\x1b[39mb":       "IP^[38;2;1;2;0ma^[39mIb^[m",
		"\x1b[0;48;5;49ma\x1b[49;1mb":      "IP^[0;48;5;49mIa^[49;1mPb^[m",
		"\x1b[0;31;44ma\x1b[0mb":           "IP^[0;31;44ma^[0mIPb^[m",
		"\x1b[38:2::1:2:3ma\x1b[;97;107mb": "IP^[38:2::1:2:3ma^[;97;107mb^[m",
		"\x1b[2Ka\x1b[":                    "IP^[2Ka^[^[m",
	} {
		if got := plain.Replace(g.row(row)); got != want {
			t.Errorf("%q: %s, want %s", row, got, want)
		}
	}
	if rows := (*Ground)(nil).Under([]string{"a"}); rows[0] != "a" {
		t.Errorf("%q", rows)
	}
	if (&Palette{}).ground() != nil {
		t.Error("a theme without a ground has one")
	}
}
