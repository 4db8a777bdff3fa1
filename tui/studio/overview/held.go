package overview

import "slices"

// mostPixels is how many pixels of thumbnails stay in the terminal's memory, of four
// bytes each: many pages of any screen, and less than terminals give a program
// (kitty 320 MB).
const mostPixels = 48 << 20

// mostHere is how many stay where the terminal keeps none.
const mostHere = mostPixels / 8

// mostHeld is how many of them, whatever their size: fewer than there are numbers.
const mostHeld = 2000

// held is a thumbnail that the terminal has.
type held struct {
	image int
	job   job
}

// memory is what the terminal has, the oldest first.
type memory struct {
	list   []held
	pixels map[int]int // by image
	sum    int
}

// add takes note of a thumbnail, or that it was shown again, and returns those that
// are to go for it.
func (m *memory) add(h held, pixels, most int) (old []held) {
	if m.pixels == nil {
		m.pixels = map[int]int{}
	}
	m.list = slices.DeleteFunc(m.list, func(o held) bool { return o.image == h.image })
	m.sum += pixels - m.pixels[h.image]
	m.list, m.pixels[h.image] = append(m.list, h), pixels
	for len(m.list) > 1 && (m.sum > most || len(m.list) > mostHeld) {
		first := m.list[0]
		m.list = m.list[1:]
		m.sum -= m.pixels[first.image]
		delete(m.pixels, first.image)
		old = append(old, first)
	}
	return old
}
