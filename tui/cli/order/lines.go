package order

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/planfile"
)

// Source gives the lines of a plan, from the first one, as often as they are asked for.
type Source interface {
	Lines() iter.Seq[planfile.Line]
	// Err says why the last reading ended before its end.
	Err() error
	// Name is what the plan is called, Keep puts what is sent of a line in its place.
	Name() string
	Keep(planfile.Line) error
}

// Lines is a plan that comes line by line, and of which there are only a few in memory:
// it is read once to see what it costs and whether all of it can be sent, and again to
// be sent.
type Lines struct {
	Source Source
	Shard  Shard
	// SkipBad leaves lines out that cannot be sent; else nothing is.
	SkipBad bool
	// Output is where pictures go beside the library, with placeholders, where a line
	// does not say; "" for nowhere.
	Output string

	order  *Order
	lanes  map[string]*lane // by the name that lines say
	names  []string         // of lanes, in the order they came
	taken  int              // lines of the shard that can be sent
	all    int              // of the plan
	bad    int
	hashes hashes // of requests, each with where it goes: what is priced
	left   hashes // numbers of lines that can be read and not be sent
	places hashes // of the files that get pictures too
	stands func(origin string, r api.Request) history.Standing
}

// lane is what is sent with one key.
type lane struct {
	account queue.Account
	err     error
	mark    uint64 // of where its requests go
	refused bool   // the service said of the key what holds for the rest as well
	// cost is of what is sent surely, more of what was sent before and never answered.
	cost, more budget.Cost
}

// mostTold is how many lines are told of that cannot be sent, where people read it.
const mostTold = 20

// Follow makes the order send the lines of a plan. It comes after Choose, in the place
// of Price.
func (o *Order) Follow(ctx context.Context, lines *Lines, r *Report) error {
	o.lines, lines.order, o.FromFile = lines, o, true
	if err := lines.survey(ctx, r); err != nil {
		return err
	}
	if len(o.unsettled) > 0 && !o.DryRun {
		// What arrived and was not put in its place is, if that can be done now.
		done, err := history.Recover(ctx, o.Engine.Library, history.Earlier())
		if err != nil {
			return err
		}
		if slices.ContainsFunc(done, func(r history.Recovered) bool { return r.Event == history.EventRecovered }) {
			return lines.survey(ctx, nil) // what is wrong was said
		}
	}
	return nil
}

// survey reads the plan to its end and finds out how it stands. r tells of lines that
// cannot be sent.
func (l *Lines) survey(ctx context.Context, r *Report) error {
	o := l.order
	l.lanes, l.names, l.taken, l.all, l.bad = map[string]*lane{}, nil, 0, 0, 0
	l.hashes, l.left, l.places = hashes{}, hashes{}, hashes{}
	o.unsettled, o.underWay = map[int]error{}, 0
	var err error
	if l.stands, err = o.Engine.Library.Standings(); err != nil {
		l.stands = nil // no request will begin, and each says why
	}
	l.lane("")
	for line := range l.Source.Lines() {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.all++
		if line.Bad == nil {
			if line.Bad = l.take(ctx, line); line.Bad != nil {
				l.left.add(uint64(line.Number)) // #nosec G115 -- from 1
			}
		}
		if line.Bad != nil {
			l.bad++
			r.badLine(l, line)
		}
	}
	if err := l.Source.Err(); err != nil {
		return exit.Misuse(err)
	}
	switch {
	case l.bad > 0 && !l.SkipBad:
		return exit.Misusef("%s: %d of %s cannot be sent, so nothing was sent; --skip-bad leaves such lines out", l.Source.Name(), l.bad, wording.Count(l.all, "line"))
	case l.all == 0:
		return exit.Misusef("the %s holds no requests: %s plan writes them", l.Source.Name(), app.Name)
	}
	o.count()
	return nil
}

// take counts a line in. The error says why it cannot be sent.
func (l *Lines) take(ctx context.Context, line planfile.Line) error {
	lane := l.lane(line.Key)
	if lane.err != nil {
		return lane.err
	}
	item := line.Item
	path, err := l.output(line)
	if err != nil {
		return err
	}
	own := false
	if path != "" {
		if _, own, err = l.order.vacant(ctx, path, lane.account.Origin, item.Request); err != nil {
			return fmt.Errorf("its output %s: %w", clean.Line(path), err)
		}
	}
	hash := item.Request.Hash()
	if !l.Shard.Has(hash) {
		return nil
	}
	first := !l.hashes.has(lane.identity(hash))
	if path != "" && !l.places.add(numberOf(path)) && first {
		return fmt.Errorf("its output %s is that of a line before it, for another picture", clean.Line(path))
	}
	l.taken++
	if !first {
		return nil // it is paid once, however often it is asked for
	}
	l.hashes.add(lane.identity(hash))
	saved := own || l.found(lane, line)
	if !saved && l.stands != nil {
		stand := l.stands(lane.account.Origin, item.Request)
		if stand == history.UnderWay {
			l.order.underWay++
		}
		if err := stand.Err(); err != nil && !lane.account.Sandbox {
			l.order.unsettled[line.Number] = err
			lane.cost.Leave(item)
			lane.more.Add(item, false)
			return nil
		}
	}
	lane.cost.Add(item, saved)
	return nil
}

// found tells whether the picture of a line is saved, and another one is not wanted.
func (l *Lines) found(lane *lane, line planfile.Line) bool {
	if l.order.Again {
		return false
	}
	_, saved := l.order.Engine.Library.Find(lane.account.Origin, line.Item.Request)
	return saved
}

// lane is that of a key by its name, "" for the one that was chosen.
func (l *Lines) lane(name string) *lane {
	if known := l.lanes[name]; known != nil {
		return known
	}
	lane := &lane{account: l.order.Account}
	if name != "" {
		lane.account, lane.err = l.order.Engine.Account(name)
	}
	lane.mark = numberOf(lane.account.Origin)
	if lane.err == nil || len(l.lanes) < mostTold {
		l.lanes[name] = lane
		l.names = append(l.names, name)
	}
	return lane
}

// identity is that of a request, by its hash, where the lane sends it: what is paid in
// one place is not paid in another.
func (l *lane) identity(hash string) uint64 { return number(hash) ^ l.mark }

// shares is what is to be sent with which key; again says that what was sent before and
// never answered is.
func (l *Lines) shares(again bool) []budget.Share {
	var shares []budget.Share
	for _, name := range l.names {
		lane := l.lanes[name]
		cost := lane.cost
		if again {
			cost.Left = 0
			more := lane.more
			more.Runs, more.Tokens, more.Unpriced = 0, 0, 0 // counted already
			cost.Join(more)
		}
		if lane.err == nil && cost.Runs > 0 {
			shares = append(shares, budget.Share{Key: lane.account.Name, Free: lane.account.Sandbox, Cost: cost})
		}
	}
	return shares
}

// output is where the picture of a line goes beside the library, "" for nowhere.
func (l *Lines) output(line planfile.Line) (string, error) {
	if line.Output != "" || l.Output == "" {
		return line.Output, nil
	}
	name, unknown := history.NameOf(l.Output, line.Item.Request, fmt.Sprint(line.Number))
	if unknown != "" {
		return "", noPlaceholder(unknown)
	}
	path, err := app.ExpandHome(name)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// summary says how many lines there are.
func (l *Lines) summary() string {
	what := wording.Count(l.taken, "request")
	if l.Shard.Of > 1 {
		what += fmt.Sprintf(" of shard %s, of %s", l.Shard, wording.Count(l.all, "line"))
	}
	if twice := l.taken - l.hashes.n; twice > 0 {
		what += fmt.Sprintf(" · %d repeated", twice)
	}
	if l.bad > 0 {
		what += fmt.Sprintf(" · %d left out", l.bad)
	}
	return what
}

// badEvent is a line of a plan that cannot be sent.
type badEvent struct {
	Event   string `json:"event"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// badLine tells of a line that cannot be sent, and not what it says.
func (r *Report) badLine(l *Lines, line planfile.Line) {
	if r == nil {
		return
	}
	why := clean.Scrub(clean.Line(line.Bad.Error()))
	if r.order.JSON {
		r.line(badEvent{"bad_line", line.Number, why}, "")
	}
	switch {
	case l.bad <= mostTold:
		r.order.Console.Warn("%s, line %d: %s", l.Source.Name(), line.Number, wording.Sentence(why))
	case l.bad == mostTold+1:
		r.order.Console.Warn("There are more such lines, of which --json tells all.")
	}
}

// dry tells each line of a plan that is not sent.
func (l *Lines) dry(r *Report) {
	told := &l.hashes
	told.forget()
	for line := range l.Source.Lines() {
		if r.broken != nil {
			return
		}
		if line.Bad != nil {
			continue
		}
		hash, lane := line.Item.Request.Hash(), l.lane(line.Key)
		if !l.Shard.Has(hash) || l.left.has(uint64(line.Number)) || lane.err != nil || !told.add(lane.identity(hash)) { // #nosec G115 -- from 1
			continue
		}
		if !r.order.JSON {
			r.line(nil, columns(line.Item))
			continue
		}
		if path, err := l.output(line); err == nil {
			line.Output = path
		}
		take := r.order.take(lane.account.Origin, line.Item, l.found(lane, line))
		r.line(planfile.Again(line, take, r.folder), "")
	}
	r.order.Console.Say("Dry run: nothing was sent.")
}

// errChanged is a plan that says something else than it did when its price was worked
// out.
var errChanged = errors.New("the plan was changed after its price was worked out: nothing more is sent, and what was sent is saved")
