package paint

// picture is a painting in the making.
type picture struct {
	*easel
	*motif
	sky     *sky
	oils    *oils
	scenery *scenery
}

func newPicture(b *brief, k *style, seed int64, c *canvas) *picture {
	m := newMotif(b, seed)
	e := newEasel(c, k, m.lighting(), m.key)
	s, o := &sky{e, m}, &oils{c: c, u: e.u, seed: m.seed}
	e.look = k.look(hand{e, m, s, o})
	return &picture{e, m, s, o, newScenery(e, m, s)}
}

// whole paints everything: place, subjects, weather, finish.
func (p *picture) whole() {
	at := scenes[p.b.place]
	r := p.rng("horizon")
	p.horizon = p.y(r.in(at.low, at.high))
	p.sky.hang()
	st := at.paint(p.scenery)
	p.look.behind()
	p.perform(st)
	p.letter()
	(&air{p.easel, p.motif}).fall()
	p.look.finish()
	(&manner{p.easel, p.motif, p.oils}).apply()
}

// perform draws the subjects on a stage.
func (p *picture) perform(st stage) {
	(&ensemble{p.easel, p.motif, p.scenery.figures, p.scenery.emblems, st}).cast()
}

// cutOut paints the subjects alone, on nothing. A prompt without subjects
// gets its scene in a round frame.
func (p *picture) cutOut() {
	p.horizon = p.y(700)
	p.sky.hang()
	st := stage{ground: p.y(900), back: p.y(820), scale: 135, air: p.y(540), bare: true}
	if len(p.b.subjects) > 0 || len(p.b.strangers) > 0 && p.b.named == 0 && p.b.home() == abstract {
		p.light.amb = p.light.amb.mix(0xffffff, 140)
		p.b.place = studio
		p.perform(st)
		p.letter()
		return
	}
	if p.b.said != "" {
		p.letter()
		return
	}
	p.whole()
	m, ok := p.c.cover((&path{}).ellipse(pt{p.w / 2, p.h / 2}, min(p.w, p.h)*46/100, min(p.w, p.h)*46/100))
	if !ok {
		return
	}
	for y := range p.c.h {
		row := p.c.pix[y*p.c.w:][:p.c.w]
		for x := range row {
			cov := uint32(0)
			if my, mx := y-m.y, x-m.x; my >= 0 && my < m.h && mx >= 0 && mx < m.w {
				cov = weight(m.cov[my*m.w+mx])
			}
			row[x] = over(0, row[x], cov)
		}
	}
}
