package gallery

import "time"

// Pace is how fast something changes with time while nothing else happens.
type Pace int

// The paces. What is slow is said in steps of SlowStep.
const (
	Still Pace = iota
	Slow
	Fast
)

// SlowStep is in which steps time is told of what takes minutes.
const SlowStep = 5 * time.Second

// PaceOf is that of the fastest of some rows: a video that the service is making goes
// slowly, all else that is under way fast.
func PaceOf(g *Gallery, moving func(yield func(id string) bool)) Pace {
	pace := Still
	for id := range moving {
		if r, followed := g.Run(id); !followed || !r.Ordered() {
			return Fast
		}
		pace = Slow
	}
	return pace
}
