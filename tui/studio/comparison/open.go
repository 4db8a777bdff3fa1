package comparison

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/compare"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Open puts the marked results side by side; with none marked, the selected one
// and the one looked at before it.
func (f *Flow) Open() tea.Cmd {
	if f.host.OnScreen(Screen) {
		return nil
	}
	rows := f.o.Gallery.Marked()
	var look tea.Cmd
	if len(rows) < 2 {
		rows = nil
		look = f.o.Look() // this may come before the move just made was seen
		this, ok := f.o.Results.Selected()
		before, had := f.o.Before()
		if ok && had && before.ID != this.ID {
			rows = []gallery.Row{before, this}
		}
	}
	rows = slices.DeleteFunc(rows, func(r gallery.Row) bool { return r.State != gallery.Saved })
	if len(rows) < 2 {
		return tea.Batch(look, f.host.Say(f.host.WithKeys("Mark two saved results with {list.mark}, or view two, then press {result.compare}.")))
	}
	return tea.Batch(look, f.show(rows))
}

// OpenBefore compares a picture with what it was made from, one over the other:
// with a result, or with a file of the person's own as it was sent.
func (f *Flow) OpenBefore() tea.Cmd {
	this, ok := f.o.Results.Selected()
	if !ok || this.Parent == "" {
		return f.host.Say("This one was made from a prompt alone: there is nothing to compare it with.")
	}
	before, ok := f.o.Gallery.RowOfFile(this.Parent)
	if ok {
		return f.over(before, this)
	}
	made := this.Request()
	sent, ok := made.Picture()
	if !ok || !gallery.OwnFile(this, this.Parent) {
		return f.host.Say("Its source, " + gallery.FileName(this.Parent) + ", is not in the list.")
	}
	ctx, parent := f.o.Context, this.Parent
	return func() tea.Msg { return beforeMsg{this, beforeOf(ctx, sent, parent)} }
}

// beforeMsg is where a picture lies that another was made from, "" where it is
// not any more what it was.
type beforeMsg struct {
	this gallery.Row
	path string
}

// beforeOf finds a file of the person's own as it was sent, by its hash: the file
// itself, or the copy that was made of it to be sent.
func beforeOf(ctx context.Context, sent api.Input, parent string) string {
	for _, path := range []string{parent, sent.Path} {
		if sum, err := history.FileHash(ctx, path); err == nil && sum == sent.SHA256 {
			return path
		}
	}
	return ""
}

func (f *Flow) before(msg beforeMsg) tea.Cmd {
	name := gallery.FileName(msg.this.Parent)
	if msg.path == "" {
		return f.host.Say("Its source is " + name + ", one of your files, which is gone or has changed.")
	}
	if row, ok := f.o.Gallery.RowOfFile(msg.path); ok {
		return f.over(row, msg.this)
	}
	return f.over(gallery.Row{ID: msg.path, Path: msg.path, State: gallery.Saved, Prompt: name}, msg.this)
}

// over lays a picture over the one it was made from.
func (f *Flow) over(before, this gallery.Row) tea.Cmd {
	cmd := f.show([]gallery.Row{before, this})
	slide, _ := f.open.pane.Act(action.CompareSlider)
	return tea.Batch(cmd, slide)
}

func (f *Flow) show(rows []gallery.Row) tea.Cmd {
	s := &session{pane: compare.New(f.o.Styles, f.o.Actions)}
	var sides []compare.Side
	for i, r := range rows {
		if i < compare.MaxSides {
			known := f.o.Gallery.Find(r.ID)
			if known == nil { // a file of the person's own
				known = &r
				s.own = known
			}
			sides = append(sides, f.side(known))
		} else {
			s.next = append(s.next, r.ID)
		}
	}
	open := f.begin(s, s.pane, Screen)
	cmd := s.pane.SetSides(sides, len(rows))
	first := sides[0]
	if s.own != nil { // what is judged is the result
		first = sides[1]
	}
	f.o.Results.Select(first.Row.ID)
	return tea.Batch(open, cmd, s.pane.Want(), f.measure(s.pane, rows))
}

// begin opens the screen of a session, over that of another, and ends with it.
func (f *Flow) begin(s *session, screen flow.Screen, name string) tea.Cmd {
	ctx, cancel := context.WithCancel(f.o.Context)
	under := f.open
	s.ctx, f.open = ctx, s
	return f.host.OpenScreen(flow.Opened{Screen: screen, Name: name, Pictures: true, Closed: func() tea.Cmd {
		cancel()
		f.open = under
		if s.duel != nil {
			f.o.Undo.Forget(duelStep)
		}
		return f.o.Display.Free(s.images...)
	}})
}

// side is a row as the compare screen takes it.
func (f *Flow) side(r *gallery.Row) compare.Side {
	s := compare.Side{Row: r, Name: f.name(r), Text: r.Request().Prompt}
	if r.Recipe == nil && r.Operation == "" {
		s.Name = "before"
		s.Settings = []compare.Setting{{Name: "file", Value: r.Prompt}}
		return s
	}
	add := func(name, value string) {
		if value != "" {
			s.Settings = append(s.Settings, compare.Setting{Name: name, Value: value})
		}
	}
	add("made by", r.Operation)
	add("style", r.Style)
	add("ratio", r.Ratio)
	if r.Seed > 0 {
		add("seed", strconv.FormatInt(r.Seed, 10))
	}
	if r.Parent != "" {
		add("from", gallery.FileName(r.Parent))
	}
	add("key", r.Key)
	return s
}

// longestName is how many cells of what a prompt has of its own name a side.
const longestName = 24

// name tells a result from others beside it: what sets it apart in its batch, its
// seed in few letters, else what made it.
func (f *Flow) name(r *gallery.Row) string {
	b := f.o.Gallery.Batch(r.Batch)
	if b == nil {
		return gallery.OperationWord(r.Operation)
	}
	label, rest := b.Apart(r)
	if b.Len() == 1 && r.Seed > 0 {
		label, rest = "", nil // nothing beside it: its seed is enough
	}
	parts := append([]string{cells.Truncate(label, longestName, "…")}, rest...)
	if seed := b.SeedWord(r); !slices.Contains(rest, seed) {
		parts = append(parts, seed)
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return gallery.OperationWord(r.Operation)
	}
	return strings.Join(parts, " ")
}
