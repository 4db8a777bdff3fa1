package paint

// look is how a style treats colours, shapes, skies, grounds and the whole
// picture. Everything a place or a subject draws goes through it.
type look interface {
	// tone grades a colour that is lit already.
	tone(c col) col
	// shape draws a path of a material.
	shape(p *path, m mat)
	// backdrop paints everything above the horizon, and below it as a start.
	backdrop()
	// ground goes over a plane that was just painted, from y down.
	ground(y int64)
	// behind goes over everything that is behind the subjects.
	behind()
	// finish goes over the whole picture.
	finish()
}

// hand is what a look paints with. It does nothing to the ground and to what
// is behind the subjects: looks that do say so.
type hand struct {
	*easel
	*motif
	sky  *sky
	oils *oils
}

func (hand) ground(int64) {}
func (hand) behind()      {}

// style is one of the API's styles.
type style struct {
	id     string
	coarse int64 // pieces a curve is made of; 0 is smooth
	haze   int64 // how much of the distance is seen, of 256
	oils   bool  // paints in oils whatever the prompt asks for
	look   func(hand) look
}

// styles are in the order of the API's reference. The first is also the one
// for names nobody knows.
var styles = [...]style{
	{id: "imagine-turbo", haze: 256, look: func(h hand) look { return &turbo{h} }},
	{id: "anime", haze: 230, look: func(h hand) look { return &anime{h} }},
	{id: "realistic", haze: 300, look: func(h hand) look { return &realistic{h} }},
	{id: "flux-schnell", coarse: 3, haze: 170, look: func(h hand) look { return &schnell{h} }},
	{id: "flux-dev-fast", haze: 200, look: func(h hand) look { return &devFast{hand: h} }},
	{id: "flux-dev", haze: 256, look: func(h hand) look { return &dev{h} }},
	{id: "sdxl-1.0", haze: 210, oils: true, look: func(h hand) look { return &sdxl{h} }},
}

// styleOf returns the style with an id; text-to-png has none and gets the
// first.
func styleOf(id string) *style {
	for i := range styles {
		if styles[i].id == id {
			return &styles[i]
		}
	}
	return &styles[0]
}
