package history

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
	"imagine-tui/history/ledger"
)

// SandboxOrigin is what is recorded as the origin of the sandbox's pictures,
// wherever it listened.
const SandboxOrigin = "sandbox"

// maxRequest is the largest request that is taken on, in bytes of its JSON.
// The sidecar says it and its template, and has to fit MaxSidecar.
const maxRequest = 3 << 20

// Options says where a library is and how it saves.
type Options struct {
	// Folder holds the results. StateDir holds the journal and the ledgers.
	Folder, StateDir string
	// Embed puts the recipe into pictures, Mark that a model made them.
	Embed, Mark bool
	// Name is the template of file names; "" means DefaultName.
	Name string
	// ASCIINames keeps letters other than a to z out of them.
	ASCIINames bool
	// Tags are given to all that is made.
	Tags []string
	// Now tells the time; nil means the computer's clock.
	Now func() time.Time
	// Version of the program, for sidecars.
	Version string
	// Ceiling is what no request may pass.
	Ceiling budget.Ceiling
	// Warn is told what went wrong without keeping a picture from being
	// saved. It may be called by several goroutines at once. nil: nobody is.
	Warn func(error)
}

// Library is a folder of results. It is safe for concurrent use.
type Library struct {
	folder  string
	embed   bool
	mark    bool
	naming  naming
	now     func() time.Time
	program string
	tags    []string
	warn    func(error)
	stills  string // folder of pictures of videos
	places  string // folder of files that name libraries in which something is unknown
	journal journal.Dir
	ledger  ledger.Dir
	tally   *ledger.Tally
	ceiling budget.Ceiling
	index   requests
	// indexDir has a file of package index for each day; rules is the fingerprint
	// of what is in them.
	indexDir  string
	rules     func() [sha256.Size]byte
	unindexed sync.Once // that they cannot be written is said once
	// held is done once results were found in the library.
	held  sync.Once
	known string // the file that says so
	// begun has the ids of the requests of this session.
	begun  sync.Map
	claims *claims
	// rooms are what requests in flight were promised, files what is kept aside
	// for them.
	rooms rooms
	files descriptors
	// updates lets one change of a sidecar at a time through.
	updates sync.Mutex
	// step is called between the steps of saving, by tests that end the
	// process or change the disk there.
	step func(string)
}

var _ queue.Store = (*Library)(nil)

// Open returns the library at o.Folder. Nothing is read or made yet: the
// folder comes with the first picture.
func Open(o Options) (*Library, error) {
	if o.Folder == "" || o.StateDir == "" {
		return nil, errors.New("a library needs a folder and a state folder")
	}
	if o.Name == "" {
		o.Name = DefaultName
	}
	if err := checkTemplate(o.Name); err != nil {
		return nil, fmt.Errorf("name = %q %w", o.Name, err)
	}
	folder, err := filepath.Abs(o.Folder)
	if err != nil {
		return nil, fmt.Errorf("find the folder %s: %w", o.Folder, err)
	}
	state, err := filepath.Abs(o.StateDir)
	if err != nil {
		return nil, fmt.Errorf("find the folder %s: %w", o.StateDir, err)
	}
	l := &Library{
		folder: folder, embed: o.Embed, mark: o.Mark, naming: naming{o.Name, o.ASCIINames}, now: o.Now, warn: o.Warn,
		program: strings.TrimSpace("imagine-tui " + o.Version), tags: o.Tags,
		stills:  StillsIn(state),
		places:  filepath.Join(state, "libraries"),
		journal: journal.In(state), ledger: ledger.In(state), indexDir: indexDir(state, folder), known: indexDir(state, folder) + ".known", rules: sync.OnceValue(rules),
		tally: ledger.In(state).Tally(), ceiling: o.Ceiling, step: func(string) {},
	}
	l.claims = newClaims(l)
	if l.now == nil {
		l.now = time.Now
	}
	if l.warn == nil {
		l.warn = func(error) {}
	}
	return l, nil
}

// Folder returns the absolute path of the results.
func (l *Library) Folder() string { return l.folder }

// Mine tells whether a run is one of this session.
func (l *Library) Mine(run string) bool {
	_, mine := l.begun.Load(run)
	return mine
}

// Begin records a request that is about to be sent, in the journal and by a
// claim in the library. When it fails nothing may be sent: what happens then
// could not be recovered, or somebody else sends or sent the same.
func (l *Library) Begin(ctx context.Context, r api.Request, a queue.AccountInfo, o queue.Others) (queue.Ticket, error) {
	text, err := encodeJSON(r)
	if err != nil {
		return nil, fmt.Errorf("describe the request: %w", err)
	}
	if len(text) > maxRequest {
		return nil, fmt.Errorf("the prompt is too long to save with its picture (%d MB at most), so nothing is sent", maxRequest>>20)
	}
	if a.Sandbox {
		a.Origin = SandboxOrigin
	}
	for try := 0; ; try++ {
		t, err := l.borrowing(ctx, r, a, o)
		if err == nil {
			return t, nil
		}
		// What has just ended may still be about to close its connection.
		if !disk.TooManyOpen(err) || l.rooms.flying() > 0 || try == 5 {
			return nil, l.crowded(err, 0)
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return nil, err
		}
	}
}

// borrowing begins a request with what descriptors are kept aside, and keeps
// some aside for it.
func (l *Library) borrowing(ctx context.Context, r api.Request, a queue.AccountInfo, o queue.Others) (t *ticket, err error) {
	err, kept := l.files.borrow(func() (err error) {
		if t, err = l.begin(ctx, r, a, o); err != nil {
			return err
		}
		if t.connection, err = l.files.forConnection(); err != nil {
			return errors.Join(tooFew(err), t.back())
		}
		return nil
	}, func() error { return t.back() })
	switch {
	case err != nil:
		return nil, err
	case kept != nil:
		return nil, tooFew(kept)
	}
	return t, nil
}

func tooFew(err error) error {
	return fmt.Errorf("too many files are open for another request, so nothing is sent (%s): %w", disk.Reason(err), err)
}

// crowded says of a want of descriptors that it may be over when another request
// has ended. own is how many of those in flight are one's own.
func (l *Library) crowded(err error, own int) error {
	if disk.TooManyOpen(err) && l.rooms.flying() > own {
		return fmt.Errorf("%w: %w", queue.ErrCrowded, err)
	}
	return err
}

// begin is Begin, with descriptors to work with.
func (l *Library) begin(ctx context.Context, r api.Request, a queue.AccountInfo, o queue.Others) (*ticket, error) {
	if err := away(l.folder, l.known); err != nil {
		return nil, err
	}
	subject := claim.Subject{Origin: a.Origin, Request: r}
	if err := l.claims.allow(subject, o); err != nil {
		return nil, err
	}
	rec, err := l.prepare(ctx, r, a)
	if err != nil {
		return nil, err
	}
	id := rec.Entry().ID
	l.claims.begun(id) // others who begin need not look at it
	taken, err := l.claims.take(subject, rec.Entry(), o)
	if err == nil && taken != nil && o != queue.Beside && l.claims.savedMeanwhile(subject) {
		err = queue.ErrSavedMeanwhile
	}
	var release func()
	if err == nil {
		release, err = l.reserve(rec, r.Operation)
	}
	if err != nil {
		if taken != nil {
			err = errors.Join(err, taken.Free())
		}
		err = errors.Join(err, rec.Drop())
		l.claims.over(id)
		return nil, err
	}
	l.begun.Store(id, nil)
	return &ticket{library: l, id: id, rec: rec, claim: taken, release: release}, nil
}

// Spend is a sum over pictures.
type Spend = ledger.Spend

// Today sums up what this program spent since midnight, with all keys but the
// sandbox. Ledgers that cannot be read count as nothing, and are warned of.
func (l *Library) Today() Spend {
	from, until := day(l.now())
	s, err := l.ledger.SumAll(from, until)
	if err != nil {
		l.warn(fmt.Errorf("read what was spent today: %w", err))
	}
	return s
}

// Spent sums up what was spent with one key that costs on the day, in day's time
// zone.
func (l *Library) Spent(keyName string, when time.Time) Spend {
	from, until := day(when)
	s, err := l.ledger.Sum(keyName, from, until)
	if err != nil {
		l.warn(fmt.Errorf("read what was spent with key %s: %w", keyName, err))
	}
	return s
}

// Day tells what counts today against the limits of a budget, for what the
// given keys are to pay: what was spent, what other processes have under way, and
// what was never answered.
func (l *Library) Day(limits budget.Limits, keys ...string) budget.Day {
	d := limits.DayOf(keys,
		func() budget.Sum { return l.Today().Sum() },
		func(key string) budget.Sum { return l.Spent(key, l.now()).Sum() })
	if err := addUnanswered(l, &d); err != nil {
		l.warn(fmt.Errorf("count what was not answered today: %w", err))
	}
	if !l.ceiling.Set {
		return d
	}
	counted, err := l.Counted()
	if err != nil {
		l.warn(fmt.Errorf("count what is running today: %w", err)) // each request counts again before it is sent
	}
	return d.Under(l.ceiling, counted)
}

// day returns when the day of t begins and ends; with a change of clocks it
// is not 24 hours long.
func day(t time.Time) (from, until time.Time) {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location()), time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
}

// Sweep removes temporary files of this program that nobody works on and that
// are older than a day, and nothing else. It returns how many.
func (l *Library) Sweep(ctx context.Context) (int, error) {
	limit := l.now().Add(-staleAfter)
	removed := 0
	orphans, err := l.journal.Orphans()
	for _, path := range orphans {
		if disk.RemoveStale(path, limit) {
			removed++
		}
	}
	removed += l.sweepIndex(limit)
	return removed, errors.Join(err, l.eachDay(func(dir string, names []string) error {
		for _, name := range names {
			if isOwnPart(name) && disk.RemoveStale(filepath.Join(dir, name), limit) {
				removed++
			}
		}
		return ctx.Err()
	}))
}

// staleAfter is how old a temporary file must be to count as forgotten.
const staleAfter = 24 * time.Hour
