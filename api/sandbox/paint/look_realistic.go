package paint

// realistic: soft light, muted colours, texture, distance in haze, a lens
// with a shallow focus, film grain.
type realistic struct{ hand }

// tone is a film curve: lifted blacks, soft shoulder, less colour.
func (re *realistic) tone(c col) col {
	c = c.sat(212).contrast(284)
	r, g, b := c.parts()
	return rgb(r*238/255+10, g*237/255+10, b*230/255+14)
}

func (re *realistic) shape(p *path, m mat) {
	m.grain = max(m.grain, 40)
	re.draw(p, m, shading{lit: 96, dark: 150, grain: 220, rim: 26, rimWide: 4})
}

func (re *realistic) backdrop() {
	re.sky.ramp(0)
	re.sky.stars(260)
	re.sky.disc(0)
	re.sky.bow()
	re.sky.vapour(150, 90)
}

// ground gives the earth a grain that grows towards the viewer.
func (re *realistic) ground(y int64) {
	t := grit()
	px := max(re.u>>8, 1)
	y0 := y >> 8
	re.c.rows(y0, int64(re.c.h), func(py int64, row []uint32) {
		d := py - y0
		far := 256 * px / (px/3 + d*2)
		kv := d * 160 * far / px / 3
		fade := min(d*2000/px, 256)
		for x := range row {
			n := tex(t, int64(x)*70*far/px/3, kv) - 128
			row[x] = shift(row[x], int32(n*fade>>12))
		}
	})
}

func (re *realistic) behind() { re.focus() }

func (re *realistic) finish() {
	re.lampGlow(3, 80)
	re.c.bloom(206, 90)
	re.c.vignette(0x0a0a10, 96)
	re.c.grain(15, re.key)
}

// focus softens what lies behind the subjects, down to where they stand.
func (re *realistic) focus() {
	if len(re.b.subjects) == 0 || re.b.place == space {
		return
	}
	small := re.c.shrunk(4)
	small.blur(max(small.w/160, 1))
	edge := re.horizon + (re.h-re.horizon)/3
	fade := max((re.h-re.horizon)/3, one)
	if re.horizon >= re.h {
		edge, fade = re.h*6/10, re.h/5
	}
	re.c.blend(small, func(y int64) uint32 {
		return uint32(clampTo((edge+fade-y<<8)*256/fade, 0, 230))
	})
}
