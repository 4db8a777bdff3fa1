package gallery

import (
	"fmt"
	"strings"
	"time"

	"imagine-tui/history"
)

// Row is one run or one saved result. Text in it is already clean. There may be
// 100,000 of them: small fields stand together, so that a row takes no more
// memory than it must.
type Row struct {
	ID        string // belongs to the result and never changes
	Batch     string
	Prompt    string
	Label     string // what differs from its batch's template, may be empty
	Style     string
	Ratio     string
	Seed      int64
	Operation string
	Key       string
	State     State
	Note      string        // what happens now, or what went wrong, in a few words
	Elapsed   time.Duration // it took; while it is under way and looked at, so far
	Tokens    int
	Bytes     int64 // of the file as saved, 0 if not known
	When      time.Time
	Path      string
	Parent    string // path of the result it was made from, may be empty
	Tags      []string
	Recipe    *Recipe // nil where nobody knows
	Rating    int     // 0 … 5
	Place     int     // in its batch when it was asked for
	Priced    bool
	Free      bool // painted by the sandbox
	Reused    bool
	New       bool // not yet looked at
	Picked    bool
	Rejected  bool
	Unwritten bool // its sidecar does not know yet how it was judged

	kept kept
}

// kept is what the gallery notes about a row.
type kept struct {
	marked  bool
	version int         // of the gallery, when the row last changed
	ref     history.Ref // where it was loaded from, while it is as it was
	search  string      // what filter words are looked for in, once it was
}

// Marked tells whether the person marked the row.
func (r *Row) Marked() bool { return r.kept.marked }

// Standing says what happens now, with how long it has been under way where
// that is counted.
func (r *Row) Standing() string {
	if r.State.Moving() && r.Elapsed > 0 {
		return fmt.Sprintf("%.1f s  %s", r.Elapsed.Seconds(), r.Note)
	}
	return r.Note
}

// Version is another number after the row or its mark changed.
func (r *Row) Version() int { return r.kept.version }

// Settings name what the row was made with, in one line.
func (r *Row) Settings() string {
	var parts []string
	if r.Style != "" {
		parts = append(parts, r.Style)
	} else {
		parts = append(parts, r.Operation)
	}
	if r.Seed > 0 {
		parts = append(parts, fmt.Sprintf("seed %d", r.Seed))
	}
	if r.Ratio != "" {
		parts = append(parts, r.Ratio)
	}
	return strings.Join(parts, " · ")
}

// haystack returns what filter words are looked for in, made once a row: the
// whole prompt, which a line of a list need not show, and what history searches.
func (r *Row) haystack() string {
	if r.kept.search == "" {
		prompt := r.Prompt
		if full := r.Request().Prompt; full != "" {
			prompt = full
		}
		r.kept.search = history.SearchText(append([]string{prompt, base(r.Path), r.Style}, r.Tags...)...)
	}
	return r.kept.search
}

func base(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}
