// Package seed is the pane that says which seeds and aspect ratios are made.
package seed

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/box"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/theme"
)

// ChangedMsg says that seeds, ratios or hold changed.
type ChangedMsg struct{}

// DrawMsg asks to draw new random seeds, to come back through SetDrawn.
type DrawMsg struct{}

// Pane is the seed and aspect ratio pane.
type Pane struct {
	st       *theme.Styles
	km       *keymap.Map
	w, h     int
	focused  bool
	spec     string
	choices  []string
	ratios   []string
	hold     bool
	drawn    []int64
	validate func(string) error
}

// New returns a pane that asks for one random seed.
func New(st *theme.Styles, km *keymap.Map) *Pane { return &Pane{st: st, km: km, spec: "random"} }

// Spec returns the seeds as text: "random", "random:4", "7", "1-8" or "1,5,9".
func (p *Pane) Spec() string { return p.spec }

// SetSpec sets the seeds from such a text.
func (p *Pane) SetSpec(spec string) { p.spec = spec }

// SetValidate sets what checks a spec the person wrote. Its error is shown.
func (p *Pane) SetValidate(check func(string) error) { p.validate = check }

// SetRatioChoices sets the aspect ratios that can be marked, in order.
func (p *Pane) SetRatioChoices(ratios []string) { p.choices = slices.Clone(ratios) }

// Ratios returns the marked aspect ratios in the order of the choices.
func (p *Pane) Ratios() []string {
	if len(p.ratios) == 0 && len(p.choices) > 0 {
		return p.choices[:1]
	}
	return slices.Clone(p.ratios)
}

// SetRatios marks exactly these aspect ratios; unknown ones become choices.
func (p *Pane) SetRatios(ratios []string) { p.ratios = slices.Clone(ratios) }

// SetDrawn tells which seeds were drawn last, in order.
func (p *Pane) SetDrawn(seeds []int64) { p.drawn = slices.Clone(seeds) }

// Held returns the seeds that are held, or nil when new ones are drawn.
func (p *Pane) Held() []int64 {
	if !p.hold {
		return nil
	}
	return slices.Clone(p.drawn)
}

// SetHold turns hold on with seeds, or off.
func (p *Pane) SetHold(on bool, seeds []int64) {
	p.hold = on && len(seeds) > 0
	if p.hold {
		p.drawn = slices.Clone(seeds)
	}
}

// Text returns the seeds as the pane shows them: "random ×4", "1-8", or the
// held ones "811 812 813 814".
func (p *Pane) Text() string {
	if n, ok := strings.CutPrefix(p.spec, "random:"); ok {
		return "random ×" + n
	}
	return p.spec
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) { p.w, p.h = w, h }

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused = true; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused = false }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return false }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() {}

// Update handles keys.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && key.Matches(k, p.km.Seed.Draw) {
		return func() tea.Msg { return DrawMsg{} }
	}
	return nil
}

// Click selects the line under the mouse.
func (p *Pane) Click(_, _ int) tea.Cmd { return nil }

// Wheel does nothing: all lines are in view.
func (p *Pane) Wheel(_ int) {}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	s := p.km.Seed
	return []key.Binding{s.Edit, s.Mark, s.More, s.Less, s.Draw, s.Hold}
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	body := []string{" seed   " + p.Text(), " ratio  " + strings.Join(p.Ratios(), " "), " hold   off"}
	return box.Draw(p.st, box.Frame{Title: "Seed & ratio", Focused: p.focused}, body, p.w, p.h)
}
