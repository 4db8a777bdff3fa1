// Package results is the pane that lists what was made and what is being
// made: batches that fold, rows that show only what differs inside their
// batch, marks, and a filter. It knows neither the network nor the disk.
package results

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// State is where a run stands. The words are those of the queue.
type State string

// States of a row.
const (
	Waiting   State = "waiting"
	Held      State = "held"
	Sending   State = "sending"
	Rendering State = "rendering"
	Receiving State = "receiving"
	Retrying  State = "retrying"
	Saved     State = "saved"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Unknown   State = "unknown"
)

// Moving tells whether the state changes with time, so that a clock is needed.
func (s State) Moving() bool {
	switch s {
	case Sending, Rendering, Receiving, Retrying:
		return true
	default:
	}
	return false
}

// Row is one run or one saved result. Text in it is already clean.
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
	Note      string // what happens now, or what went wrong, in a few words
	Elapsed   time.Duration
	Tokens    int
	Priced    bool
	Free      bool // painted by the sandbox
	Reused    bool
	When      time.Time
	Path      string
	New       bool // not yet looked at
	Picked    bool
	Rejected  bool
	Rating    int // 0 … 5
	Tags      []string

	marked bool
	search string
}

// Marked tells whether the person marked the row.
func (r Row) Marked() bool { return r.marked }

// haystack returns what filter words are looked for in, made once a row.
func (r *Row) haystack() string {
	if r.search == "" {
		r.search = strings.ToLower(r.Prompt + "\n" + strings.Join(r.Tags, " ") + "\n" + base(r.Path) + "\n" + r.Style)
	}
	return r.search
}

func base(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// Batch is a group of rows that were asked for together.
type Batch struct {
	ID     string
	Title  string
	When   time.Time
	Folded bool

	rows                  []*Row
	styles, ratios, seeds bool // whether the rows differ in them
	done, picked          int
	// widths of the columns, in cells
	labelW, styleW, seedW int
}

// recount derives what the header and the columns of the batch show.
func (b *Batch) recount() {
	b.done, b.picked = 0, 0
	b.styles, b.ratios, b.seeds = false, false, false
	b.labelW, b.styleW, b.seedW = 0, 0, 0
	for i, r := range b.rows {
		b.labelW = max(b.labelW, ansi.StringWidth(r.Label))
		b.styleW = max(b.styleW, ansi.StringWidth(r.Style))
		b.seedW = max(b.seedW, len(seedText(r.Seed)))
		if r.State == Saved {
			b.done++
		}
		if r.Picked {
			b.picked++
		}
		if i > 0 {
			first := b.rows[0]
			b.styles = b.styles || r.Style != first.Style
			b.ratios = b.ratios || r.Ratio != first.Ratio
			b.seeds = b.seeds || r.Seed != first.Seed
		}
	}
}
