package film

import "image"

// air is what floats in front of the camera: motes in the light, snow, rain.
type air struct {
	grains []grain
	long   int // how many pixels of a grain's way it covers at once, 1 for none
}

// grain is a speck that moves evenly and comes in again where it left. Its
// place is in 1/1024 of the frame, its speed in that in all the time there is.
type grain struct {
	x, y, dx, dy int64
	size         int64 // radius in 1/256 pixel
	light        int64 // how much of it shows, 0 … 256
}

// weather says how what is in the air moves.
type weather struct {
	words      []string
	count      int
	dx, dy     int64 // speed, in 1/1024 of the frame
	sway       int64 // how much speeds differ
	size, long int64 // radius in 1/1024 of the short side, streak in pixels
	light      int64
}

var weathers = []weather{
	{words: []string{"snow", "snowfall", "snowing", "snowy", "blizzard", "winter"}, count: 90, dx: 60, dy: 520, sway: 180, size: 5, long: 1, light: 210},
	{words: []string{"rain", "raining", "rainy", "storm", "monsoon"}, count: 120, dx: -180, dy: 3000, sway: 400, size: 2, long: 14, light: 90},
	{words: []string{"underwater", "bubble", "aquarium"}, count: 40, dx: 20, dy: -700, sway: 250, size: 6, long: 1, light: 110},
	// What is in the air when nothing is said about it.
	{count: 26, dx: 90, dy: -120, sway: 160, size: 4, long: 1, light: 130},
}

// chooseAir takes what the words name, or else motes.
func chooseAir(s Shot) air {
	k := weathers[len(weathers)-1]
	for _, w := range weathers {
		if len(w.words) > 0 && names(s.Words, w.words) {
			k = w
			break
		}
	}
	short := int64(min(s.Width, s.Height))
	out := air{long: max(int(k.long*short/360), 1)}
	seed := s.Seed
	next := func(below int64) int64 {
		seed += 0x9E3779B97F4A7C15
		return int64(mix(seed) >> 1 % uint64(below))
	}
	for range k.count {
		g := grain{x: next(1024), y: next(1024)}
		g.dx = k.dx + next(2*k.sway) - k.sway
		g.dy = k.dy + next(2*k.sway) - k.sway
		near := 40 + next(88) // of 128: what is near is larger and brighter
		g.size = max(k.size*short/4*near/128, 160)
		g.light = k.light * near / 128
		out.grains = append(out.grains, g)
	}
	return out
}

// fall draws what is in the air at a time.
func (a air) fall(frame *image.NRGBA, t int64) {
	w, h := int64(frame.Rect.Dx()), int64(frame.Rect.Dy())
	for _, g := range a.grains {
		x := (g.x<<10 + g.dx*t) & (1<<20 - 1) * w >> 12 // 1/256 pixel
		y := (g.y<<10 + g.dy*t) & (1<<20 - 1) * h >> 12
		for i := range a.long {
			back := int64(i) << 8
			g.spot(frame, x-back*g.dx*w/max(abs(g.dy)*h, 1), y-back, g.light)
			if a.long == 1 {
				break
			}
		}
	}
}

// spot lightens a round spot that is brightest in its middle.
func (g grain) spot(frame *image.NRGBA, x, y, light int64) {
	w, h := int64(frame.Rect.Dx()), int64(frame.Rect.Dy())
	rr := g.size * g.size
	for py := max((y-g.size)>>8, 0); py <= min((y+g.size)>>8, h-1); py++ {
		for px := max((x-g.size)>>8, 0); px <= min((x+g.size)>>8, w-1); px++ {
			dx, dy := px<<8+128-x, py<<8+128-y
			d := dx*dx + dy*dy
			if d >= rr {
				continue
			}
			a := light * (rr - d) / rr
			o := frame.Pix[int(py)*frame.Stride+int(px)*4:][:3]
			for k, c := range o {
				o[k] = uint8(int64(c) + (255-int64(c))*a>>8)
			}
		}
	}
}

func abs(v int64) int64 { return max(v, -v) }

// mix spreads the bits of a number.
func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}
