package film

import (
	"image"
	"strings"
)

// window is what the camera sees: the middle and the share of the picture's
// sides, in 1/1024 of the picture.
type window struct{ x, y, side int64 }

// move is how the camera travels.
type move struct {
	from, to window
	// depth is how much more the near, at the bottom, moves than the far, in
	// 1/1024 of the way.
	depth int64
	// swell is the height of the waves near the bottom, in 1/256 pixel at
	// the size of the picture; 0 on land.
	swell int64
}

// closest is the smallest share of the picture that is looked at, so that the
// film stays sharp: see Margin.
const closest = 1024 * 4 / 5

// moves are the ways of travelling and the words that ask for them; a phrase
// counts more than a word, since it comes first.
var moves = []struct {
	words []string
	move
}{
	{[]string{"zoom out", "zooms out", "pull back", "pulls back", "dolly out", "reveal"}, move{from: window{512, 540, closest}, to: window{512, 512, 1024}}},
	{[]string{"zoom", "closer", "close up", "dolly", "push in", "approach"}, move{from: window{512, 512, 1000}, to: window{512, 540, closest}}},
	{[]string{"left", "westward"}, move{from: window{602, 520, 840}, to: window{422, 512, 840}, depth: 300}},
	{[]string{"right", "eastward", "pan", "tracking", "drive", "driving", "flying"}, move{from: window{422, 512, 840}, to: window{602, 520, 840}, depth: 300}},
	{[]string{"tilt up", "rise", "rising", "upward", "crane", "aerial", "drone"}, move{from: window{512, 602, 840}, to: window{512, 422, 840}, depth: 80}},
	{[]string{"tilt down", "descend", "sinking", "downward"}, move{from: window{512, 422, 840}, to: window{512, 602, 840}, depth: 80}},
	{[]string{"orbit", "around", "circling", "spin"}, move{from: window{430, 530, 850}, to: window{594, 500, 890}, depth: 520}},
}

var watery = []string{"sea", "ocean", "lake", "river", "wave", "water", "harbour", "harbor", "beach", "underwater", "boat", "ship", "rain", "canal", "fish"}

// chooseMove takes the move that the words ask for, or else one by the seed.
func chooseMove(s Shot) move {
	m := moves[s.Seed%uint64(len(moves))].move
	for _, k := range moves {
		if names(s.Words, k.words) {
			m = k.move
			break
		}
	}
	if names(s.Words, watery) {
		m.swell = 300 * int64(s.Picture.Rect.Dx()) / 800
	}
	return m
}

// names tells whether a text holds one of the phrases, their plurals too.
func names(text string, phrases []string) bool {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r < 128 && (r < 'a' || r > 'z')
	}), " ") + " "
	for _, p := range phrases {
		if strings.Contains(words, " "+p+" ") || strings.Contains(words, " "+p+"s ") {
			return true
		}
	}
	return false
}

// at is where the camera looks at a time.
func (m move) at(t int64) window {
	t = ease(t)
	return window{m.from.x + (m.to.x-m.from.x)*t/whole, m.from.y + (m.to.y-m.from.y)*t/whole, m.from.side + (m.to.side-m.from.side)*t/whole}
}

// look fills a frame with what the camera sees at a time. Each row is scaled
// and shifted by itself: that is all the depth there is, and it is enough for
// a ground that passes below a sky.
func (m move) look(frame, p *image.NRGBA, t int64) {
	w, h := frame.Rect.Dx(), frame.Rect.Dy()
	pw, ph := int64(p.Rect.Dx())<<8, int64(p.Rect.Dy())<<8
	win := m.at(t)
	middle := (m.from.x + m.to.x) / 2
	for y := range h {
		// How near this row is: -512 at the top, 511 at the bottom.
		near := int64(y)*1024/int64(h) - 512
		sy := ph*win.y/1024 + ph*win.side/1024*(2*int64(y)+1-int64(h))/int64(2*h)
		x := pw*win.x/1024 + pw*(win.x-middle)/1024*m.depth/1024*near/512
		if near > 0 && m.swell > 0 {
			x += m.swell * near / 512 * wave(near*12+t*2) / 1024
			sy += m.swell * near / 1024 * wave(near*7-t*3) / 1024
		}
		step := pw * win.side / 1024 / int64(w)
		row(frame.Pix[y*frame.Stride:][:4*w], p, x-step*int64(w-1)/2, step, sy)
	}
}

// row samples a row of the picture between its pixels: from x in steps, at
// sy, all in 1/256 pixel. Beyond its edges the picture goes on as it ends.
func row(dst []uint8, p *image.NRGBA, x, step, sy int64) {
	last, bottom := int64(p.Rect.Dx()-1), int64(p.Rect.Dy()-1)
	sy = min(max(sy-128, 0), bottom<<8)
	y0 := sy >> 8
	y1 := min(y0+1, bottom)
	fy := uint32(sy & 255)
	top, low := p.Pix[int(y0)*p.Stride:], p.Pix[int(y1)*p.Stride:]
	x -= 128
	for i := 0; i+3 < len(dst); i += 4 {
		sx := min(max(x, 0), last<<8)
		x0 := int(sx>>8) * 4
		x1 := x0
		if x0 < int(last)*4 {
			x1 += 4
		}
		fx := uint32(sx & 255)
		a, b, c, d := top[x0:x0+4], top[x1:x1+4], low[x0:x0+4], low[x1:x1+4]
		for k := range 3 {
			u := uint32(a[k])*(256-fx) + uint32(b[k])*fx
			v := uint32(c[k])*(256-fx) + uint32(d[k])*fx
			dst[i+k] = uint8((u*(256-fy) + v*fy) >> 16)
		}
		dst[i+3] = 0xFF
		x += step
	}
}

// ease begins and ends a way a little more softly than it goes on; both t and
// what it gives are 0 … 1024.
func ease(t int64) int64 { return (t + t*t/1024*(3*1024-2*t)/1024) / 2 }

// wave is a wave with the period 1024 between -1024 and 1024, made of
// parabolas: near enough to a sine for water.
func wave(a int64) int64 {
	a &= 1023
	half := a & 511
	v := half * (512 - half) / 64
	if a >= 512 {
		return -v
	}
	return v
}
