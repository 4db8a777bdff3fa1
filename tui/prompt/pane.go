// Package prompt is the pane in which the prompt is written.
package prompt

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// MaxRunes is the most code points a prompt may have. The service accepts far
// less; this keeps a stray paste from filling memory.
const MaxRunes = 200_000

// Pane is the prompt pane.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	area    *text.Area
	vim     *text.Vim // nil where letters are text, and nothing else
	sample  bool      // the text is the first launch's, selected until touched
	walk    walk
	footer  string
	bad     bool
	first   string   // the first prompts of a template, in one line
	names   Names    // nil where nothing is completed
	view    []string // cached; nil when stale
}

// New returns an empty prompt pane.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, area: text.NewArea(MaxRunes), walk: walk{at: draft}}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w == p.w && h == p.h {
		return
	}
	p.w, p.h, p.view = w, h, nil
	p.area.SetSize(p.textWidth(), h-2)
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd {
	p.focused, p.view = true, nil
	if p.vim != nil {
		p.vim.Insert()
	}
	return nil
}

// Blur takes the keyboard away; the text stays.
func (p *Pane) Blur() { p.focused, p.view = false, nil }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text: always while it has the keyboard.
func (p *Pane) Capturing() bool { return p.focused }

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place { return action.Prompt }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Value returns the whole text.
func (p *Pane) Value() string { return p.area.Value() }

// SetValue replaces the text as one step of undo, with the cursor at its end.
// It reports whether all of it fitted.
func (p *Pane) SetValue(text string) bool {
	p.sample, p.view = false, nil
	p.walk.at = draft
	return p.area.Set(text)
}

// Sample shows text as a first prompt, selected: enter uses it, typing
// replaces it.
func (p *Pane) Sample(text string) {
	p.SetValue(text)
	p.area.SelectAll()
	p.sample = true
}

// SetVim has the text edited as in vi, or as everywhere else. Where it is so already
// nothing changes.
func (p *Pane) SetVim(on bool) {
	if on == (p.vim != nil) {
		return
	}
	p.view, p.vim = nil, nil
	if on {
		p.vim = text.NewVim(p.area)
	}
}

// normal tells whether letters are commands.
func (p *Pane) normal() bool { return p.vim != nil && p.vim.Normal() }

// SetFooter sets the words under the prompt; bad marks a mistake.
func (p *Pane) SetFooter(text string, bad bool) {
	text = clean.Line(text)
	if text != p.footer || bad != p.bad {
		p.footer, p.bad, p.view = text, bad, nil
	}
}

// SetMistakes marks the letters the mistakes of the template are at; without any
// none.
func (p *Pane) SetMistakes(places ...text.Place) {
	p.area.SetFlaws(places...)
	p.view = nil
}

// SetFirst shows, under the text where there is room, the first prompts that a
// template stands for, two spaces apart; none where there are none.
func (p *Pane) SetFirst(prompts ...string) {
	for i, t := range prompts {
		prompts[i] = clean.Line(t)
	}
	if words := strings.Join(prompts, "  "); words != p.first {
		p.first, p.view = words, nil
	}
}

// Click puts the cursor where the mouse is. x and y are relative to the pane.
func (p *Pane) Click(x, y int) tea.Cmd {
	p.touch()
	p.area.Click(x-1-p.pad(), y-1)
	return nil
}

// Wheel scrolls by lines, positive downwards; the cursor stays.
func (p *Pane) Wheel(delta int) {
	p.area.Scroll(delta)
	p.view = nil
}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	if p.completing() {
		return append(
			p.acts.Hints(action.Prompt, action.PromptGenerate),
			p.acts.HintAs(action.Prompt, action.PaneNext, "complete"),
			p.acts.HintAs(action.Prompt, action.StudioBack, "results"),
		)
	}
	return append(
		p.acts.Hints(action.Prompt, action.PromptGenerate, action.PaneNext, action.PromptHistory, action.KeyNext),
		p.acts.HintAs(action.Prompt, action.StudioBack, "results"),
	)
}

// touch ends what holds only until the person does something to the text.
func (p *Pane) touch() {
	p.sample, p.walk.going, p.view = false, false, nil
}
