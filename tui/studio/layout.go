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

// rect is a place on the screen in cells.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// shape is the kind of layout a screen size leads to.
type shape int

const (
	shapeTooSmall shape = iota // under 24×6: one sentence
	shapeOne                   // under 60×18: one pane with tabs
	shapeStrip                 // left column folded into one line
	shapeColumns               // three columns
)

// layout says where everything lies. A pane that is not shown has an empty
// rectangle.
type layout struct {
	shape  shape
	header rect
	strip  rect
	footer rect
	panes  [paneCount]rect
	// details lies under the preview, where there is room.
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

// arrange computes the layout for a screen of w × h cells. focus decides which
// pane a small screen shows; zoomed gives the focused pane everything; wider
// shifts the border beside the preview.
func arrange(w, h int, focus paneID, zoomed bool, wider int) layout {
	switch {
	case w < 24 || h < 6:
		return layout{shape: shapeTooSmall}
	case w < 60 || h < 18:
		return arrangeOne(w, h, focus)
	}
	l := layout{header: rect{0, 0, w, 1}, footer: rect{0, h - 1, w, 1}}
	body := rect{0, 1, w, h - 2}
	l.shape = shapeStrip
	if w >= 110 && h >= 30 {
		l.shape = shapeColumns
	}
	if zoomed {
		l.panes[focus] = body
		return l
	}
	if l.shape == shapeColumns {
		l.columns(body, wider)
		return l
	}
	l.stripBody(body, focus, wider)
	return l
}

// columns lays out three columns: what to send with, what to send and what
// came of it, and the picture.
func (l *layout) columns(b rect, wider int) {
	left := 25
	if b.w >= 160 {
		left = 32
	}
	// The preview takes what fits its height: cells are twice as high as wide.
	right := min(max(33, (b.w-left)*45/100+wider), b.w-left-40)
	mid := b.w - left - right

	const keysH = 5 // three keys and the border
	seedH := 5
	l.panes[paneKeys] = rect{0, b.y, left, keysH}
	l.panes[paneStyle] = rect{0, b.y + keysH, left, b.h - keysH - seedH}
	l.panes[paneSeed] = rect{0, b.y + b.h - seedH, left, seedH}

	promptH := min(max(7, b.h/5), 10)
	l.panes[panePrompt] = rect{left, b.y, mid, promptH}
	l.panes[paneResults] = rect{left, b.y + promptH, mid, b.h - promptH}

	const detailsH = 9
	l.panes[panePreview] = rect{left + mid, b.y, right, b.h - detailsH}
	l.details = rect{left + mid, b.y + b.h - detailsH, right, detailsH}
}

// stripBody lays out prompt, one strip line, and results beside the preview.
// A focused part of the strip opens over the results.
func (l *layout) stripBody(b rect, focus paneID, wider int) {
	promptH := 5
	if b.h >= 26 {
		promptH = 6
	}
	l.panes[panePrompt] = rect{0, b.y, b.w, promptH}
	l.strip = rect{0, b.y + promptH, b.w, 1}
	rest := rect{0, b.y + promptH + 1, b.w, b.h - promptH - 1}
	left := rest.w
	if right := min(max(30, rest.w*38/100+wider), rest.w-30); right >= 30 && rest.h >= 12 {
		left = rest.w - right
		l.panes[panePreview] = rect{left, rest.y, right, rest.h}
	}
	switch focus {
	case paneKeys, paneStyle, paneSeed:
		l.panes[focus] = rect{0, rest.y, left, rest.h}
	default:
		l.panes[paneResults] = rect{0, rest.y, left, rest.h}
	}
	if focus == panePreview && l.panes[panePreview].w == 0 {
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
