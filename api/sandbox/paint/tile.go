package paint

import "sync"

// tileSide is the side of the cloud tile; a power of two, so it repeats.
const tileSide = 512

// tile is fractal noise that repeats in both directions, stretched so that
// each of the values 0 … 255 is equally frequent: a threshold of 64 covers a
// quarter of the plane. Looking it up costs far less than computing noise for
// each pixel of each picture.
var tile = sync.OnceValue(func() *[tileSide * tileSide]uint8 { return makeTile(2, 8) })

// grit is the same without its large features: the roughness of surfaces,
// whose repetition is not seen.
var grit = sync.OnceValue(func() *[tileSide * tileSide]uint8 { return makeTile(5, 9) })

// makeTile adds noise of 1<<first … 1<<last-1 grid cells over the tile.
func makeTile(first, last uint) *[tileSide * tileSide]uint8 {
	raw := make([]int64, tileSide*tileSide)
	for o, amp := first, int64(256); o < last; o, amp = o+1, amp*9/16 {
		cells := int64(1) << o // grid cells over the tile
		step := int64(256) * cells / tileSide
		for y := range int64(tileSide) {
			for x := range int64(tileSide) {
				raw[y*tileSide+x] += wrapNoise(x*step, y*step, cells-1, uint32(o)*0x51ED27) * amp >> 8
			}
		}
	}
	return equalise(raw)
}

// wrapNoise is noise on a grid that repeats after mask+1 cells.
func wrapNoise(x, y, mask int64, seed uint32) int64 {
	ix, iy := x>>8, y>>8
	fx, fy := ease(x&255), ease(y&255)
	jx, jy := (ix+1)&mask, (iy+1)&mask
	ix, iy = ix&mask, iy&mask
	a, b := lattice(ix, iy, seed), lattice(jx, iy, seed)
	c, d := lattice(ix, jy, seed), lattice(jx, jy, seed)
	a += (b - a) * fx >> 8
	c += (d - c) * fx >> 8
	return a + (c-a)*fy>>8
}

func equalise(raw []int64) *[tileSide * tileSide]uint8 {
	const bins = 1 << 12
	lo, hi := raw[0], raw[0]
	for _, v := range raw {
		lo, hi = min(lo, v), max(hi, v)
	}
	bin := func(v int64) int64 { return (v - lo) * (bins - 1) / (hi - lo + 1) }
	var count [bins]int64
	for _, v := range raw {
		count[bin(v)]++
	}
	below := int64(0)
	for i, n := range count {
		count[i] = below
		below += n
	}
	t := new([tileSide * tileSide]uint8)
	for i, v := range raw {
		t[i] = uint8(count[bin(v)] * 255 / int64(len(raw)))
	}
	return t
}

// tex samples the tile between its points; x and y in 1/256 of a texel. The
// answer is 0 … 255.
func tex(t *[tileSide * tileSide]uint8, x, y int64) int64 {
	const m = tileSide - 1
	ix, iy := x>>8&m, y>>8&m
	jx, jy := (ix+1)&m, (iy+1)&m
	fx, fy := x&255, y&255
	a, b := int64(t[iy*tileSide+ix]), int64(t[iy*tileSide+jx])
	c, d := int64(t[jy*tileSide+ix]), int64(t[jy*tileSide+jx])
	a = a<<8 + (b-a)*fx
	c = c<<8 + (d-c)*fx
	return (a<<8 + (c-a)*fy) >> 16
}
