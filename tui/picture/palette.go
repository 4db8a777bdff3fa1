package picture

import "container/heap"

// A palette is made of bins: colours cut to five bits a channel.
const (
	binBits = 5
	bins    = 1 << (3 * binBits)
)

func binOf(r, g, b int) int {
	const cut = 8 - binBits
	return r>>cut<<(2*binBits) | g>>cut<<binBits | b>>cut
}

// palette is a choice of colours for one picture, with a table that finds the
// nearest of them.
type palette struct {
	colors []rgb
	table  [bins]int16 // index of the nearest colour plus one, 0 while unknown
}

// index returns the number of the colour nearest to r, g, b.
func (p *palette) index(r, g, b int) int {
	bin := binOf(r, g, b)
	if at := p.table[bin]; at != 0 {
		return int(at) - 1
	}
	const half = 1 << (8 - binBits) >> 1
	// The middle of the bin stands for all of it.
	r, g, b = r&^(2*half-1)|half, g&^(2*half-1)|half, b&^(2*half-1)|half
	best, at := 1<<30, 0
	for i, c := range p.colors {
		if n := apart(c, r, g, b); n < best {
			best, at = n, i
		}
	}
	p.table[bin] = int16(at + 1)
	return at
}

// bin is what the pixels of one bin add up to.
type bin struct{ n, r, g, b int64 }

// bucket is a group of bins that one colour stands for.
type bucket struct {
	bins []bin
	sum  bin
	loss float64 // sum of squared distances to the mean, along the worst axis
	axis int
}

func (b *bin) add(o bin) { b.n, b.r, b.g, b.b = b.n+o.n, b.r+o.r, b.g+o.g, b.b+o.b }

func (b *bin) channel(axis int) int64 { return [3]int64{b.r, b.g, b.b}[axis] }

// mean returns a channel of the mean colour of the bin.
func (b *bin) mean(axis int) float64 { return float64(b.channel(axis)) / float64(b.n) }

func bucketOf(list []bin) *bucket {
	k := &bucket{bins: list}
	var squares [3]float64
	for i := range list {
		k.sum.add(list[i])
		for axis := range squares {
			m := list[i].mean(axis)
			squares[axis] += m * m * float64(list[i].n)
		}
	}
	for axis, s := range squares {
		m := k.sum.mean(axis)
		if loss := s - m*m*float64(k.sum.n); loss > k.loss {
			k.loss, k.axis = loss, axis
		}
	}
	return k
}

// halves divides the bins at the mean along the axis that differs most.
func (k *bucket) halves() (low, high *bucket) {
	mean, at := k.sum.mean(k.axis), 0
	for i := range k.bins {
		if k.bins[i].mean(k.axis) < mean {
			k.bins[i], k.bins[at] = k.bins[at], k.bins[i]
			at++
		}
	}
	if at == 0 || at == len(k.bins) { // rounding: all of them are the mean
		at = len(k.bins) / 2
	}
	return bucketOf(k.bins[:at]), bucketOf(k.bins[at:])
}

// worstFirst is a heap of buckets.
type worstFirst []*bucket

func (w worstFirst) Len() int           { return len(w) }
func (w worstFirst) Less(i, j int) bool { return w[i].loss > w[j].loss }
func (w worstFirst) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }

// Push and Pop are for container/heap.
func (w *worstFirst) Push(x any) { *w = append(*w, x.(*bucket)) } //nolint:forcetypeassert // see the type

func (w *worstFirst) Pop() any {
	old := *w
	last := old[len(old)-1]
	*w = old[:len(old)-1]
	return last
}

// paletteOf chooses at most n colours: again and again the group of pixels
// that lie farthest from their mean is divided.
func paletteOf(g grid, n int) *palette {
	all := make([]bin, bins)
	for _, c := range g.px {
		all[binOf(int(c.r), int(c.g), int(c.b))].add(bin{1, int64(c.r), int64(c.g), int64(c.b)})
	}
	used := all[:0]
	for _, b := range all {
		if b.n > 0 {
			used = append(used, b)
		}
	}
	groups := worstFirst{bucketOf(used)}
	for len(groups) < n && groups[0].loss > 0 && len(groups[0].bins) > 1 {
		low, high := groups[0].halves()
		groups[0] = low
		heap.Fix(&groups, 0)
		heap.Push(&groups, high)
	}
	p := &palette{colors: make([]rgb, len(groups))}
	for i, k := range groups {
		p.colors[i] = rgb{percent(k.sum.mean(0)), percent(k.sum.mean(1)), percent(k.sum.mean(2))}
	}
	return p
}

// percent rounds a channel to what sixel can say: whole percents.
func percent(v float64) uint8 { return uint8(int(v*100/255+0.5) * 255 / 100) }
