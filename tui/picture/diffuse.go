package picture

// diffuser spreads what a palette cannot show over the neighbours to the right
// and below, as Floyd and Steinberg do it, for one picture from top to bottom.
type diffuser struct {
	this, next []int // three channels a column, in 16ths, one column of margin
}

func newDiffuser(w int) *diffuser {
	return &diffuser{this: make([]int, 3*(w+2)), next: make([]int, 3*(w+2))}
}

// line begins the next row.
func (d *diffuser) line() {
	d.this, d.next = d.next, d.this
	clear(d.next)
}

// due returns what was left for column x.
func (d *diffuser) due(x int) (r, g, b int) {
	e := d.this[3*x+3 : 3*x+6]
	return e[0] >> 4, e[1] >> 4, e[2] >> 4
}

// leave spreads what column x lacks.
func (d *diffuser) leave(x int, lack [3]int) {
	for i, v := range lack {
		at := 3*x + 3 + i
		d.this[at+3] += 7 * v
		d.next[at-3] += 3 * v
		d.next[at] += 5 * v
		d.next[at+3] += v
	}
}
