package picture

import (
	"fmt"
	"image"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// canvas is a screen whose terminal decodes pictures and shows their pixels.
type canvas struct {
	*screen
	cell   CellSize
	blocks map[image.Point][]rgb // the pixels of each cell that shows some
	bytes  int                   // of pictures
}

func newCanvas(t *testing.T, w, h int, mode Mode, cell CellSize) *canvas {
	t.Helper()
	c := &canvas{screen: newScreen(t, w, h), cell: cell, blocks: map[image.Point][]rgb{}}
	c.overlay.Suit(false, false, mode)
	c.emu.RegisterDcsHandler('q', func(_ ansi.Params, data []byte) bool {
		g := readSixel(t, "\x1bP0;1;0q"+string(data)+"\x1b\\")
		c.paint(g, g.w/cell.Width, (g.h+cell.Height-1)/cell.Height)
		c.bytes += len(data)
		return true
	})
	c.emu.RegisterOscHandler(1337, func(data []byte) bool {
		img, rows, args, _ := readITerm2(t, "\x1b]"+string(data)+"\a", false)
		cols := 0
		if _, err := fmt.Sscan(args["width"], &cols); err != nil {
			t.Errorf("%v: %v", args, err)
		}
		c.paint(scaledPhoto(img, cols*cell.Width, rows*cell.Height), cols, rows)
		c.bytes += len(data)
		return true
	})
	return c
}

// paint shows pixels in the cells from the cursor on.
func (c *canvas) paint(g grid, cols, rows int) {
	c.draws++
	at := c.emu.CursorPosition()
	for y := range rows {
		for x := range cols {
			var block []rgb
			for line := y * c.cell.Height; line < min(g.h, (y+1)*c.cell.Height); line++ {
				block = append(block, g.px[line*g.w+x*c.cell.Width:line*g.w+(x+1)*c.cell.Width]...)
			}
			c.blocks[image.Pt(at.X+x, at.Y+y)] = block
			c.emu.SetCell(at.X+x, at.Y+y, &uv.Cell{Content: pixel, Width: 1})
		}
	}
}

// check compares what is shown with the pictures themselves: each of those in the
// frame must be there, to the last cell, as faithful as the floor in dB.
func (c *canvas) check(t *testing.T, lines []string, sources map[int]grid, floor float64) {
	t.Helper()
	got, want := map[int]*grid{}, map[int]*grid{}
	for y, line := range lines {
		shown := map[int]bool{}
		for _, r := range runsOf(line) {
			src := sources[r.id]
			for n := range r.n {
				at := image.Pt(r.x+n, y)
				shown[at.X] = true
				if cell := c.emu.CellAt(at.X, at.Y); cell == nil || cell.Content != pixel {
					t.Fatalf("cell %v shows no pixels\n%s", at, c.emu.String())
				}
				if got[r.id] == nil {
					got[r.id], want[r.id] = &grid{}, &grid{}
				}
				block := c.blocks[at]
				got[r.id].px = append(got[r.id].px, block...)
				for i := range block {
					px := (r.row*c.cell.Height+i/c.cell.Width)*src.w + (r.first+n)*c.cell.Width + i%c.cell.Width
					want[r.id].px = append(want[r.id].px, src.px[px])
				}
			}
		}
		for x := range c.emu.Width() {
			if cell := c.emu.CellAt(x, y); cell != nil && cell.Content == pixel && !shown[x] {
				t.Fatalf("a ghost at %d,%d\n%s", x, y, c.emu.String())
			}
		}
	}
	for id := range got {
		if db := psnr(*got[id], *want[id]); db < floor {
			t.Errorf("picture %d: %.1f dB, %.0f wanted", id, db, floor)
		}
	}
}

// tinted is the test picture in a colour of its own.
func tinted(n int) image.Image {
	img := photo(180, 180)
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i+n%3] /= uint8(1 + n%5)
	}
	return img
}

// Each picture of a sheet arrives as it is, by sixel and as files, and whatever
// scrolls, lies over them and goes again leaves them whole and no ghost of any.
func TestSheetsArriveWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode  Mode
		cell  CellSize
		floor float64
	}{
		{ModeSixel, CellSize{10, 18}, 27},
		{ModeSixel, CellSize{9, 20}, 27},
		{ModeITerm2, CellSize{10, 18}, 30},
		{ModeITerm2, CellSize{8, 16}, 30},
	} {
		t.Run(fmt.Sprint(c.mode, c.cell), func(t *testing.T) {
			t.Parallel()
			on := newCanvas(t, 80, 24, c.mode, c.cell)
			s := thumbnails{w: 80, h: 24, cols: 12, rows: 6}
			sources := map[int]grid{}
			for i := range 18 {
				img := tinted(i)
				if i%4 == 3 { // one of few colours
					flat := image.NewRGBA(image.Rect(0, 0, 180, 180))
					for p := range flat.Pix {
						flat.Pix[p] = []uint8{uint8(10 * i), 90, 200, 255}[p%4]
					}
					img = flat
				}
				id := firstThumb + i
				r := RenderWith(img, s.cols, s.rows, Options{Mode: c.mode, ImageID: id, Terminal: Terminal{Cell: c.cell}})
				if r.Cols > s.cols || r.Rows > s.rows {
					t.Fatalf("%d×%d cells", r.Cols, r.Rows)
				}
				s.cols, s.rows = r.Cols, r.Rows
				on.overlay.Hold(id, r.Graphic)
				high := r.Rows * c.cell.Height
				if c.mode == ModeSixel {
					high -= high % bandHeight // the rest stays as it was
				}
				sources[id] = scaledPhoto(img, r.Cols*c.cell.Width, high)
				s.all = append(s.all, r.Graphic)
			}
			for _, step := range []func(){
				func() {}, func() { s.top = 3 }, func() { s.dialog = 20 }, func() { s.slider = 31 }, func() { s.dialog = 0 },
				func() { s.top = 0 }, func() { s.slider = 0 }, func() { on.write(ansi.ResetModeAltScreenSaveCursor); on.restart(s.w, s.h) },
			} {
				step()
				lines := s.lines()
				on.show(on.overlay.Place(lines))
				on.overlay.settled()
				<-on.overlay.Rested()
				on.show(on.overlay.Place(lines))
				on.check(t, lines, sources, c.floor)
			}
			if !strings.Contains(on.emu.String(), pixel) {
				t.Error("nothing is shown")
			}
		})
	}
}

// A sheet of 32 pictures takes fewer bytes than one that fills the same window, by
// sixel and as files.
func TestSheetTakesLessThanAPicture(t *testing.T) {
	t.Parallel()
	for _, mode := range []Mode{ModeSixel, ModeITerm2, ModeKitty} {
		size := func(r Rendered) int {
			if r.Graphic != nil {
				return len(r.Graphic.Data)
			}
			return len(r.Transmit)
		}
		o := Options{Mode: mode, Terminal: Terminal{Cell: CellSize{10, 20}}}
		img := photo(1024, 1024)
		whole := size(RenderWith(img, 118, 37, o))
		o.Terminal.Bytes = o.Terminal.thumb(14, 7)
		want := scaledPhoto(img, 140, 140)
		r := RenderWith(img, 14, 7, o)
		sheet := 32 * size(r)
		var got grid
		switch mode {
		case ModeKitty:
			got = shown(t, parseKitty(t, r.Transmit, false)[0])
		case ModeSixel:
			got = readSixel(t, r.Graphic.Data)
		default:
			file, _, _, _ := readITerm2(t, r.Graphic.Data, false)
			got = scaledPhoto(file, 140, 140)
		}
		got = scaledPhoto(got.image(), 140, 140)
		if db := psnr(got, want); db < 27 {
			t.Errorf("%v: a thumbnail is like its picture by %.1f dB", mode, db)
		}
		t.Logf("%v: a sheet %d bytes, a picture %d", mode, sheet, whole)
		if sheet >= whole {
			t.Errorf("%v: a sheet takes %d bytes, a picture %d", mode, sheet, whole)
		}
	}
}
