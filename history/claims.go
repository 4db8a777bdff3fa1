package history

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"sync"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// claims are what a library knows of requests that others send or sent: in the
// claims of its folder, and in the journal of this home, also for other
// folders and from before there were claims.
type claims struct {
	library *Library
	dir     *claim.Dir
	// alone is said once, where a folder cannot have claims.
	alone sync.Once

	// noted is done once this home knows that something is unknown in this library.
	noted sync.Once
	// looking lets one goroutine at a time look for what others saved.
	looking sync.Mutex

	mu sync.Mutex
	// earlier are requests of the journal that were sent and never answered, as
	// it was last looked at, by the run that sent them.
	earlier map[string]left
	// mine are the runs this library is at work on.
	mine map[string]bool
}

// left is what an earlier run left of a request.
type left struct {
	key indexKey
	is  Standing
}

func newClaims(l *Library) *claims {
	c := &claims{library: l, dir: claim.In(l.folder), earlier: map[string]left{}, mine: map[string]bool{}}
	c.dir.Step = func(step string) { l.step("claim " + step) }
	return c
}

// begun notes a run that this library is at work on, over that it no longer is.
func (c *claims) begun(run string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mine[run] = true
}

func (c *claims) over(run string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.mine, run)
	delete(c.earlier, run)
}

// allow tells whether the journal or the claims are against sending a request,
// before anything is made for it.
func (c *claims) allow(s claim.Subject, o queue.Others) error {
	if o == queue.Beside {
		return nil
	}
	var busy *claim.BusyError
	if err := c.dir.Standing(s); errors.As(err, &busy) {
		return underWay(busy)
	}
	if o != queue.Wait {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	live, err := c.readJournal()
	if err != nil {
		return err
	}
	want := keyOf(s.Origin, s.Request.Hash())
	for _, e := range live {
		if keyOf(e.Origin, e.Request.Hash()) == want && c.takenUp(e) {
			return fmt.Errorf("%w (%s in the journal)", queue.ErrUnderWay, e.ID)
		}
	}
	for run, was := range c.earlier {
		if was.key == want {
			return fmt.Errorf("%w (%s in the journal)", was.is.Err(), run)
		}
	}
	return nil
}

// takenUp tells whether a living process is about to end what a dead one sent for
// another library: it saves that, or asks for its video. The claim there is the dead
// one's still. Somebody alive who sends for another library is in nobody's way here.
func (c *claims) takenUp(e journal.Entry) bool {
	if e.Folder == "" || e.Folder == c.library.folder {
		return false // this library's claim says it
	}
	return !claim.In(e.Folder).Held(claim.Subject{Origin: e.Origin, Request: e.Request}, e.ID)
}

// readJournal looks for what other processes left there since the last time,
// and for what was settled, and returns what others sent and are at work on. The lock
// is held.
func (c *claims) readJournal() (live []journal.Entry, err error) {
	ids, err := c.library.journal.IDs()
	if err != nil {
		return nil, fmt.Errorf("list unfinished requests, so nothing is sent: %w", err)
	}
	there := make(map[string]bool, len(ids))
	for _, id := range ids {
		there[id] = true
		if _, known := c.earlier[id]; known || c.mine[id] {
			continue
		}
		f, _ := c.library.journal.Look(id)
		if f.Class == journal.Live && f.Entry.Request.Operation != "" && f.Entry.State != journal.Prepared && f.Entry.State != journal.Saved {
			live = append(live, f.Entry)
		}
		if is := standingOf(f); is != Free && f.Entry.Request.Operation != "" {
			c.earlier[id] = left{keyOf(f.Entry.Origin, f.Entry.Request.Hash()), is}
		}
	}
	maps.DeleteFunc(c.earlier, func(id string, _ left) bool { return !there[id] })
	return live, nil
}

// standingOf is what an entry that nobody works on says of its request.
func standingOf(f journal.Found) Standing {
	switch f.Class {
	case journal.Unknown:
		return Unsettled
	case journal.Rendering:
		return Ordered
	case journal.Received:
		switch {
		case wholeBody(f.Entry):
			return Complete
		case f.Entry.Job != "":
			return Ordered // it can be fetched again
		}
		return Unsettled
	case journal.Live, journal.Unsent, journal.Finished:
	}
	return Free
}

// wholeBody tells whether nothing of what was received is missing.
func wholeBody(e journal.Entry) bool {
	if e.Binary() {
		return false
	}
	body, err := plainfile.Open(e.Body)
	if err != nil {
		return false
	}
	defer func() { _ = body.Close() }() // only read from
	info, err := body.Stat()
	if err == nil {
		_, err = inspect(fileContent{body}, info.Size(), e.Request.Operation)
	}
	return err == nil
}

// take claims a request for a run of the journal. Without a claim, where the
// folder knows no exclusive names, one process at a time is promised.
func (c *claims) take(s claim.Subject, e journal.Entry, o queue.Others) (*claim.Claim, error) {
	who := claim.Who{Run: e.ID, Key: e.Key, At: c.library.now(), Beside: o == queue.Beside}
	taken, err := c.dir.Take(s, who)
	var unsettled *claim.UnsettledError
	for try := 0; errors.As(err, &unsettled) && o == queue.Settle && try < 100; try++ { // there can be some beside each other
		if err = c.dir.Settle(unsettled.Info.Name); err == nil {
			taken, err = c.dir.Take(s, who)
		}
	}
	var busy *claim.BusyError
	if errors.As(err, &unsettled) && unsettled.Info.State == claim.Sent {
		if err = c.judge(unsettled.Info); err == nil {
			if err = c.dir.SettleRun(s, unsettled.Info.Run, false); err == nil {
				taken, err = c.dir.Take(s, who)
			}
		}
	}
	var alone *claim.UnsupportedError
	switch {
	case errors.As(err, &busy):
		return nil, underWay(busy)
	case errors.As(err, &unsettled):
		c.note()
		return nil, fmt.Errorf("%w (%s)", queue.ErrUnsettled, clean.Line(unsettled.Info.Whose()))
	case errors.As(err, &alone) && disk.TooManyOpen(err):
		return nil, fmt.Errorf("claim the request, so nothing is sent (%s): %w", disk.Reason(err), err)
	case errors.As(err, &alone):
		c.sayAlone(err)
		return nil, nil //nolint:nilnil // without a claim it goes on
	}
	return taken, err
}

// judge is what a claim means in this home, whose journal may know more of it:
// that nothing of a request left, whose claim says that it was sent, or that
// somebody is about to settle it. The claim says so first, then the journal, and
// then only can the first byte go.
func (c *claims) judge(info claim.Info) error {
	err := c.dir.Judge(info)
	var unsettled *claim.UnsettledError
	if !errors.As(err, &unsettled) || info.State != claim.Sent || info.Run == "" || info.Run != filepath.Base(info.Run) { // whoever shares the folder wrote it
		return err
	}
	switch f, there := c.library.journal.Look(info.Run); {
	case there && f.Class == journal.Unsent:
		return c.dir.Inheritable(info)
	case there && f.Class == journal.Live:
		return &claim.BusyError{Info: info}
	}
	return err
}

func underWay(e *claim.BusyError) error {
	return fmt.Errorf("%w (%s)", queue.ErrUnderWay, clean.Line(e.Info.Whose()))
}

// sayAlone says what is promised where a folder cannot have claims.
func (c *claims) sayAlone(err error) {
	c.alone.Do(func() {
		c.library.warn(fmt.Errorf("%w. Nothing is paid twice as long as one process at a time works on this library", err))
	})
}

// savedMeanwhile tells whether another process saved a picture of a request
// between the look for it and the claim.
func (c *claims) savedMeanwhile(s claim.Subject) bool {
	// Of several that look at once one is told, and reads: the others must not
	// go on before it has.
	c.looking.Lock()
	if c.dir.OthersSaved() {
		c.library.readNewDays()
	}
	c.looking.Unlock()
	_, ok := c.library.reusable(keyOf(s.Origin, s.Request.Hash()), s.Origin, s.Request)
	return ok
}

// end ends a record of the journal, and the claim that went with it. The claim
// goes first: who is killed between the two leaves a record, which the next start
// ends, and not a claim of which nobody knows that it is over. For the same reason
// the record stays as long as the claim of a dead process cannot be had, which
// only a person's word changes where nobody can tell who has it.
func (l *Library) end(rec *journal.Record, word bool, how func() error) error {
	e := rec.Entry()
	err := l.claims.free(e, word)
	var busy *claim.BusyError
	var unsettled *claim.UnsettledError
	if errors.As(err, &busy) || errors.As(err, &unsettled) {
		return errors.Join(err, rec.Release(err, false))
	}
	if err != nil {
		l.claims.note()
		l.warn(err)
	}
	l.step("freed")
	if err := how(); err != nil {
		return err
	}
	l.claims.over(e.ID)
	return nil
}

// free removes the claim of a run that came to its end.
func (c *claims) free(e journal.Entry, word bool) error {
	if e.Request.Operation == "" {
		return nil
	}
	dir := c.dir
	if e.Folder != "" && e.Folder != c.library.folder {
		dir = claim.In(e.Folder)
	}
	return dir.SettleRun(claim.Subject{Origin: e.Origin, Request: e.Request}, e.ID, word)
}

// forget removes a claim by its run, or by its name where it cannot be read.
func (c *claims) forget(id string) error {
	var errs []error
	for _, dir := range c.everywhere() {
		list, err := dir.Unsettled()
		errs = append(errs, err)
		for _, info := range list {
			if info.Run == id || info.Run == "" && info.Name == id {
				errs = append(errs, dir.Settle(info.Name))
			}
		}
	}
	return errors.Join(errs...)
}

// unsettled lists the claims of this library, and of the others in which this home
// met some, of which nobody alive knows what became of them.
func (c *claims) unsettled() []claim.Info {
	var all []claim.Info
	for _, dir := range c.everywhere() {
		list, err := dir.Unsettled()
		if err != nil && dir == c.dir {
			c.sayAlone(&claim.UnsupportedError{Err: err})
		}
		all = append(all, list...)
	}
	return all
}

// elsewhere lists the claims of which no journal of this home knows: somebody
// else sent them, from another home or computer, and nobody knows what became of
// them.
func (r recovery) elsewhere(known map[string]bool) []Recovered {
	var out []Recovered
	for _, info := range r.library.claims.unsettled() {
		one := Recovered{
			Event: EventUnknown, ID: clean.Line(info.Run), State: journal.Sent, Key: clean.Line(info.Key), Origin: clean.Line(info.Origin),
			Free: info.Origin == SandboxOrigin, Time: info.Time, Problem: "sent by " + clean.Line(info.Whose()) + ", and never answered",
		}
		if info.Request != nil {
			one.Request = Sidecar{Request: *info.Request}.cleaned().Request
		}
		if info.Problem != "" {
			one.Problem = "a claim in the library that somebody may have sent: " + info.Problem
		}
		if one.ID == "" {
			one.ID = clean.Line(info.Name)
		}
		if known[info.Run] || r.leavesOut(one.ID) {
			continue
		}
		out = append(out, one)
	}
	return out
}

// Standing says how a request stands before it is sent.
type Standing int

// How a request stands: nobody sends it, or somebody does; it was sent and never
// answered, its video was ordered, or its picture is here and not in its place.
const (
	Free Standing = iota
	UnderWay
	Unsettled
	Ordered
	Complete
)

// Err is why a request that stands so is not sent again without a word, nil
// where it can be.
func (s Standing) Err() error {
	switch s {
	case Unsettled:
		return queue.ErrUnsettled
	case Ordered:
		return queue.ErrOrdered
	case Complete:
		return queue.ErrComplete
	default:
		return nil
	}
}

// Standings looks once at what is under way and what is unknown, and returns
// what tells how a request to an origin stands. Nothing is changed.
func (l *Library) Standings() (func(origin string, r api.Request) Standing, error) {
	all, err := l.claims.dir.All()
	if err != nil {
		l.claims.sayAlone(&claim.UnsupportedError{Err: err})
	}
	known := map[indexKey]Standing{}
	for _, info := range all {
		if info.Request == nil {
			continue // it can be anybody's: Begin finds out
		}
		key := keyOf(info.Origin, info.Request.Hash())
		var busy *claim.BusyError
		switch err := l.claims.judge(info); {
		case err == nil:
		case errors.As(err, &busy):
			known[key] = max(known[key], UnderWay)
		default:
			l.claims.note()
			known[key] = Unsettled
		}
	}
	l.claims.mu.Lock()
	defer l.claims.mu.Unlock()
	live, err := l.claims.readJournal()
	if err != nil {
		return nil, err
	}
	for _, e := range live {
		if l.claims.takenUp(e) {
			key := keyOf(e.Origin, e.Request.Hash())
			known[key] = max(known[key], UnderWay)
		}
	}
	for _, was := range l.claims.earlier {
		known[was.key] = max(known[was.key], was.is)
	}
	return func(origin string, r api.Request) Standing {
		if len(known) == 0 {
			return Free
		}
		return known[keyOf(origin, r.Hash())]
	}, nil
}
