// Package results is the pane that lists what was made and what is being
// made: batches that fold, rows that show only what differs inside their
// batch, marks, and a filter. It knows neither the network nor the disk.
package results

import (
	"strings"
	"time"

	"imagine-tui/tui/run"

	"github.com/charmbracelet/x/ansi"
)

// State is where a run stands.
type State = run.State

// States of a row.
const (
	Waiting   = run.Waiting
	Held      = run.Held
	Sending   = run.Sending
	Rendering = run.Rendering
	Receiving = run.Receiving
	Retrying  = run.Retrying
	Saved     = run.Saved
	Failed    = run.Failed
	Cancelled = run.Cancelled
	Unknown   = run.Unknown
)

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
	Parent    string // path of the result it was made from, may be empty
	New       bool   // not yet looked at
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
	same                  same
	done, picked, open    int
	failed, unknown       int
	// widths of the columns, in cells
	labelW, styleW, seedW int
}

// tally adds a row to, or with by = -1 takes it from, what headers count.
func (p *Pane) tally(b *Batch, r *Row, by int) {
	switch r.State {
	case Saved:
		b.done += by
		if r.New {
			p.fresh += by
		}
	case Failed:
		b.failed += by
	case Unknown:
		b.unknown += by
	default:
	}
	if r.Picked {
		b.picked += by
	}
	if !r.State.Ended() {
		b.open += by
	}
}

// label is what sets a row apart from the others of its batch, "" where all
// say the same.
func (b *Batch) label(r *Row) string { return strings.Trim(b.same.rest(r.Label), " ,") }

// measure derives which columns the rows of the batch need, and how wide.
func (b *Batch) measure() {
	b.styles, b.ratios, b.seeds = false, false, false
	b.labelW, b.styleW, b.seedW = 0, 0, 0
	b.same = sameOf(b.rows)
	for i, r := range b.rows {
		b.labelW = max(b.labelW, ansi.StringWidth(b.label(r)))
		b.styleW = max(b.styleW, ansi.StringWidth(r.Style))
		b.seedW = max(b.seedW, len(seedText(r.Seed)))
		if i > 0 {
			first := b.rows[0]
			b.styles = b.styles || r.Style != first.Style
			b.ratios = b.ratios || r.Ratio != first.Ratio
			b.seeds = b.seeds || r.Seed != first.Seed
		}
	}
}
