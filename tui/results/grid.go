package results

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// band is a strip across the grid: a batch's header, a line of cells, or the
// summary of waiting rows. Bands lie one below the other, without gaps.
type band struct {
	first, n int // its items
	y, h     int // in lines from the top of the whole grid
}

// grid is the list laid out as thumbnails.
type grid struct {
	on   bool
	size int // index in widths

	cols, cellW int // cells in a line, and how wide each is with its gutter
	bands       []band
	off         int  // first line in view
	up          bool // the last scroll went up
	col         int  // column that going up and down keeps to

	thumbs thumbs
}

// widths are about how wide cells are, in cells of the terminal; they share
// the width of the pane.
var widths = []int{10, 13, 17, 22, 29, 38, 50}

const usualWidth = 2 // index in widths

// Grid tells whether results are shown as thumbnails.
func (p *Pane) Grid() bool { return p.grid.on }

// SetGrid shows results as thumbnails, or as a list. The selection stays.
func (p *Pane) SetGrid(on bool) {
	if on == p.grid.on {
		return
	}
	p.grid.on, p.view = on, nil
	if !on {
		p.grid.bands, p.grid.thumbs = nil, newThumbs()
	}
	p.layOut()
	p.scroll()
	p.keepColumn()
}

// GridSize returns how large cells are: steps from the usual size, negative
// for smaller ones.
func (p *Pane) GridSize() int { return p.grid.size - usualWidth }

// SetGridSize makes cells so many steps larger than usual; what is too much
// is taken for the most there is.
func (p *Pane) SetGridSize(steps int) {
	p.grid.size = min(max(usualWidth+steps, 0), len(widths)-1)
	p.keepSeat(p.layOut)
}

// resize makes cells larger or smaller by the next step that changes anything.
func (p *Pane) resize(by int) {
	before := p.grid.cols
	for size := p.grid.size + by; size >= 0 && size < len(widths); size += by {
		if p.columns(size) != before {
			p.SetGridSize(size - usualWidth)
			return
		}
	}
}

func (p *Pane) columns(size int) int {
	w := widths[size]
	return max(1, (p.w-2+w/2)/w)
}

// layOut divides the items into bands.
func (p *Pane) layOut() {
	g := &p.grid
	if !g.on {
		return
	}
	g.bands = g.bands[:0]
	g.cols = p.columns(g.size)
	g.cellW = max(1, (p.w-2)/g.cols)
	g.thumbs.resize(g.cellW - 1)
	heights, y := map[string]int{}, 0
	for i := 0; i < len(p.items); {
		b := band{first: i, n: 1, y: y, h: 1}
		if p.items[i].row != nil {
			for b.n < g.cols && i+b.n < len(p.items) && p.items[i+b.n].row != nil {
				b.n++
			}
			for _, it := range p.items[i : i+b.n] {
				h, known := heights[it.row.Ratio]
				if !known {
					h = p.pictureHeight(it.row.Ratio)
					heights[it.row.Ratio] = h
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
func (p *Pane) pictureHeight(ratio string) int {
	w := p.grid.cellW - 1
	h := (w + 1) / 2
	a, b, ok := strings.Cut(ratio, ":")
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if ok && errX == nil && errY == nil && x > 0 && y > 0 {
		h = int(min(float64(w)*y/x/2, float64(w)) + 0.5)
	}
	return max(1, min(h, (2*w+2)/3, p.listHeight()-1))
}

// tall is how many lines the whole grid has.
func (p *Pane) tall() int {
	if n := len(p.grid.bands); n > 0 {
		return p.grid.bands[n-1].y + p.grid.bands[n-1].h
	}
	return 0
}

// bandOf returns the number of the band that holds an item.
func (p *Pane) bandOf(item int) int {
	bands := p.grid.bands
	return max(0, sort.Search(len(bands), func(i int) bool { return bands[i].first > item })-1)
}

// bandAt returns the number of the band at a line of the grid, the nearest
// where there is none.
func (p *Pane) bandAt(y int) int {
	bands := p.grid.bands
	return max(0, sort.Search(len(bands), func(i int) bool { return bands[i].y > y })-1)
}

// between returns the bands that lines from … to-1 of the grid touch.
func (p *Pane) between(from, to int) []band {
	from, to = max(from, 0), min(to, p.tall())
	if from >= to {
		return nil
	}
	return p.grid.bands[p.bandAt(from) : p.bandAt(to-1)+1]
}

// itemsOf returns the items of bands that follow each other.
func (p *Pane) itemsOf(bands []band) []item {
	if len(bands) == 0 {
		return nil
	}
	last := bands[len(bands)-1]
	return p.items[bands[0].first : last.first+last.n]
}

// keepSeat lays the grid out anew so that the selected cell stays where it is
// on the screen, if it is in view.
func (p *Pane) keepSeat(change func()) {
	p.view = nil
	id := p.sel
	before, was := p.selectedBand()
	y := before.y - p.grid.off
	seen := was && y+before.h > 0 && y < p.listHeight()
	change()
	if now, is := p.selectedBand(); seen && is && id == p.sel {
		p.grid.off = now.y - y
	}
	p.scroll()
	p.keepColumn()
}

// selectedBand returns the band of the selected item; false for none, or when
// results are a list.
func (p *Pane) selectedBand() (band, bool) {
	if len(p.grid.bands) == 0 {
		return band{}, false
	}
	at := p.index(p.sel)
	if at < 0 {
		return band{}, false
	}
	return p.grid.bands[p.bandOf(at)], true
}

// scrollGrid keeps the selected cell in view.
func (p *Pane) scrollGrid() {
	off := p.grid.off
	if b, ok := p.selectedBand(); ok {
		off = min(max(off, b.y+b.h-p.listHeight()), b.y)
	}
	p.scrollTo(off)
}

func (p *Pane) scrollTo(off int) {
	g, before := &p.grid, p.grid.off
	g.off = max(0, min(off, p.tall()-p.listHeight()))
	if g.off != before {
		g.up = g.off < before
	}
}

// keepColumn makes the column of the selected cell the one to keep to.
func (p *Pane) keepColumn() {
	if b, ok := p.selectedBand(); ok && p.items[b.first].row != nil {
		p.grid.col = p.index(p.sel) - b.first
	}
}

// step moves the selection up or down by n lines of what is shown.
func (p *Pane) step(n int) {
	if !p.grid.on {
		p.move(n)
		return
	}
	if len(p.items) > 0 {
		p.toBand(p.bandOf(max(0, p.index(p.sel)))+n, n)
	}
}

// page moves the selection by what is in view, down or up: nothing is passed
// by unseen.
func (p *Pane) page(way int) {
	if !p.grid.on {
		p.move(way * max(1, p.listHeight()-1))
		return
	}
	if len(p.items) == 0 {
		return
	}
	bands, rows, at := p.grid.bands, p.listHeight(), p.bandOf(max(0, p.index(p.sel)))
	b := bands[at]
	if way < 0 {
		to := p.bandAt(b.y - rows)
		if bands[to].y < b.y-rows {
			to++
		}
		p.toBand(min(to, at-1), way)
		return
	}
	end := b.y + b.h + rows
	to := p.bandAt(end - 1)
	if bands[to].y+bands[to].h > end {
		to--
	}
	p.toBand(max(to, at+1), way)
}

// toBand selects in a band the cell of the column kept to. way says where to
// go on when nothing in the band can be selected.
func (p *Pane) toBand(i, way int) {
	bands := p.grid.bands
	i = min(max(i, 0), len(bands)-1)
	if p.items[bands[i].first].more > 0 {
		if way > 0 && i+1 < len(bands) {
			i++
		} else {
			i-- // the header of its batch is above it at least
		}
	}
	b := bands[i]
	p.sel, p.held, p.view = p.items[b.first+min(p.grid.col, b.n-1)].id(), "", nil
	p.scroll()
}

// sideways is h and l: the cell before or after. On a header they fold and
// unfold, as in the list.
func (p *Pane) sideways(n int) {
	b := p.selectedBatch()
	switch {
	case !p.grid.on || b != nil && (n < 0 || b.Folded):
		p.fold(n < 0)
	default:
		p.move(n)
	}
}

// clickGrid selects the cell at x, y of what is inside the border.
func (p *Pane) clickGrid(x, y int) tea.Cmd {
	g := &p.grid
	if y < 0 || x < 0 || g.off+y >= p.tall() {
		return nil
	}
	b := g.bands[p.bandAt(g.off+y)]
	at := b.first
	if p.items[at].row != nil {
		at += x / g.cellW
	}
	if at >= b.first+b.n {
		return nil
	}
	return p.clickItem(at)
}

// Neighbours lists the rows that one key leads to from the selected one, the
// likeliest first.
func (p *Pane) Neighbours() []string {
	at := p.index(p.sel)
	if at < 0 {
		return nil
	}
	beside := []int{at + 1, at - 1}
	if p.grid.on && p.items[at].row != nil {
		i := p.bandOf(at)
		for _, n := range []int{i + 1, i - 1} {
			if n >= 0 && n < len(p.grid.bands) {
				b := p.grid.bands[n]
				beside = append(beside, b.first+min(p.grid.col, b.n-1))
			}
		}
	}
	var out []string
	for _, i := range beside {
		if i >= 0 && i < len(p.items) && p.items[i].row != nil && !slices.Contains(out, p.items[i].row.ID) {
			out = append(out, p.items[i].row.ID)
		}
	}
	return out
}
