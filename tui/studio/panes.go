package studio

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/results"
	"imagine-tui/tui/seed"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/theme"
)

// pane is what every pane can do for the studio.
type pane interface {
	SetSize(w, h int)
	Focus() tea.Cmd
	Blur()
	Update(tea.Msg) tea.Cmd
	View() []string
	Cursor() *tea.Cursor
	Capturing() bool
	Place() action.Place
	Act(id action.ID) (tea.Cmd, bool)
	Hints() []action.Hint
	Invalidate()
}

// panes are what lies beside one another, one of them with the keyboard.
type panes struct {
	keys    *keys.Pane
	prompt  *prompt.Pane
	style   *style.Pane
	seed    *seed.Pane
	results *results.Pane
	preview *preview.Pane

	w, h   int // of the screen, in cells
	lay    layout
	focus  paneID
	zoomed bool
	single bool  // the focused pane is the only one there is
	wider  int   // cells that the preview has more than by default
	scene  scene // how the screen is shared
	grid   bool  // results were thumbnails also before the gallery

	// arranged hears that panes have their sizes, moved that the person had
	// something lie elsewhere; each may be nil.
	arranged func()
	moved    func() tea.Cmd
}

// newPanes returns the panes of a screen of so many cells, the keyboard in the
// prompt.
func newPanes(st *theme.Styles, acts *action.Table, known *gallery.Gallery, size [2]int) *panes {
	p := &panes{
		keys: keys.New(st, acts), prompt: prompt.New(st, acts), style: style.New(st, acts), seed: seed.New(st, acts),
		results: results.New(st, acts, known), preview: preview.New(st, acts), w: size[0], h: size[1], focus: panePrompt,
	}
	p.prompt.Focus()
	return p
}

func (p *panes) pane(id paneID) pane {
	switch id {
	case paneKeys:
		return p.keys
	case paneStyle:
		return p.style
	case paneSeed:
		return p.seed
	case paneResults:
		return p.results
	case panePreview:
		return p.preview
	default:
	}
	return p.prompt
}

// focused is the pane that has the keyboard where no screen lies over it.
func (p *panes) focused() pane { return p.pane(p.focus) }

// onPicture tells whether that is one in which a picture is selected.
func (p *panes) onPicture() bool { return p.focus == paneResults || p.focus == panePreview }

// setSize fits the panes into a screen of so many cells.
func (p *panes) setSize(w, h int) {
	p.w, p.h = w, h
	p.arrange()
}

// arrange computes the layout anew and tells every shown pane its size.
func (p *panes) arrange() {
	p.lay = arrange(p.room())
	for id := range paneCount {
		if r := p.lay.panes[id]; r.w > 0 {
			p.pane(id).SetSize(r.w, r.h)
		}
	}
	if p.arranged != nil {
		p.arranged()
	}
}

// room is what the layout is made for.
func (p *panes) room() room {
	if p.single {
		return room{w: max(p.w, 24), h: max(p.h, 30), focus: p.focus, single: true}
	}
	return room{w: p.w, h: p.h, scene: p.scene, focus: p.focus, zoomed: p.zoomed, wider: p.wider, prompt: p.prompt.Needs}
}

// fitPrompt lays the panes out anew where the prompt needs more lines than it
// has, or fewer.
func (p *panes) fitPrompt() tea.Cmd {
	if r := p.lay.panes[panePrompt]; r.w == 0 || arrange(p.room()).panes[panePrompt] == r {
		return nil
	}
	return p.rearrange()
}

// rearrange lays the panes out anew after something about them changed.
func (p *panes) rearrange() tea.Cmd {
	p.arrange()
	return p.tell()
}

func (p *panes) tell() tea.Cmd {
	if p.moved == nil {
		return nil
	}
	return p.moved()
}

// focusOn moves the keyboard to a pane.
func (p *panes) focusOn(id paneID) tea.Cmd {
	if id == p.focus {
		return nil
	}
	p.focused().Blur()
	p.focus = id
	p.arrange() // first: what a pane shows once it has the keyboard may go by its size
	return tea.Batch(p.focused().Focus(), p.tell())
}

// cycle moves the keyboard n panes on in the order of tab.
func (p *panes) cycle(n int) tea.Cmd {
	at := slices.Index(tabOrder, p.focus)
	return p.focusOn(tabOrder[(at+n+len(tabOrder))%len(tabOrder)])
}

// zoom gives the focused pane the whole screen, or takes it back.
func (p *panes) zoom(on bool) tea.Cmd {
	if p.zoomed == on {
		return nil
	}
	p.zoomed = on
	return p.rearrange()
}

// share shares the screen in another way. What the results looked like before
// the gallery they look like after it.
func (p *panes) share(s scene) tea.Cmd {
	if p.scene == sceneGallery {
		p.results.SetGrid(p.grid)
	}
	if s == sceneGallery {
		p.grid = p.results.Grid()
		p.results.SetGrid(true)
	}
	p.scene, p.zoomed = s, false
	p.results.SetOpen(s != sceneStudio)
	p.results.SetFilm(s == sceneFocus)
	return p.rearrange()
}

// gridElsewhere tells whether results are thumbnails outside the gallery.
func (p *panes) gridElsewhere() bool {
	if p.scene == sceneGallery {
		return p.grid
	}
	return p.results.Grid()
}

const (
	narrowest = -40
	widest    = 80
)

// widen moves the border beside the preview.
func (p *panes) widen(by int) tea.Cmd {
	p.wider = max(narrowest, min(widest, p.wider+by))
	return p.rearrange()
}

// shows tells whether a pane is to be seen in its place.
func (p *panes) shows(id paneID) bool { return p.lay.panes[id].w > 0 }

// repaint paints every pane afresh.
func (p *panes) repaint() {
	for id := range paneCount {
		p.pane(id).Invalidate()
	}
}
