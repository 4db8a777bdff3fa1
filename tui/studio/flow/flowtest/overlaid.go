package flowtest

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // files come as either
	_ "image/png"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"imagine-tui/history/pixels"
	"imagine-tui/tui/picture/display"
)

// Overlaid is a terminal that draws pictures over its cells, which know nothing of
// them: whatever is painted there takes them away.
type Overlaid struct {
	*display.Display

	tb           testing.TB
	emu          *vt.Emulator
	cellW, cellH int
	painted      []string
	colours      map[image.Point]color.RGBA // of the pixels of cells, on average
}

// drawn marks cells that show pixels.
const drawn = "▒"

// NewOverlaid returns such a terminal of w × h cells, which takes pictures by sixel
// or as files of iTerm2.
func NewOverlaid(tb testing.TB, mode string, w, h int) *Overlaid {
	tb.Helper()
	o := &Overlaid{tb: tb, emu: vt.NewEmulator(w, h), colours: map[image.Point]color.RGBA{}}
	o.Display = display.New(display.Options{Out: o.emu, Setting: mode, Context: tb.Context()})
	o.Feed(tea.WindowSizeMsg{Width: w, Height: h})
	o.Feed(uv.CellSizeEvent{Width: 10, Height: 20})
	o.cellW, o.cellH = o.Cell()
	o.emu.RegisterDcsHandler('q', func(_ ansi.Params, data []byte) bool { o.paint(sixel(tb, string(data))); return true })
	o.emu.RegisterOscHandler(1337, func(data []byte) bool { o.paint(o.file(string(data))); return true })
	return o
}

// paint shows a picture in the cells from the cursor on.
func (o *Overlaid) paint(img *image.RGBA) {
	at, b := o.emu.CursorPosition(), img.Bounds()
	for y := range (b.Dy() + o.cellH - 1) / o.cellH {
		for x := range b.Dx() / o.cellW {
			cell := image.Rect(x*o.cellW, y*o.cellH, (x+1)*o.cellW, (y+1)*o.cellH).Intersect(b)
			o.colours[image.Pt(at.X+x, at.Y+y)] = mean(img.SubImage(cell).(*image.RGBA))
			o.emu.SetCell(at.X+x, at.Y+y, &uv.Cell{Content: drawn, Width: 1})
		}
	}
}

// mean is the colour of what is not transparent.
func mean(img *image.RGBA) color.RGBA {
	var sum [3]int
	n := 0
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if c := img.RGBAAt(x, y); c.A > 0 {
				sum[0], sum[1], sum[2], n = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B), n+1
			}
		}
	}
	n = max(n, 1)
	return color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255}
}

// file decodes a file as iTerm2 takes it, in the size that it is shown in.
func (o *Overlaid) file(data string) *image.RGBA {
	o.tb.Helper()
	head, text, _ := strings.Cut(data, ":")
	content, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		o.tb.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		o.tb.Fatal(err)
	}
	size := func(name string) int {
		_, after, _ := strings.Cut(head, ";"+name+"=")
		n, err := strconv.Atoi(after[:max(0, strings.IndexFunc(after+";", func(r rune) bool { return r < '0' || r > '9' }))])
		if err != nil {
			o.tb.Fatalf("%s in %q: %v", name, head, err)
		}
		return n
	}
	return scaled(img, size("width")*o.cellW, size("height")*o.cellH)
}

func scaled(img image.Image, w, h int) *image.RGBA {
	small := pixels.Shrink(img, pixels.All(img), w, h).Image()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, small, small.Bounds().Min, draw.Src)
	return out
}

// Show paints a frame, and fails the test for cells of pictures that show none, and
// for pixels elsewhere. It returns the pictures, from left to right.
func (o *Overlaid) Show(view []string) []Seen {
	o.tb.Helper()
	for try := 0; ; try++ {
		o.frame(view)
		all, lacks := o.seen(view)
		if !lacks {
			o.noGhost(all)
			return all
		}
		if try == 3 {
			o.tb.Fatalf("cells of pictures show no pixels:\n%s", o.emu.String())
		}
		o.rest()
	}
}

// rest waits until what moved stands still.
func (o *Overlaid) rest() {
	msg := o.Ask()()
	if all, is := msg.(tea.BatchMsg); is {
		msg = all[len(all)-1]()
	}
	o.Feed(msg)
}

// frame paints the lines that changed.
func (o *Overlaid) frame(view []string) {
	o.tb.Helper()
	lines := o.Place(view)
	var changed strings.Builder
	for y, l := range lines {
		if y >= len(o.painted) || o.painted[y] != l {
			changed.WriteString(ansi.CursorPosition(1, y+1) + l)
		}
	}
	o.painted = lines
	if _, err := o.Output().Write([]byte(changed.String())); err != nil {
		o.tb.Fatal(err)
	}
}

// Seen is a picture on the screen.
type Seen struct {
	Box   image.Rectangle // around its cells
	Cells map[image.Point]color.RGBA
}

// seen finds the cells of pictures in a frame. lacks tells whether some have no
// pixels yet.
func (o *Overlaid) seen(view []string) (all []Seen, lacks bool) {
	found := map[string]*Seen{}
	for y, line := range view {
		var state byte
		id, x := "", 0
		for line != "" {
			seq, width, n, next := ansi.DecodeSequence(line, state, nil)
			line, state = line[n:], next
			switch {
			case strings.HasPrefix(seq, "\x1b[38;"):
				id = seq
			case strings.HasPrefix(seq, "\U0010EEEE"):
				if found[id] == nil {
					found[id] = &Seen{Cells: map[image.Point]color.RGBA{}}
				}
				at := image.Pt(x, y)
				if cell := o.emu.CellAt(x, y); cell == nil || cell.Content != drawn {
					lacks = true
				}
				found[id].Cells[at] = o.colours[at]
				found[id].Box = found[id].Box.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
			}
			x += width
		}
	}
	for _, s := range found {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Seen) int { return cmp.Compare(a.Box.Min.X, b.Box.Min.X) })
	return all, lacks
}

func (o *Overlaid) noGhost(all []Seen) {
	o.tb.Helper()
	for y := range o.emu.Height() {
		for x := range o.emu.Width() {
			at := image.Pt(x, y)
			is := slices.ContainsFunc(all, func(s Seen) bool { _, is := s.Cells[at]; return is })
			if cell := o.emu.CellAt(x, y); !is && cell != nil && cell.Content == drawn {
				o.tb.Fatalf("a ghost at %v:\n%s", at, o.emu.String())
			}
		}
	}
}

// Like tells how faithful it is to a picture that fills a box, in dB.
func (s Seen) Like(img image.Image, box image.Rectangle) float64 {
	want := scaled(img, 4*box.Dx(), 4*box.Dy())
	sum := 0.0
	for at, got := range s.Cells {
		cell := image.Rect(0, 0, 4, 4).Add(at.Sub(box.Min).Mul(4))
		w := mean(want.SubImage(cell).(*image.RGBA))
		for _, d := range []int{int(got.R) - int(w.R), int(got.G) - int(w.G), int(got.B) - int(w.B)} {
			sum += float64(d * d)
		}
	}
	return 10 * math.Log10(255*255*3*float64(len(s.Cells))/max(sum, 1))
}

// Leave paints an empty frame, after which nothing may be left of the one before,
// also if that is painted again: what it showed is forgotten.
func (o *Overlaid) Leave(before []string) {
	o.tb.Helper()
	blank := make([]string, o.emu.Height())
	for y := range blank {
		blank[y] = strings.Repeat(" ", o.emu.Width())
	}
	o.Show(blank)
	o.frame(before)
	if strings.Contains(o.emu.String(), drawn) {
		o.tb.Error("what was left is still drawn")
	}
	o.Show(blank)
}
