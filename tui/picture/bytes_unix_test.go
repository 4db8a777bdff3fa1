//go:build unix

package picture

import (
	"fmt"
	"image"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/creack/pty"

	"imagine-tui/tui/cells"
)

// chafa is another program that draws pictures in terminals. It tells how many
// bytes it writes for a file in a terminal with cells of 10 × 20 pixels.
func chafa(tb testing.TB, format, path, size string) int {
	tb.Helper()
	if _, err := exec.LookPath("chafa"); err != nil {
		tb.Skip("chafa is not here to compare with")
	}
	cmd := exec.CommandContext(tb.Context(), "chafa", "-f", format, "-s", size, path)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 120, Rows: 40, X: 1200, Y: 800})
	if err != nil {
		tb.Fatal(err)
	}
	out, _ := io.ReadAll(tty) // EIO at the end
	_ = tty.Close()
	if err := cmd.Wait(); err != nil {
		tb.Fatal(err)
	}
	return len(out)
}

// A change of the preview takes no more bytes than another program's picture of
// the same size, and far fewer where a file is sent.
func TestFewerBytesThanOthers(t *testing.T) {
	data := jpegOf(t, photo(1024, 1024))
	path := saved(t, "photo.jpg", data)
	for _, c := range []struct {
		mode   Mode
		format string
		most   float64
		floor  float64 // dB, beside which sixels stand with their palette
	}{
		{ModeSixel, "sixels", 1.0, 28},
		{ModeKitty, "kitty", 0.6, faithful},
		{ModeITerm2, "iterm", 0.6, faithful},
	} {
		r, err := RenderFile(t.Context(), path, 40, 20, Options{Mode: c.mode, Terminal: Terminal{Cell: CellSize{10, 20}}})
		if err != nil {
			t.Fatal(err)
		}
		sent := len(r.Transmit)
		var got grid
		switch c.mode {
		case ModeKitty:
			got = shown(t, parseKitty(t, r.Transmit, false)[0])
		case ModeSixel:
			sent, got = len(r.Graphic.Data), readSixel(t, r.Graphic.Data)
		default:
			img, _, _, _ := readITerm2(t, r.Graphic.Data, false)
			sent, got = len(r.Graphic.Data), scaledPhoto(img, img.Rect.Dx(), img.Rect.Dy())
		}
		src, err := open(t.Context(), data, request{cols: 40, rows: 20, o: Options{Mode: ModeHalf}, least: 2000})
		if err != nil {
			t.Fatal(err)
		}
		a := place(src.w, src.h, 40, 20, c.mode, CellSize{10, 20}, Zoom{}).src
		want := over(src.shrink(a, got.w, got.h), defaultCheckers, checkerPixels, checkerPixels)
		other := chafa(t, c.format, path, "40x20")
		share, db := float64(sent)/float64(other), psnr(got, want)
		t.Logf("%v: %d bytes, chafa %d: %.2f, %.1f dB", c.mode, sent, other, share, db)
		if share > c.most || db < c.floor {
			t.Errorf("%v: %.2f of chafa's bytes, %.2f allowed; %.1f dB, %.0f wanted", c.mode, share, c.most, db, c.floor)
		}
	}
}

// sized counts what an overlay writes for a frame.
type sized struct {
	*screen
	written int
	last    string
}

func (s *sized) Write(p []byte) (int, error) {
	s.written += len(p)
	s.last += string(p)
	return len(p), nil
}

// show returns how many bytes a frame takes.
func (s *sized) show(lines []string) int {
	s.written, s.last = 0, ""
	s.screen.show(lines)
	return s.written
}

func newSized(t *testing.T, term string, mode Mode) *sized {
	t.Helper()
	s := &sized{screen: &screen{t: t}}
	s.overlay = NewOverlay(s)
	s.overlay.Suit(false, true, mode)
	s.restart(120, 40)
	s.scr = uv.NewTerminalRenderer(&s.out, []string{"TERM=" + term})
	s.scr.SetColorProfile(colorprofile.TrueColor)
	s.scr.SetFullscreen(true)
	s.scr.SetRelativeCursor(false)
	return s
}

// beside puts lines into a frame, 60 cells from the left and 3 from above.
func beside(lines []string) []string {
	frame := make([]string, 40)
	for y := range frame {
		frame[y] = "a list"
		if i := y - 3; i >= 0 && i < len(lines) {
			frame[y] += strings.Repeat(" ", 54) + lines[i] + "│"
		}
	}
	return frame
}

// A picture that kitty has is shown again for its cells alone.
func TestKittyGoesBackForLittle(t *testing.T) {
	s := newSized(t, "xterm-kitty", ModeKitty)
	a := RenderWith(photo(64, 64), 40, 20, Options{Mode: ModeKitty, ImageID: 40})
	b := RenderWith(photo(64, 64), 40, 20, Options{Mode: ModeKitty, ImageID: 41})
	s.show(beside(a.Brief))
	s.show(beside(b.Brief))
	if n := s.show(beside(a.Brief)); n > 1<<10 {
		t.Errorf("%d bytes to go back to a picture that is there", n)
	}
}

// even is a picture all of whose rows have as much to tell: soft, or sharp.
func even(side int, sharp bool) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range side * side {
		x, y := float64(i%side)/17, float64(i/side)/13
		v := [3]float64{math.Sin(x + y/3), math.Sin(y - x/2), math.Sin(x/5) * math.Cos(y/4)}
		noise := 0.0
		if sharp {
			noise = rnd.Float64() * 90
		}
		for k := range v {
			img.Pix[4*i+k] = uint8(70 + 60*(v[k]+1)/2 + noise)
		}
		img.Pix[4*i+3] = 255
	}
	return img
}

// Opening a dialog over a picture takes the dialog's bytes; closing it draws again
// what it lay over, and nothing else.
func TestDialogsCostTheirShare(t *testing.T) {
	for _, c := range []struct {
		mode      Mode
		cell      CellSize
		sharp     bool
		top, rows int // of the picture, under the dialog
	}{
		{ModeSixel, CellSize{10, 20}, false, 5, 8},
		{ModeSixel, CellSize{10, 20}, true, 3, 1},
		{ModeSixel, CellSize{7, 13}, false, 1, 5},
		{ModeSixel, CellSize{8, 17}, false, 7, 12},
		{ModeSixel, CellSize{9, 18}, true, 14, 6},
		{ModeITerm2, CellSize{10, 20}, false, 5, 8},
		{ModeITerm2, CellSize{7, 13}, false, 7, 12},
		{ModeITerm2, CellSize{9, 18}, false, 1, 5},
		{ModeITerm2, CellSize{10, 20}, true, 5, 8},
		{ModeITerm2, CellSize{8, 17}, true, 3, 1},
	} {
		t.Run(fmt.Sprintf("%v %v sharp %v rows %d", c.mode, c.cell, c.sharp, c.rows), func(t *testing.T) {
			s := newSized(t, "xterm-256color", c.mode)
			r := RenderWith(even(640, c.sharp), 40, 20, Options{Mode: c.mode, Terminal: Terminal{Cell: c.cell}})
			s.overlay.Hold(r.ImageID, r.Graphic)
			frame := beside(r.Lines)
			show := func(frame []string) int { return s.show(s.overlay.Place(frame)) }
			full := show(frame)
			over := append([]string(nil), frame...)
			for y := 3 + c.top; y < 3+c.top+c.rows; y++ { // see beside
				over[y] = cells.Truncate(over[y], 40, "") + "│ a dialog that lies over a part of it  │" + cells.Cut(over[y], 81, cells.Width(over[y]))
			}
			opened := show(over)
			closed := show(frame)
			share := float64(c.rows) / float64(r.Rows)
			t.Logf("%d bytes, opened %d, closed %d: %.3f, covered %.3f", full, opened, closed, float64(closed)/float64(full), share)
			if opened > 20<<10 {
				t.Errorf("opening took %d bytes", opened)
			}
			const header = 4 << 10 // colours or tables, and the cells
			most := share*float64(full) + header
			if c.mode == ModeSixel { // a band that is drawn in part takes hardly less than all of it
				most += float64(full*bandHeight) / float64(r.Rows*c.cell.Height)
			}
			if float64(closed) > most || float64(closed) < share*float64(full)/2 {
				t.Errorf("closing took %d bytes of %d, %.0f allowed", closed, full, most)
			}
			if again := show(frame); again > 0 {
				t.Errorf("%d bytes for nothing new", again)
			}
		})
	}
}

// The bytes of a change of the screen, beside those that another program takes for
// the same pictures: one that fills the screen, and a sheet of 32.
func BenchmarkBytesBesideChafa(b *testing.B) {
	path := saved(b, "photo.jpg", jpegOf(b, photo(1024, 1024)))
	for _, c := range []struct {
		mode   Mode
		format string
	}{{ModeSixel, "sixels"}, {ModeKitty, "kitty"}, {ModeITerm2, "iterm"}} {
		b.Run(c.mode.String(), func(b *testing.B) {
			cache := NewCache(64 << 20)
			cache.SetTerminal(Terminal{Cell: CellSize{10, 20}})
			size := func(cols, rows int, use Use) int {
				r, err := cache.Load(b.Context(), Key{Path: path, Cols: cols, Rows: rows, Mode: c.mode, Use: use})
				if err != nil {
					b.Fatal(err)
				}
				if r.Graphic != nil {
					return len(r.Graphic.Data)
				}
				return len(r.Transmit)
			}
			var whole, sheet int
			for b.Loop() {
				whole, sheet = size(76, 38, InPreview), 32*size(14, 7, InThumbs)
			}
			other := chafa(b, c.format, path, "76x38")
			b.ReportMetric(float64(whole), "B/picture")
			b.ReportMetric(float64(whole)/float64(other), "of-chafa's")
			b.ReportMetric(float64(sheet), "B/sheet")
			b.ReportMetric(float64(sheet)/float64(32*chafa(b, c.format, path, "14x7")), "of-chafa's-sheet")
		})
	}
}
