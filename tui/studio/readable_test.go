package studio

import (
	"image/color"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"

	"imagine-tui/tui/widget/theme"
)

// Every letter of every screen can be read on what it is drawn on, in every theme
// whose ground is its own; where the ground is the terminal's, on the darkest and
// the lightest that it is made for.
func TestEveryScreenIsReadable(t *testing.T) {
	t.Parallel()
	for _, p := range theme.BuiltIn() {
		if p.Few {
			continue
		}
		least := 4.5
		if p.Name == "contrast" {
			least = 7
		}
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			for name, set := range states {
				if strings.HasPrefix(name, "light") {
					continue // it brings its own theme
				}
				m := studioWith(t, 120, 40, func(o *Options) { o.Config.Theme = p.Name })
				set(m)
				if m.st.Name != p.Name {
					t.Fatalf("%s is drawn in %s", name, m.st.Name)
				}
				lookAtLetters(t, m, name, least)
			}
		})
	}
}

func lookAtLetters(t *testing.T, m *Model, name string, least float64) {
	t.Helper()
	content := m.View().Content
	screen := uv.NewScreenBuffer(120, 40)
	uv.NewStyledString(content).Draw(screen, screen.Bounds())
	told := map[[2]color.Color]bool{}
	for y := range 40 {
		for x := range 120 {
			cell := screen.CellAt(x, y)
			r, _ := utf8.DecodeRuneInString(cell.Content)
			if cell.Content == "" || unicode.IsSpace(r) || r > unicode.MaxASCII && !unicode.IsLetter(r) {
				continue // no text
			}
			for _, ground := range groundsOf(m.st) {
				on, ink := cell.Style.Bg, cell.Style.Fg
				if on == nil {
					on = ground
				}
				if ink == nil && m.st.Ground == nil && cell.Style.Bg == nil {
					continue // the terminal's own, on its own ground
				}
				if ink == nil || on == nil {
					t.Fatalf("%s, %d,%d: %q has no colour of its own on %v", name, x, y, cell.Content, on)
				}
				if got := theme.Contrast(ink, on); got < least && !told[[2]color.Color{ink, on}] {
					told[[2]color.Color{ink, on}] = true
					t.Errorf("%s, %d,%d: %q, %v on %v: %.2f", name, x, y, cell.Content, ink, on, got)
				}
			}
		}
	}
}

// groundsOf are the outermost grounds that a theme is made for, or its own.
func groundsOf(st *theme.Styles) []color.Color {
	switch {
	case st.Ground != nil:
		return []color.Color{nil} // each cell has its own
	case st.Dark:
		return []color.Color{color.Black, color.RGBA{0x2e, 0x34, 0x40, 0xff}}
	}
	return []color.Color{color.White, color.RGBA{0xee, 0xe8, 0xd5, 0xff}}
}
