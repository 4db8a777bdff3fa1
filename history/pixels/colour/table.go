package colour

import (
	"math"
	"sync"
)

// fine is how many steps of light are told apart when it becomes a number again:
// the darkest numbers of sRGB lie close together.
const fine = 1 << 15

// Table converts pixels into sRGB.
type Table struct {
	gray   bool
	light  [3][]float32 // by number
	shift  uint         // of 16 bits that are not looked at
	matrix [3][3]float32
	number []uint8 // by light
}

// numbers are those of sRGB by light.
var numbers = sync.OnceValue(func() []uint8 {
	out := make([]uint8, fine+1)
	for i := range out {
		out[i] = uint8(math.Round(fromLight(float64(i)/fine) * 255))
	}
	return out
})

// Table returns what converts pixels of the space, nil where there is nothing
// to convert. deep tells that they have 16 bits a channel, else they have 8.
func (s Space) Table(deep bool) *Table {
	if s.SRGB() || s.Kept {
		return nil
	}
	t := &Table{gray: s.gray, number: numbers(), shift: 8}
	most := 255
	if deep {
		t.shift, most = 0, 65535
	}
	for i, k := range s.curves {
		t.light[i] = make([]float32, most+1)
		for v := range t.light[i] {
			t.light[i][v] = float32(min(1, max(0, k(float64(v)/float64(most)))))
		}
		for j := range s.matrix[i] {
			t.matrix[i][j] = float32(s.matrix[i][j])
		}
	}
	return t
}

// At converts a pixel of 16 bits a channel into one of 8.
func (t *Table) At(r, g, b uint16) (uint8, uint8, uint8) {
	x, y, z := t.light[0][r>>t.shift], t.light[1][g>>t.shift], t.light[2][b>>t.shift]
	if t.gray && r == g && g == b {
		v := t.encode(x)
		return v, v, v
	}
	m := &t.matrix
	return t.encode(m[0][0]*x + m[0][1]*y + m[0][2]*z), t.encode(m[1][0]*x + m[1][1]*y + m[1][2]*z), t.encode(m[2][0]*x + m[2][1]*y + m[2][2]*z)
}

func (t *Table) encode(light float32) uint8 {
	if !(light > 0) { // not a number either
		return t.number[0]
	}
	if light >= 1 {
		return t.number[fine]
	}
	return t.number[int(light*fine+0.5)]
}
