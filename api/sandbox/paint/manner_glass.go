package paint

// leaded makes the picture of panes of coloured glass between strips of lead.
func (m *manner) leaded() {
	w, h := int64(m.c.w), int64(m.c.h)
	cell := max(m.u>>8/22, 4)
	src := append([]uint32(nil), m.c.pix...)
	// One point in each cell of a grid, anywhere in it.
	point := func(i, j int64) (x, y int64) {
		return i*cell + lattice(i, j, 11)*cell>>16, j*cell + lattice(i, j, 29)*cell>>16
	}
	m.c.rows(0, h, func(y int64, row []uint32) {
		for xi := range row {
			x := int64(xi)
			d1, d2 := int64(1<<40), int64(1<<40)
			var bx, by int64
			for j := y/cell - 1; j <= y/cell+1; j++ {
				for i := x/cell - 1; i <= x/cell+1; i++ {
					px, py := point(i, j)
					d := (px-x)*(px-x) + (py-y)*(py-y)
					if d < d1 {
						d1, d2, bx, by = d, d1, px, py
					} else if d < d2 {
						d2 = d
					}
				}
			}
			p := src[clampTo(by, 0, h-1)*w+clampTo(bx, 0, w-1)]
			// The difference of the squares is the distance to the seam
			// times twice the distance of the points, about a cell.
			if seam := (d2 - d1) / (2 * cell); seam < max(cell/14, 1) {
				row[xi] = 0xff14141c
				continue
			}
			row[xi] = col(p & 0xffffff).sat(340).lit(14).pixel()
		}
	})
}
