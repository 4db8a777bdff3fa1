package show

import (
	"runtime"
	"runtime/debug"
)

// collectLater has the first collection of garbage wait until the heap has 16 MB
// instead of 4: most pictures are printed by then, and what is never collected
// costs nothing. Those after it come as ever, so that large pictures take no more
// memory.
func collectLater() {
	const percent = 400
	before := debug.SetGCPercent(percent)
	if before < 0 || before > percent { // whoever runs the program wants it so
		debug.SetGCPercent(before)
		return
	}
	type witness struct{ _ *witness }
	runtime.AddCleanup(new(witness), func(before int) { debug.SetGCPercent(before) }, before)
}
