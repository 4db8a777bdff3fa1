// Package preview is the pane that shows the selected picture. It gets the
// picture as finished lines of cells: nothing is decoded or scaled here.
package preview

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Pane is the preview pane. It shows one of: a picture with its caption, the
// last picture dimmed under a line that says what is awaited, or words.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool

	picture  []string // lines of cells, all as wide as cols
	brief    []string // the same in fewer bytes, while nothing lies over them
	dimmed   []string // the same, dim; made when first needed
	cols     int
	cells    bool             // something lies over the picture
	note     string           // size and zoom of the picture
	warning  string           // what is wrong with it, "" for nothing
	caption  string           // what it is
	full     bool             // the picture has the screen to itself
	shown    picture.Rendered // what the zoom keys start from, without its lines
	unplayed string           // said below a video that cannot be played here
	film     *film            // what of it is seen while it plays; nil for its still
	zoom     picture.Zoom     // what the person asked for
	waiting  string           // shown while the next picture is made
	words    []string         // shown instead of a picture
	view     []string
}

// New returns an empty preview pane.
func New(st *theme.Styles, acts *action.Table) *Pane { return &Pane{st: st, acts: acts} }

// SetSize sets the outer size in cells. A picture made for another size stays
// until the next one comes.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Room returns the cells a picture may take.
func (p *Pane) Room() (cols, rows int) { return box.Inner(p.w, p.h) }

// SetCaption says what is shown, in the border below it.
func (p *Pane) SetCaption(words string) {
	if words != p.caption {
		p.caption, p.view = words, nil
	}
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused, p.view = false, nil }

// Capturing tells whether the pane takes text; it never does.
func (p *Pane) Capturing() bool { return false }

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place { return action.Preview }

// Cursor returns nil: the pane has no text cursor.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view, p.dimmed = nil, nil }

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts := p.acts
	look := acts.Hint(action.Preview, action.ResultLook)
	if p.full {
		look = acts.HintAs(action.Preview, action.StudioBack, "back")
	}
	if p.shown.Duration > 0 {
		return p.videoHints(look)
	}
	hints := append([]action.Hint{look}, acts.Hints(action.Preview, action.ResultNewSeed, action.ResultFixSeed, action.ResultPick, action.ResultDrop)...)
	hints = append(hints, acts.MenuHint(action.Preview, action.CopyMenu))
	hints = append(hints, acts.Hints(action.Preview, action.ResultOpen, action.PaneZoom)...)
	// Panning comes first: it takes keys that mean something else otherwise.
	at := 1
	if p.panning() {
		at = 0
	}
	return slices.Insert(hints, at, p.zoomHints()...)
}

// SetFull says whether the picture has the screen to itself: looking closer goes
// back then.
func (p *Pane) SetFull(on bool) { p.full = on }

// Show puts a picture in the pane: lines of cells, each cols wide. There is
// nothing to zoom then; ShowPicture is for pictures that can be drawn again.
func (p *Pane) Show(lines []string, cols int, note string) {
	p.picture, p.dimmed, p.cols, p.note, p.warning = lines, nil, cols, note, ""
	p.shown, p.brief, p.film = picture.Rendered{}, nil, nil
	p.waiting, p.words, p.view = "", nil, nil
}

// ShowPicture puts a drawing in the pane, with its size and zoom above it. The
// zoom keys go on from there.
func (p *Pane) ShowPicture(r picture.Rendered) {
	p.Show(r.Lines, r.Cols, sizeNote(r))
	var wrong []string
	if r.Coarse {
		wrong = append(wrong, p.acts.Words("few colours: {result.open} opens it"))
	}
	if r.Costly {
		wrong = append(wrong, "in characters: picture_bytes allows no more")
	}
	if r.Partial {
		wrong = append(wrong, "damaged: part is missing")
	}
	if r.Duration > 0 && p.unplayed != "" {
		wrong = append(wrong, p.unplayed)
	}
	if r.Animated != "" {
		wrong = append(wrong, "the first frame of an animation ("+r.Animated+")")
	}
	p.warning = strings.Join(wrong, " · ")
	p.shown, p.brief = r, r.Brief
	p.shown.Lines, p.shown.Brief, p.shown.Transmit, p.shown.Graphic = nil, nil, "", nil // the cache keeps those
}

// Soon is what Wait says while the next picture is drawn, which takes no time
// worth dimming the last one for where the terminal draws it.
const Soon = "…"

// awaited tells whether something is waited for that takes long.
func (p *Pane) awaited() bool {
	return p.waiting != "" && (p.waiting != Soon || p.shown.ImageID == 0)
}

// ShowCells makes View draw the picture in cells that each stand for themselves,
// although there are lines of fewer bytes, because something lies over it.
func (p *Pane) ShowCells(on bool) {
	if on != p.cells {
		p.cells, p.view, p.dimmed = on, nil, nil
	}
}

// Wait says what is awaited. The last picture stays, dimmed, until Show.
func (p *Pane) Wait(what string) {
	if p.waiting != what || p.words != nil {
		p.waiting, p.words, p.view = what, nil, nil
	}
}

// Say shows words instead of a picture.
func (p *Pane) Say(lines ...string) {
	p.words, p.picture, p.dimmed, p.brief, p.waiting, p.view = lines, nil, nil, nil, "", nil
	p.shown, p.film = picture.Rendered{}, nil
}

// Clear empties the pane.
func (p *Pane) Clear() {
	p.picture, p.dimmed, p.brief, p.words, p.waiting, p.note, p.warning, p.view = nil, nil, nil, nil, "", "", "", nil
	p.shown, p.film = picture.Rendered{}, nil
}

// Update handles the zoom keys. The root handles the others of a selected
// picture.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		cmd, _ := p.acts.Press(action.Preview, k, p.Act)
		return cmd
	}
	return nil
}

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		f := box.Frame{Title: "Preview", Footer: p.below(), Focused: p.focused}
		if p.picture != nil && p.words == nil {
			f.Note = p.note
			if p.film != nil {
				f.Note = p.film.note
			}
		}
		p.view = box.Draw(p.st, f, p.body(), p.w, p.h)
	}
	return p.view
}

// below is what the lower border says: what is awaited while the last picture
// stays, what is wrong with the one shown, and what it is.
func (p *Pane) below() string {
	switch {
	case p.words != nil || p.picture == nil:
		return p.caption
	case p.waiting == Soon && p.caption != "":
		return p.caption + " · " + Soon
	case p.waiting != "":
		return p.st.Busy.Render(p.waiting)
	case p.warning != "" && p.caption != "":
		return p.st.Warn.Render(p.warning) + " · " + p.caption
	case p.warning != "":
		return p.st.Warn.Render(p.warning)
	}
	return p.caption
}

func (p *Pane) body() []string {
	w, h := box.Inner(p.w, p.h)
	switch {
	case p.words != nil:
		return upright(wrapped(p.words, w-4), h)
	case p.waiting != "" && p.picture == nil:
		return centred([]string{p.st.Busy.Render(p.waiting)}, w, h)
	case p.picture == nil:
		return centred([]string{p.st.Dim.Render("the picture appears here")}, w, h)
	}
	return p.placed(w, h)
}

// placed centres the picture in w × h cells; one that is too large, made for
// another size, is cut until the right one comes.
func (p *Pane) placed(w, h int) []string {
	seen, _, cols := p.seen()
	left := strings.Repeat(" ", max(0, (w-cols)/2))
	above := max(0, (h-len(seen))/2)
	out := make([]string, 0, h)
	for range above {
		out = append(out, "")
	}
	lines := p.shownLines()
	if p.awaited() {
		lines = p.dim()
	}
	for _, l := range lines[:min(len(lines), h)] {
		out = append(out, left+l)
	}
	for len(out) < h {
		out = append(out, "")
	}
	return out
}

// shownLines are the lines of the picture, in as few bytes as what lies over them
// lets.
func (p *Pane) shownLines() []string {
	lines, brief, _ := p.seen()
	if brief != nil && !p.cells {
		return brief
	}
	return lines
}

// dim returns the picture with its colours taken back. What has no colours of
// its own is made faint.
func (p *Pane) dim() []string {
	if p.dimmed == nil {
		lines := p.shownLines()
		p.dimmed = picture.Dim(lines, !p.st.Dark)
		for i, l := range p.dimmed {
			if l == lines[i] {
				p.dimmed[i] = "\x1b[2m" + l + "\x1b[m"
			}
		}
	}
	return p.dimmed
}

func wrapped(lines []string, w int) []string {
	var out []string
	for _, l := range lines {
		out = append(out, cells.Wordwrap(l, max(1, w))...)
	}
	return out
}

// upright puts words to read at the left, in the middle of the height.
func upright(lines []string, h int) []string {
	out := make([]string, 0, h)
	for range max(0, (h-len(lines))/3) {
		out = append(out, "")
	}
	for _, l := range lines {
		out = append(out, "  "+l)
	}
	return out
}

func centred(lines []string, w, h int) []string {
	out := make([]string, 0, h)
	for range max(0, (h-len(lines))/2) {
		out = append(out, "")
	}
	for _, l := range lines {
		out = append(out, strings.Repeat(" ", max(0, (w-cells.Width(l))/2))+l)
	}
	return out
}
