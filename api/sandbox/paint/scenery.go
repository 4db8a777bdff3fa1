package paint

// scenery is what places are composed of.
type scenery struct {
	*easel
	*motif
	sky     *sky
	land    *terrain
	flora   *flora
	water   *water
	figures *figures
	emblems *emblems
}

func newScenery(e *easel, m *motif, s *sky) *scenery {
	f := &figures{e}
	return &scenery{
		easel: e, motif: m, sky: s, land: &terrain{e, m}, flora: &flora{e, m, f},
		water: &water{e, m}, figures: f, emblems: &emblems{e, m},
	}
}
