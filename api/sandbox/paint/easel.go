package paint

// lamp is a spot that shines, remembered for the glow of the finish.
type lamp struct {
	o pt
	r int64
	c col
}

// easel is what everything draws with: the canvas and its measures, the light,
// and the look of the style. It knows nothing of what the picture shows.
type easel struct {
	measure
	c     *canvas
	style *style
	look  look

	light   light
	horizon int64
	sun     pt
	side    int64 // where the light comes from: -1 left, 1 right
	lamps   []lamp

	// depth is added to every shape drawn: whole groups that stand far away.
	depth int64
	// veil, when above 0, is the opacity of every shape: reflections.
	veil int64
	// texture places the roughness of surfaces.
	texture uint64
}

// newEasel sets up an easel. Its look is still to come: a look needs the easel.
func newEasel(c *canvas, k *style, l light, texture uint64) *easel {
	return &easel{measure: measureOf(c), c: c, style: k, light: l, texture: texture}
}

// path returns an empty path with the curves of the style.
func (e *easel) path() *path { return &path{coarse: e.style.coarse} }

// tone grades a colour that is lit already, as the style does.
func (e *easel) tone(c col) col { return e.look.tone(c) }

// lit is a colour under this light, at a distance, in this style.
func (e *easel) lit(m mat) col {
	c := m.c
	d := clampTo(m.depth+e.depth, 0, 256)
	if m.form != emit {
		c = c.times(e.light.amb).mix(e.light.shade, 16)
	}
	if e.light.foggy && m.form != emit {
		d = clampTo(d*5/4+16, 0, 236)
	}
	c = c.mix(e.light.haze, d*e.style.haze>>8)
	return e.tone(c)
}

// shape draws a path of a material the way the style does.
func (e *easel) shape(p *path, m mat) {
	if m.alpha == 0 {
		m.alpha = 256
	}
	if e.veil > 0 {
		m.alpha = m.alpha * e.veil >> 8
	}
	e.look.shape(p, m)
}

// fill draws a path in a plain colour that has its light already.
func (e *easel) fill(p *path, c col, alpha int64) { e.c.fill(p, e.tone(c), alpha) }

// lamp makes a spot shine: now a little, and in the finish of styles that
// glow.
func (e *easel) lamp(o pt, r int64, c col) {
	e.lamps = append(e.lamps, lamp{o, r, e.tone(c)})
}
