package pngpack

// The ways of PNG to predict a byte (its specification, section 9).
const (
	sub     = 1 // from the pixel before
	up      = 2 // from the one above
	average = 3 // from the mean of both
)

// predict appends a row as what is left when its pixels are predicted, in the way
// that seems to leave least.
func predict(out, this, above []byte) []byte {
	way := wayFor(this, above)
	at := len(out) + 1
	out = append(append(out, way), this...)
	to := out[at:]
	above = above[:len(to)]
	this = this[:len(to)]
	switch way {
	case sub:
		for i := 3; i < len(to); i++ {
			to[i] = this[i] - this[i-3]
		}
	case up:
		for i := range to {
			to[i] = this[i] - above[i]
		}
	case average:
		for i := range min(3, len(to)) {
			to[i] = this[i] - above[i]/2
		}
		for i := 3; i < len(to); i++ {
			to[i] = this[i] - uint8((uint(this[i-3])+uint(above[i]))/2)
		}
	}
	return out
}

// looked is the distance between the pixels that are looked at to choose a way.
const looked = 4 * 3

// wayFor chooses the way that leaves the smallest numbers in a part of the row.
func wayFor(this, above []byte) byte {
	var left, over, both int
	for i := 3; i+2 < len(this) && i+2 < len(above); i += looked {
		a, b, c := this[i+1], this[i-2], above[i+1]
		left += size(a - b)
		over += size(a - c)
		both += size(a - uint8((uint(b)+uint(c))/2))
	}
	switch {
	case left < over && left <= both:
		return sub
	case over <= both:
		return up
	}
	return average
}

// size is how far a difference is from zero.
func size(v uint8) int { return max(int(int8(v)), -int(int8(v))) }
