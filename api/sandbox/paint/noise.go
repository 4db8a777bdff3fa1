package paint

// lattice is the hash under the value noise: 0 … 65535 for a grid point.
func lattice(x, y int64, seed uint32) int64 {
	h := uint32(x)*0x9E3779B1 ^ uint32(y)*0x85EBCA77 ^ seed
	h = (h ^ h>>15) * 0x2C1B3C6D
	h = (h ^ h>>12) * 0x297A2D39
	return int64((h ^ h>>15) >> 16)
}

// noise is smooth value noise, 0 … 65535; x and y in 1/256 of a grid cell.
func noise(x, y int64, seed uint32) int64 {
	ix, iy := x>>8, y>>8
	fx, fy := x&255, y&255
	fx = fx * fx * (768 - 2*fx) >> 16
	fy = fy * fy * (768 - 2*fy) >> 16
	a, b := lattice(ix, iy, seed), lattice(ix+1, iy, seed)
	c, d := lattice(ix, iy+1, seed), lattice(ix+1, iy+1, seed)
	a += (b - a) * fx >> 8
	c += (d - c) * fx >> 8
	return a + (c-a)*fy>>8
}

// noise1 is fractal noise along a line, -32768 … 32767 at most.
func noise1(x int64, octaves int, seed uint32) int64 {
	sum, amp := int64(0), int64(128)
	for o := range octaves {
		sum += (noise(x, int64(o)*7919*256, seed) - 32768) * amp >> 8
		x = x*2 + 77
		amp >>= 1
	}
	return sum
}
