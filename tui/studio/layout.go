package studio

// paneID names a pane; the order is that of alt+1 … alt+6.
type paneID int

const (
	paneKeys paneID = iota
	panePrompt
	paneStyle
	paneSeed
	paneResults
	panePreview
	paneCount
)

// tabOrder is the order in which tab goes through the panes.
var tabOrder = []paneID{panePrompt, paneStyle, paneSeed, paneResults, panePreview, paneKeys}

// beside tells whether a pane is one of those that say what to send with, which
// have a column of their own only where there is room.
func (id paneID) beside() bool { return id == paneKeys || id == paneStyle || id == paneSeed }

// rect is a place on the screen in cells.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// shape is the kind of layout a screen size leads to.
type shape int

const (
	shapeTooSmall shape = iota // under 24×6: one sentence
	shapeOne                   // under 60×18, or heard: one pane with tabs
	shapeStrip                 // left column folded into one line
	shapeColumns               // three columns
)

// room is what a layout is made for: a screen of w × h cells.
type room struct {
	w, h   int
	scene  scene
	focus  paneID // decides which pane a small screen shows
	zoomed bool   // the focused pane has everything
	single bool   // there is no other
	wider  int    // cells that the preview has more than by default
	// prompt is how many lines the prompt needs in a pane so wide, with its
	// border; nil for as many as there may be.
	prompt func(w int) int
}

// layout says where everything lies. A pane that is not shown has an empty
// rectangle.
type layout struct {
	shape  shape
	header rect
	strip  rect
	footer rect
	panes  [paneCount]rect
	// details are what is known of what the preview shows, where there is room;
	// in one line, or more in a box.
	details rect
}

// paneAt is the pane that lies at a place, and where it lies.
func (l *layout) paneAt(x, y int) (paneID, rect, bool) {
	for id := range paneCount {
		if r := l.panes[id]; r.w > 0 && r.holds(x, y) {
			return id, r, true
		}
	}
	return 0, rect{}, false
}

// stripAt is the pane whose part of the strip lies at a place.
func (l *layout) stripAt(x, y int) (paneID, bool) {
	if l.strip.w == 0 || y != l.strip.y {
		return 0, false
	}
	switch {
	case x < l.strip.w/3:
		return paneStyle, true
	case x < l.strip.w*2/3:
		return paneSeed, true
	}
	return paneKeys, true
}

// arrange computes the layout for a screen.
func arrange(r room) layout {
	switch {
	case r.w < 24 || r.h < 6:
		return layout{shape: shapeTooSmall}
	case r.single || r.w < 60 || r.h < 18:
		return arrangeOne(r.w, r.h, r.focus)
	}
	l := layout{header: rect{0, 0, r.w, 1}, footer: rect{0, r.h - 1, r.w, 1}}
	body := rect{0, 1, r.w, r.h - 2}
	l.shape = shapeStrip
	if r.w >= 110 && r.h >= 30 {
		l.shape = shapeColumns
	}
	switch {
	case r.zoomed:
		l.panes[r.focus] = body
	case r.scene == sceneGallery:
		l.gallery(body, r)
	case r.scene == sceneFocus:
		l.onePicture(body, r)
	case l.shape == shapeColumns:
		l.columns(body, r)
	default:
		l.stripBody(body, r)
	}
	return l
}

// promptRows is how high the prompt is in a pane so wide: as high as its text,
// and no higher than the least or the most.
func (r room) promptRows(w, most int) int {
	need := most
	if r.prompt != nil {
		need = r.prompt(w)
	}
	return max(leastPrompt, min(need, most))
}

// leastPrompt is a line of text in its border.
const leastPrompt = 3

// columns lays out three columns: what to send with, what to send and what came
// of it, and the picture, which has half of the width and more where that is
// large. What is known of it lies below the other two, where they have rows to
// spare.
func (l *layout) columns(b rect, r room) {
	left := 22
	if b.w >= 160 {
		left = 26
	}
	const narrowest = 33 // of the middle
	right := b.w * (50*80 + 6*min(80, max(0, b.w-120))) / (80 * 100)
	right = min(max(33, right+r.wider), b.w-left-narrowest)
	mid := b.w - left - right
	l.panes[panePreview] = rect{left + mid, b.y, right, b.h}

	detailsH := 7
	if b.h >= 50 {
		detailsH = 9
	}
	l.details = rect{0, b.y + b.h - detailsH, left + mid, detailsH}
	h := b.h - detailsH

	const keysH = 5 // three keys and the border
	seedH := 5
	if h >= 30 {
		seedH = 7 // what holding seeds means is said as well
	}
	l.panes[paneKeys] = rect{0, b.y, left, keysH}
	l.panes[paneStyle] = rect{0, b.y + keysH, left, h - keysH - seedH}
	l.panes[paneSeed] = rect{0, b.y + h - seedH, left, seedH}

	promptH := r.promptRows(mid, h*2/5)
	l.panes[panePrompt] = rect{left, b.y, mid, promptH}
	l.panes[paneResults] = rect{left, b.y + promptH, mid, h - promptH}
}

// stripBody lays out prompt, one strip line, and results beside the preview.
// A focused part of the strip opens over the results.
func (l *layout) stripBody(b rect, r room) {
	promptH := r.promptRows(b.w, max(5, b.h/4))
	l.panes[panePrompt] = rect{0, b.y, b.w, promptH}
	l.strip = rect{0, b.y + promptH, b.w, 1}
	rest := rect{0, b.y + promptH + 1, b.w, b.h - promptH - 1}
	left := rest.w
	if right := min(max(30, rest.w/2+r.wider), rest.w-30); right >= 30 && rest.h >= 12 {
		left = rest.w - right
		l.panes[panePreview] = rect{left, rest.y, right, rest.h}
	}
	switch {
	case r.focus.beside():
		l.panes[r.focus] = rect{0, rest.y, left, rest.h}
	default:
		l.panes[paneResults] = rect{0, rest.y, left, rest.h}
	}
	if r.focus == panePreview && l.panes[panePreview].w == 0 {
		l.panes[paneResults] = rect{}
		l.panes[panePreview] = rest
	}
}

// arrangeOne shows the focused pane alone, under a line of tabs where there is
// room for one.
func arrangeOne(w, h int, focus paneID) layout {
	l := layout{shape: shapeOne, header: rect{0, 0, w, 1}, footer: rect{0, h - 1, w, 1}}
	l.panes[focus] = rect{0, 1, w, h - 2}
	return l
}
