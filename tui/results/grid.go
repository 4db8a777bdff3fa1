package results

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/thumb"
)

// band is a strip across the grid: a batch's header, a line of cells, or the
// summary of waiting rows. Bands lie one below the other, without gaps.
type band struct {
	first, n int // its items
	y, h     int // in lines from the top of the whole grid
}

// grid is the list laid out as thumbnails.
type grid struct {
	list  *list
	on    bool
	size  int  // index in widths, as it was chosen
	asked bool // somebody made cells larger or smaller
	shown int  // index in widths, as it is: larger where there are few pictures

	w, rows int // of the pane with its border, and lines in view

	cols, cellW int // cells in a line, and how wide each is with its gutter
	bands       []band
	off         int  // first line in view
	up          bool // the last scroll went up
	col         int  // column that going up and down keeps to

	thumbs *thumb.Set
}

// widths are about how wide cells are, in cells of the terminal; they share
// the width of the pane.
var widths = []int{10, 13, 17, 22, 29, 38, 50}

const usualWidth = 2 // index in widths

// few are so many items that it is worth looking whether larger ones fit the pane.
const few = 48

// columns is how many cells a line has at a size.
func (g *grid) columns(size int) int {
	w := widths[size]
	return max(1, (g.w-2+w/2)/w)
}

// next is the size after the present one that changes anything, in steps of
// by; false when there is none.
func (g *grid) next(by int) (int, bool) {
	for size := g.shown + by; size >= 0 && size < len(widths); size += by {
		if g.columns(size) != g.cols {
			return size, true
		}
	}
	return g.shown, false
}

// layOut divides the items into bands.
func (g *grid) layOut() {
	if !g.on {
		return
	}
	g.layAs(g.size)
	if g.fits() {
		for size := len(widths) - 1; size > g.size; size-- {
			if g.layAs(size); g.tall() <= g.rows {
				break
			}
			g.layAs(g.size)
		}
	}
	g.thumbs.Resize(g.cellW - 1)
}

// fits tells whether cells are as large as leaves all in view: few pictures, of
// which nobody said how large they are to be.
func (g *grid) fits() bool {
	return !g.asked && len(g.list.items) > 0 && len(g.list.items) <= few
}

// layAs divides all items into bands of cells of a size.
func (g *grid) layAs(size int) {
	g.shown, g.bands = size, g.bands[:0]
	g.cols = g.columns(size)
	g.cellW = max(1, (g.w-2)/g.cols)
	g.lay(0, 0)
}

// layMore divides the items that came after those which are laid out.
func (g *grid) layMore() {
	if !g.on {
		return
	}
	if g.fits() || g.shown != g.size {
		g.layOut()
		return
	}
	i, y := 0, 0
	if n := len(g.bands); n > 0 { // the last one may have room
		last := g.bands[n-1]
		i, y, g.bands = last.first, last.y, g.bands[:n-1]
	}
	g.lay(i, y)
}

// lay divides the items from one on, below a line of the grid.
func (g *grid) lay(i, y int) {
	items, heights := g.list.items, map[string]int{}
	for i < len(items) {
		b := band{first: i, n: 1, y: y, h: 1}
		if items[i].isRow() {
			for b.n < g.cols && i+b.n < len(items) && items[i+b.n].isRow() {
				b.n++
			}
			for _, it := range items[i : i+b.n] {
				ratio := it.ratio()
				h, known := heights[ratio]
				if !known {
					h = g.pictureHeight(ratio)
					heights[ratio] = h
				}
				b.h = max(b.h, h+1)
			}
		}
		g.bands = append(g.bands, b)
		i, y = i+b.n, y+b.h
	}
}

// pictureHeight is how many lines a picture of a ratio such as 16:9 takes in a
// cell: cells of a terminal are twice as high as wide. Tall pictures become
// narrow instead of very high.
func (g *grid) pictureHeight(ratio string) int {
	w := g.cellW - 1
	x, y := sides(ratio)
	h := int(min(float64(w)*y/x/2, float64(w)) + 0.5)
	return max(1, min(h, (2*w+2)/3, g.rows-1))
}

// sides are the two sides of a ratio such as 16:9, those of a square where it
// cannot be read.
func sides(ratio string) (x, y float64) {
	a, b, ok := strings.Cut(ratio, ":")
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if ok && errX == nil && errY == nil && x > 0 && y > 0 && x/y < 20 && y/x < 20 {
		return x, y
	}
	return 1, 1
}

// tall is how many lines the whole grid has.
func (g *grid) tall() int {
	if n := len(g.bands); n > 0 {
		return g.bands[n-1].y + g.bands[n-1].h
	}
	return 0
}

// position says which picture is selected, where not all are in view.
func (g *grid) position() string {
	if g.tall() <= g.rows {
		return ""
	}
	return box.Position(g.list.at(), len(g.list.items), 0)
}

// bandOf returns the number of the band that holds an item.
func (g *grid) bandOf(item int) int {
	return max(0, sort.Search(len(g.bands), func(i int) bool { return g.bands[i].first > item })-1)
}

// bandAt returns the number of the band at a line of the grid, the nearest
// where there is none.
func (g *grid) bandAt(y int) int {
	return max(0, sort.Search(len(g.bands), func(i int) bool { return g.bands[i].y > y })-1)
}

// between returns the bands that lines from … to-1 of the grid touch.
func (g *grid) between(from, to int) []band {
	from, to = max(from, 0), min(to, g.tall())
	if from >= to {
		return nil
	}
	return g.bands[g.bandAt(from) : g.bandAt(to-1)+1]
}

// seen returns the bands in view.
func (g *grid) seen() []band { return g.between(g.off, g.off+g.rows) }

// itemsOf returns the items of bands that follow each other.
func (g *grid) itemsOf(bands []band) []item {
	if len(bands) == 0 {
		return nil
	}
	last := bands[len(bands)-1]
	return g.list.items[bands[0].first : last.first+last.n]
}

// itemAt returns which item lies at x, y of what is in view, -1 for none.
func (g *grid) itemAt(x, y int) int {
	if y < 0 || x < 0 || g.off+y >= g.tall() {
		return -1
	}
	b := g.bands[g.bandAt(g.off+y)]
	at := b.first
	if g.list.items[at].isRow() {
		at += x / g.cellW
	}
	if at >= b.first+b.n {
		return -1
	}
	return at
}

// selected returns the band of the selected item; false for none, or when
// results are a list.
func (g *grid) selected() (band, bool) {
	if len(g.bands) == 0 {
		return band{}, false
	}
	at := g.list.at()
	if at < 0 {
		return band{}, false
	}
	return g.bands[g.bandOf(at)], true
}

// seat returns how far below the top the selected band stands; false when it
// is not in view.
func (g *grid) seat() (int, bool) {
	b, ok := g.selected()
	y := b.y - g.off
	return y, ok && y+b.h > 0 && y < g.rows
}

// sitAt scrolls so that the selected band stands there again.
func (g *grid) sitAt(y int) {
	if b, ok := g.selected(); ok {
		g.off = b.y - y
	}
}

// follow keeps the selected cell in view.
func (g *grid) follow() {
	off := g.off
	if b, ok := g.selected(); ok {
		off = min(max(off, b.y+b.h-g.rows), b.y)
	}
	g.scrollTo(off)
}

func (g *grid) scrollTo(off int) {
	before := g.off
	g.off = max(0, min(off, g.tall()-g.rows))
	if g.off != before {
		g.up = g.off < before
	}
}

// keepColumn makes the column of the selected cell the one to keep to.
func (g *grid) keepColumn() {
	if b, ok := g.selected(); ok && g.list.items[b.first].isRow() {
		g.col = g.list.at() - b.first
	}
}

// step moves the selection up or down by n bands.
func (g *grid) step(n int) {
	if len(g.list.items) > 0 {
		g.toBand(g.bandOf(max(0, g.list.at()))+n, n)
	}
}

// page moves the selection by what is in view, down or up: nothing is passed
// by unseen.
func (g *grid) page(way int) {
	if len(g.list.items) == 0 {
		return
	}
	bands, at := g.bands, g.bandOf(max(0, g.list.at()))
	b := bands[at]
	if way < 0 {
		to := g.bandAt(b.y - g.rows)
		if bands[to].y < b.y-g.rows {
			to++
		}
		g.toBand(min(to, at-1), way)
		return
	}
	end := b.y + b.h + g.rows
	to := g.bandAt(end - 1)
	if bands[to].y+bands[to].h > end {
		to--
	}
	g.toBand(max(to, at+1), way)
}

// toBand selects in a band the cell of the column kept to. way says where to
// go on when nothing in the band can be selected.
func (g *grid) toBand(i, way int) {
	i = min(max(i, 0), len(g.bands)-1)
	if g.list.items[g.bands[i].first].more > 0 {
		if way > 0 && i+1 < len(g.bands) {
			i++
		} else {
			i-- // the header of its batch is above it at least
		}
	}
	b := g.bands[i]
	g.list.choose(b.first + min(g.col, b.n-1))
	g.follow()
}

// beside lists the items above and below one, in the column kept to.
func (g *grid) beside(at int) []int {
	if !g.on || !g.list.items[at].isRow() {
		return nil
	}
	var out []int
	for _, n := range []int{g.bandOf(at) + 1, g.bandOf(at) - 1} {
		if n >= 0 && n < len(g.bands) {
			b := g.bands[n]
			out = append(out, b.first+min(g.col, b.n-1))
		}
	}
	return out
}

// near returns the rows in view and a page around it.
func (g *grid) near() map[string]bool {
	out := map[string]bool{}
	for _, it := range g.itemsOf(g.between(g.off-g.rows, g.off+2*g.rows)) {
		if it.isRow() {
			out[it.id()] = true
		}
	}
	return out
}

// missing lists the thumbnails that lack: the selected row's, those in view,
// and those of the page where scrolling goes on.
func (g *grid) missing() []thumb.Wish {
	if g.thumbs.Width() <= 0 {
		return nil
	}
	var out []thumb.Wish
	add := func(b band) {
		for _, it := range g.list.items[b.first : b.first+b.n] {
			if r := it.row(); r != nil && r.State == gallery.Saved && r.Path != "" {
				if w, lacks := g.thumbs.Missing(r.ID, b.h-1, r.Rejected); lacks {
					out = append(out, w)
				}
			}
		}
	}
	seen := g.seen()
	for _, b := range seen {
		add(b)
	}
	if i := slices.IndexFunc(out, func(w thumb.Wish) bool { return w.ID == g.list.sel }); i > 0 {
		first := out[i]
		copy(out[1:], out[:i])
		out[0] = first
	}
	if len(seen) == 0 {
		return out
	}
	next := g.between(seen[len(seen)-1].y+seen[len(seen)-1].h, g.off+2*g.rows)
	if g.up {
		next = slices.Clone(g.between(g.off-g.rows, seen[0].y))
		slices.Reverse(next)
	}
	for _, b := range next {
		add(b)
	}
	return out
}
