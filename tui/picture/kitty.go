package picture

import (
	"encoding/base64"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// The last byte of an image's id travels as the colour of the placeholder cells.
// Colours 16 to 255 of the palette are the ones that no colour profile from 256
// colours up rewrites. The first byte travels as a mark of each cell's own; those
// between are 0.
const (
	firstImageID = 16
	lastImageID  = 255
	firstByte    = 24 // bits below it
	mostFirst    = 15 // so that pictures of many small ones have a number each
)

// validID tells whether an id can travel so.
func validID(id int) bool {
	low := id & (1<<firstByte - 1)
	return low >= firstImageID && low <= lastImageID && id>>firstByte <= mostFirst
}

// idAfter is the id after another, in turn.
func idAfter(id int) int {
	first, low := id>>firstByte, id&255+1
	if low > lastImageID {
		first, low = (first+1)%(mostFirst+1), firstImageID
	}
	return first<<firstByte | low
}

// maxPlaced is how many rows and columns the placeholder diacritics can count.
const maxPlaced = 297

// checkerPixels is the side of a square behind transparent parts.
const checkerPixels = 16

// screenPixels returns the pixels of the screen that the placement takes, but
// never more than the picture has: the terminal enlarges by itself.
func (p placement) screenPixels() (w, h int) {
	f := min(1, p.src.W/p.w, p.src.H/p.h)
	return max(1, int(p.w*f+0.5)), max(1, int(p.h*f+0.5))
}

// kittyPlace is place within what placeholders can address.
func kittyPlace(w, h, cols, rows int, o Options) placement {
	return place(w, h, min(cols, maxPlaced), min(rows, maxPlaced), ModeKitty, o.Terminal.Cell, o.Zoom)
}

// drawKitty prepares a picture for the kitty graphics protocol.
func drawKitty(src *source, cols, rows int, o Options) Rendered {
	p := kittyPlace(src.w, src.h, cols, rows, o)
	id := o.ImageID
	if !validID(id) {
		id = anyImageID()
	}
	r := rendered(src, p, cols, rows, o)
	r.ImageID = id
	s := sender{tmux: o.Terminal.Tmux}
	action := fmt.Sprintf("a=t,i=%d", id)
	if o.Direct {
		// No number: it would replace a picture printed before. And one measure
		// only: given both, terminals would stretch the picture.
		r.ImageID, action = 0, fmt.Sprintf("a=T,c=%d", p.cols)
		if p.rows >= rows {
			action = fmt.Sprintf("a=T,r=%d", p.rows)
		}
	}
	if (request{cols: cols, rows: rows, o: o}).asIs(src.format, src.file, src.w, src.h) {
		s.picture(action+",q=2,t=d,f=100", src.file)
	} else {
		s.picture(action+",q=2,t=d,f=100", packedWithin(src, p, o))
	}
	if !o.Direct {
		s.command(fmt.Sprintf("a=p,U=1,q=2,i=%d,c=%d,r=%d", id, p.cols, p.rows), nil)
		r.Lines = placeholders(id, p.cols, p.rows)
		if !o.Terminal.Tmux {
			r.Brief = briefPlaceholders(id, p.cols, p.rows)
		}
	}
	r.Transmit = s.b.String()
	return r
}

// lastAnyID counts the numbers given to pictures that got none, from a start
// that differs from one run of a program to the next: pictures that an earlier
// run printed are still on the screen.
var lastAnyID atomic.Int64

func init() { lastAnyID.Store(int64(os.Getpid())) }

func anyImageID() int {
	return firstImageID + int(lastAnyID.Add(1)%(lastImageID-firstImageID+1))
}

// packedWithin packs the placed part of a picture without loss, in as many pixels
// as the budget lets: the terminal enlarges it.
func packedWithin(src *source, p placement, o Options) []byte {
	w, h := p.screenPixels()
	most := o.Terminal.budget() / 4 * 3 // base64 makes four bytes of three
	for {
		data := src.packedFor(p.src, w, h, o)
		if len(data) > most {
			data = fewer(data, src.grid(p.src, w, h, o))
		}
		if len(data) <= most || min(w, h) < 16 {
			return data
		}
		f := max(0.5, math.Sqrt(float64(most)/float64(len(data)))*0.95)
		w, h = max(1, int(float64(w)*f)), max(1, int(float64(h)*f))
	}
}

// sender writes commands of the graphics protocol.
type sender struct {
	b    strings.Builder
	tmux bool
}

// command writes one with at most a chunk of data.
func (s *sender) command(options string, data []byte) {
	to := &s.b
	if s.tmux {
		to = new(strings.Builder)
	}
	to.WriteString("\x1b_G" + options)
	if len(data) > 0 {
		to.WriteByte(';')
		writeBase64(to, data)
	}
	to.WriteString("\x1b\\")
	if s.tmux {
		s.b.WriteString(ansi.TmuxPassthrough(to.String()))
	}
}

// picture sends data in the pieces that the protocol allows. Each is wrapped
// by itself for tmux, which drops long ones.
func (s *sender) picture(options string, data []byte) {
	s.b.Grow(base64.StdEncoding.EncodedLen(len(data)) + len(data)/sentAtOnce*32 + 256)
	for first := true; first || len(data) > 0; first = false {
		n := min(len(data), sentAtOnce)
		more := "m=0"
		if n < len(data) {
			more = "m=1"
		}
		if first {
			more = options + "," + more
		} else {
			more = "q=2," + more
		}
		s.command(more, data[:n])
		data = data[n:]
	}
}

// sentAtOnce is how many bytes become the longest text that the protocol allows at once.
const sentAtOnce = kitty.MaxChunkSize / 4 * 3

// writeBase64 writes a chunk of data as text.
func writeBase64(b *strings.Builder, data []byte) {
	var text [kitty.MaxChunkSize]byte
	n := base64.StdEncoding.EncodedLen(len(data))
	base64.StdEncoding.Encode(text[:n], data)
	b.Write(text[:n])
}

// placeholders are the cells that a terminal draws the picture into. Each says
// its row and column, so that cells painted alone, or scrolled, stay right.
func placeholders(id, cols, rows int) []string {
	start, first := "\x1b[38;5;"+strconv.Itoa(id&255)+"m", id>>firstByte
	out := make([]string, rows)
	var b strings.Builder
	for y := range out {
		b.Reset()
		b.Grow(len(start) + cols*12 + 3)
		b.WriteString(start)
		for x := range cols {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(y))
			b.WriteRune(kitty.Diacritic(x))
			if first > 0 {
				b.WriteRune(kitty.Diacritic(first))
			}
		}
		b.WriteString("\x1b[m")
		out[y] = b.String()
	}
	return out
}

// briefPlaceholders are the same cells in fewer bytes: all but the first of a row
// go on from the one before them, so nothing may lie over a part of the row.
func briefPlaceholders(id, cols, rows int) []string {
	out := placeholders(id, 1, rows)
	more := strings.Repeat(string(kitty.Placeholder), cols-1) + "\x1b[m"
	for y := range out {
		out[y] = strings.TrimSuffix(out[y], "\x1b[m") + more
	}
	return out
}

// DeleteImages returns the bytes that make the terminal forget pictures and
// free their memory: when they are replaced, and before the program ends.
func (t Terminal) DeleteImages(ids ...int) string {
	s := sender{tmux: t.Tmux}
	for _, id := range ids {
		if validID(id) {
			s.command(fmt.Sprintf("a=d,d=I,q=2,i=%d", id), nil)
		}
	}
	return s.b.String()
}
