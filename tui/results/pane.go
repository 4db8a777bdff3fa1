// Package results is the pane that lists what was made and what is being
// made: batches that fold, rows that show only what differs inside their
// batch, and a filter; as a list or as thumbnails.
package results

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/theme"
)

// SelectedMsg says that the person moved to another row or batch header.
type SelectedMsg struct{ ID string }

// LookMsg asks for a closer look at a row.
type LookMsg struct{ ID string }

// MarkedMsg says that the marks changed.
type MarkedMsg struct{ Count int }

// FilteredMsg says that the person left the filter line, and what the filter
// was before they came to it.
type FilteredMsg struct{ Before string }

// Pane is the results pane.
type Pane struct {
	st *theme.Styles
	km *keymap.Map

	w, h    int
	focused bool
	empty   []string // shown while there is nothing
	frame   int      // of the shared spinner

	gallery *gallery.Gallery
	widths  map[*gallery.Batch]columns

	items    []item // what the list shows now
	filtered bool
	filter   textinput.Model
	typing   bool
	query    gallery.Query
	held     string // selected before a filter hid it
	before   string // filter text when the line was opened

	sel    string // id of the selected row or batch header
	anchor string // last mark, for marking a range
	top    int    // first item in view

	grid grid

	together int  // Together is at work
	behind   bool // the list is to be brought up to date after it

	styles []string // ids tab completes
	view   []string // cached; nil when stale
}

// item is one line of the list: a batch header, a row, or a summary of
// waiting rows, which cannot be selected.
type item struct {
	batch *gallery.Batch
	row   *gallery.Row
	more  int
}

func (it item) id() string {
	switch {
	case it.more > 0:
		return ""
	case it.row != nil:
		return it.row.ID
	}
	return headerID(it.batch.ID)
}

func headerID(batch string) string { return "batch " + batch }

// New returns a pane that lists what a gallery holds.
func New(st *theme.Styles, km *keymap.Map, g *gallery.Gallery) *Pane {
	in := textinput.New()
	in.Prompt = ""
	in.SetVirtualCursor(false)
	in.CharLimit = 200
	return &Pane{st: st, km: km, filter: in, gallery: g, widths: map[*gallery.Batch]columns{}, grid: grid{size: usualWidth, thumbs: newThumbs()}}
}

// SetEmpty sets the lines that stand in the pane while it has no results.
func (p *Pane) SetEmpty(lines []string) { p.empty, p.view = lines, nil }

// SetStyles sets the style ids that tab completes after style: in the filter.
func (p *Pane) SetStyles(ids []string) { p.styles = ids }

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.keepSeat(func() {
			p.w, p.h = w, h
			p.layOut()
		})
	}
}

// Focus gives the pane the keyboard, and its first line the selection when
// there is none yet.
func (p *Pane) Focus() tea.Cmd {
	p.focused, p.view = true, nil
	if p.sel == "" {
		p.selectNear(0)
	}
	return nil
}

// Blur takes the keyboard away; a filter being typed is kept.
func (p *Pane) Blur() {
	p.focused, p.typing, p.view = false, false, nil
	p.filter.Blur()
}

// Capturing tells whether the pane takes text.
func (p *Pane) Capturing() bool { return p.typing }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Len returns the number of rows.
func (p *Pane) Len() int { return p.gallery.Len() }

// Filtered tells whether a filter narrows the list.
func (p *Pane) Filtered() bool { return p.filtered }

// SetFrame turns the spinner of all running rows to frame n.
func (p *Pane) SetFrame(n int) {
	p.frame = n
	for _, it := range p.visible() {
		if it.row != nil && it.row.State.Moving() {
			p.view = nil
			return
		}
	}
}

// MovingIDs lists the rows in view that change with time, and the selected
// row if it does.
func (p *Pane) MovingIDs() []string {
	var out []string
	seen := false
	for _, it := range p.visible() {
		if it.row != nil && it.row.State.Moving() {
			out = append(out, it.row.ID)
			seen = seen || it.row.ID == p.sel
		}
	}
	if r := p.gallery.Find(p.sel); r != nil && !seen && r.State.Moving() {
		out = append(out, r.ID)
	}
	return out
}

// MovingInView tells whether a row in view changes with time.
func (p *Pane) MovingInView() bool {
	for _, it := range p.visible() {
		if it.row != nil && it.row.State.Moving() {
			return true
		}
	}
	return false
}

func (p *Pane) visible() []item {
	if p.grid.on {
		return p.itemsOf(p.between(p.grid.off, p.grid.off+p.listHeight()))
	}
	end := min(len(p.items), p.top+p.listHeight())
	if p.top >= end {
		return nil
	}
	return p.items[p.top:end]
}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	pic, mv := p.km.Picture, p.km.Move
	if p.typing {
		return []key.Binding{
			key.NewBinding(key.WithHelp("enter", "keep filter")),
			key.NewBinding(key.WithHelp("tab", "complete")),
			key.NewBinding(key.WithHelp("esc", "clear")),
		}
	}
	if p.Len() == 0 {
		return []key.Binding{mv.ToPrompt}
	}
	if p.OnHeader() != "" {
		return []key.Binding{key.NewBinding(key.WithHelp(pic.Look.Help().Key, "unfold, fold")), pic.Sheet, mv.NextBatch, mv.PrevBatch, mv.Filter, p.km.Results.Grid}
	}
	return []key.Binding{pic.Look, pic.NewSeed, pic.Fix, pic.BringBack, pic.Pick, pic.Drop, mv.Mark, mv.Filter, pic.Retry, pic.Copy, pic.Open, p.km.Results.Grid}
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	if !p.typing {
		return nil
	}
	return tea.NewCursor(min(p.w-2, p.filterColumn()+p.filter.Position()), 0)
}

// BackHint is the hint for the way from the prompt to the results.
func BackHint() key.Binding { return key.NewBinding(key.WithHelp("esc", "results")) }
