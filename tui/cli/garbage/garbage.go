// Package garbage says when it is collected: what a command makes before its first
// answer is mostly little, and there is nothing to gain by looking for what of it
// is left.
package garbage

import (
	"runtime"
	"runtime/debug"
)

// Later has the first collection wait until the heap has grown by percent, 4 MB
// being the least that counts as its size. Those after it come at the percentage
// then, 0 for the one before. Whoever runs the program with a larger one by $GOGC
// has it their way.
func Later(percent, then int) {
	before := debug.SetGCPercent(percent)
	if before < 0 || before > percent {
		debug.SetGCPercent(before)
		return
	}
	if then == 0 {
		then = before
	}
	type witness struct{ _ *witness }
	runtime.AddCleanup(new(witness), func(then int) { debug.SetGCPercent(then) }, then)
}
