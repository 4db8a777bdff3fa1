package gallery

import (
	"testing"
	"time"

	"imagine-tui/history"
)

// Days are those of the clock on the wall, for the filter and for batches: a
// sidecar has another zone's. It sets the zone, so it is not run beside others.
func TestDaysAreLocal(t *testing.T) { //nolint:paralleltest // the zone is everybody's
	zone := time.Local
	time.Local = time.FixedZone("there", 3*60*60)
	defer func() { time.Local = zone }()
	e := history.Entry{Path: "/p/a.jpg"}
	e.Sidecar.Saved = time.Date(2026, 10, 31, 22, 30, 0, 0, time.UTC)
	row := RowOfEntry(e)
	for text, want := range map[string]bool{"month:2026-11": true, "month:2026-11-01": true, "month:2026-10": false} {
		if query := ParseQuery(text); query.Match(&row) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
	if id := batchOf(e); id[:16] != "saved 2026-11-01" {
		t.Errorf("its batch is %q", id)
	}
	if row := RowOfEntry(history.Entry{}); !row.When.IsZero() {
		t.Errorf("without a time: %v", row.When)
	}
}
