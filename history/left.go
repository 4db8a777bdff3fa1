package history

import (
	"fmt"

	"imagine-tui/history/journal"
)

// Left counts what earlier runs left unfinished.
type Left struct {
	Complete  int // pictures that are here and not in their place
	Rendering int // videos that are being made
	Unknown   int // requests that were sent and never answered
	Over      int // records of what never left, or is saved
}

// Left looks at the journal and at the claims of the library. Nothing is
// changed.
func (l *Library) Left() (Left, error) {
	found, err := l.journal.Scan()
	if err != nil {
		return Left{}, fmt.Errorf("list unfinished requests: %w", err)
	}
	var left Left
	known := map[string]bool{}
	for _, f := range found {
		known[f.Entry.ID] = true
		switch standingOf(f) {
		case Complete:
			left.Complete++
		case Ordered:
			left.Rendering++
		case Unsettled:
			left.Unknown++
		case UnderWay, Free:
			if f.Class != journal.Live {
				left.Over++
			}
		}
	}
	for _, info := range l.claims.unsettled() {
		if !known[info.Run] {
			left.Unknown++
		}
	}
	return left, nil
}
