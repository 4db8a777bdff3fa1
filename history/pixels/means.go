package pixels

// Means averages rows into scaled rows, exactly: each scaled pixel is the mean
// of the area it covers. Rows must come in order and may start anywhere.
type Means struct {
	kind Kind
	// straight takes alpha out of the colours again.
	straight bool
	xs, ys   []span
	next     int      // index in ys of the scaled row being filled
	row      []uint32 // one row averaged along x, in 256ths
	acc      []uint64
	out      []uint8 // the finished rows
}

// NewMeans returns what averages w × h pixels into toW × toH. Finished rows go
// to out, kind.Scaled() bytes a pixel.
func NewMeans(kind Kind, w, h, toW, toH int, out []uint8) *Means {
	return newMeans(kind, spans(0, float64(w), toW, w), spans(0, float64(h), toH, h), out)
}

func newMeans(kind Kind, xs, ys []span, out []uint8) *Means {
	n := len(xs) * kind.Scaled()
	return &Means{kind: kind, xs: xs, ys: ys, row: make([]uint32, n), acc: make([]uint64, n), out: out}
}

// wants tells whether row y has a part in the scaled picture.
func (m *Means) wants(y int) bool { return m.next < len(m.ys) && y >= m.ys[m.next].lo }

// done tells whether every scaled row is finished.
func (m *Means) done() bool { return m.next >= len(m.ys) }

// Add takes row y.
func (m *Means) Add(y int, row []byte) {
	if !m.wants(y) {
		return
	}
	m.average(row)
	for m.wants(y) {
		s := &m.ys[m.next]
		weigh(m.acc, m.row, s.weight(y))
		if y < s.hi-1 {
			return
		}
		m.finish(s.rec)
	}
}

func weigh(acc []uint64, row []uint32, w uint64) {
	row = row[:len(acc)]
	for i := range acc {
		acc[i] += uint64(row[i]) * w
	}
}

func (m *Means) finish(rec uint64) {
	n := len(m.acc)
	out := m.out[m.next*n : (m.next+1)*n]
	for i, v := range m.acc {
		out[i] = uint8(min(255, ((v*rec)>>32+128)>>8))
	}
	if m.straight {
		divide(out, m.acc)
	}
	clear(m.acc)
	m.next++
}

// divide writes colours that are not multiplied by alpha.
func divide(out []uint8, acc []uint64) {
	for i := 0; i < len(acc); i += 4 {
		alpha := acc[i+3]
		if alpha == 0 {
			continue
		}
		for c := i; c < i+3; c++ {
			out[c] = uint8(min(255, (acc[c]*255+alpha/2)/alpha))
		}
	}
}
