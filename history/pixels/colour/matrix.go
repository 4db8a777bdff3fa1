package colour

// matrix makes three numbers of three, row by row.
type matrix [3][3]float64

// vector is light in three primaries, or in X, Y and Z.
type vector [3]float64

func (m matrix) of(v vector) (out vector) {
	for i := range m {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

// after returns the matrix that does first and then m.
func (m matrix) after(first matrix) (out matrix) {
	for i := range out {
		for j := range out {
			for k := range out {
				out[i][j] += m[i][k] * first[k][j]
			}
		}
	}
	return out
}

// inverse returns what takes m back; false where nothing does.
func (m matrix) inverse() (matrix, bool) {
	minor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return m[a][c]*m[b][d] - m[a][d]*m[b][c]
	}
	det := m[0][0]*minor(0, 0) + m[0][1]*minor(0, 1) + m[0][2]*minor(0, 2)
	if det < 1e-9 && det > -1e-9 {
		return matrix{}, false
	}
	var out matrix
	for i := range out {
		for j := range out {
			out[j][i] = minor(i, j) / det
		}
	}
	return out, true
}

// point is a chromaticity.
type point struct{ x, y float64 }

func (p point) xyz() vector { return vector{p.x / p.y, 1, (1 - p.x - p.y) / p.y} }

// Whites. Profiles count from D50.
var (
	d65 = point{0.3127, 0.3290}
	d50 = vector{0.9642, 1, 0.8249}
)

// bradford is the space of cones in which one white is made into another.
var bradford = matrix{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}

// primaries returns what makes light of three primaries into X, Y and Z as seen
// under D50; false where they span no space.
func primaries(red, green, blue, white point) (matrix, bool) {
	for _, p := range []point{red, green, blue, white} {
		if p.x <= 0 || p.y <= 0 {
			return matrix{}, false
		}
	}
	r, g, b, w := red.xyz(), green.xyz(), blue.xyz(), white.xyz()
	m := matrix{{r[0], g[0], b[0]}, {r[1], g[1], b[1]}, {r[2], g[2], b[2]}}
	back, ok := m.inverse()
	if !ok {
		return matrix{}, false
	}
	each := back.of(w)
	for i := range m {
		for j := range m {
			m[i][j] *= each[j]
		}
	}
	from, to := bradford.of(w), bradford.of(d50)
	adapt, _ := bradford.inverse()
	var scale matrix
	for i := range scale {
		scale[i][i] = to[i] / from[i]
	}
	return adapt.after(scale.after(bradford)).after(m), true
}

// toSRGB makes X, Y and Z under D50 into the light of sRGB.
var toSRGB = func() matrix {
	m, _ := primaries(point{0.64, 0.33}, point{0.30, 0.60}, point{0.15, 0.06}, d65)
	back, _ := m.inverse()
	return back
}()
