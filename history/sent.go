package history

import (
	"fmt"

	"imagine-tui/history/journal"
)

// Sent returns the hashes of the requests in the journal that may have been
// sent: whoever sends one of them again may pay twice.
func (l *Library) Sent() ([]string, error) {
	found, err := l.journal.Scan()
	if err != nil {
		return nil, fmt.Errorf("list unfinished requests: %w", err)
	}
	var hashes []string
	for _, f := range found {
		if f.Class != journal.Unsent {
			hashes = append(hashes, f.Entry.Request.Hash())
		}
	}
	return hashes, nil
}
