package send

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio that notes what was selected and joined.
type host struct {
	flowtest.Host
	toStyle, toResults, waiting int
	selected, joined, replaced  []string
	room                        int
}

func (h *host) ToStyle() tea.Cmd        { h.toStyle++; return nil }
func (h *host) ToResults() tea.Cmd      { h.toResults++; return nil }
func (h *host) WaitingChanged() tea.Cmd { h.waiting++; return nil }
func (h *host) Joined(ids []string)     { h.joined = append(h.joined, ids...) }
func (h *host) PlanRoom() (int, bool)   { return h.room, true }

func (h *host) Select(id string) tea.Cmd { h.selected = append(h.selected, id); return nil }

func (h *host) Replaced(row gallery.Row) tea.Cmd { h.replaced = append(h.replaced, row.ID); return nil }

// draft is what would be made next.
type draft struct {
	words, seeds string
	styles       []string
	sent, lists  int
	remembered   []string
	submitted    []plan.Plan
	rand         *rand.Rand
	of           string // what was read
	read         *plan.Reading
	err          error
}

func (d *draft) Empty() bool { return d.words == "" }

func (d *draft) Input() (plan.Input, error) {
	seeds, err := plan.ParseSeeds(d.seeds)
	return plan.Input{
		Operation: api.TextToImage, Prompts: []string{d.words}, Styles: d.styles, AspectRatios: []string{"1:1"}, Seeds: seeds, Rand: d.rand, Limit: plan.AtOnce,
	}, err
}

func (d *draft) Read() (*plan.Reading, error) {
	in, err := d.Input()
	if err != nil {
		return nil, err
	}
	if of := fmt.Sprint(in.Prompts, in.Styles, d.seeds); d.of != of {
		d.of = of
		d.read, d.err = plan.Read(in)
	}
	return d.read, d.err
}

func (d *draft) ReadLists() tea.Cmd    { d.lists++; return nil }
func (d *draft) Sent(*plan.Reading)    { d.sent++ }
func (d *draft) Remember(text string)  { d.remembered = append(d.remembered, text) }
func (d *draft) Submitted(p plan.Plan) { d.submitted = append(d.submitted, p) }

type world struct {
	*Flow
	*host
	draft *draft
	key   key.Key
	keys  map[string]key.Key // others
	now   time.Time
	lost  error // of every account
}

// open is a flow over a real library, with a key that costs and a draft of one
// picture for 15 tokens.
func open(t *testing.T, limits budget.Limits) *world {
	t.Helper()
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(1, 2))
	st := theme.New(true)
	w := &world{host: &host{room: 100}, key: key.Key{Name: "work"}, now: noon}
	w.draft = &draft{words: "a fox", seeds: "1", styles: []string{"flux-dev"}, rand: dice}
	w.Flow = New(w.host, Options{
		Context: t.Context(), Library: library, Queue: flowtest.Queue(t), Gallery: gallery.New(), Limits: limits,
		Account: func(name string) (queue.Account, error) {
			return queue.Account{Name: name, Origin: "https://example.invalid"}, w.lost
		},
		Find: func(name string) (key.Key, bool) { k, known := w.keys[name]; return k, known },
		Key:  func() key.Key { return w.key }, KeyLabel: func() string { return w.key.Name }, Draft: w.draft,
		Prompt: prompt.New(st, action.Default()), Rand: dice, Styles: st, Now: func() time.Time { return w.now },
	})
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

// inQueue is how many runs the queue has.
func (w *world) inQueue() int { return len(w.o.Queue.Snapshot()) }

// footer is what stands under the prompt.
func (w *world) footer() string {
	w.o.Prompt.SetSize(w.room+4, 8)
	return strings.Join(w.o.Prompt.View(), "\n")
}

// TestStylesInNoListAreSentWithAWarning: the service decides about them, and
// the person is told once.
func TestStylesInNoListAreSentWithAWarning(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000})
	w.key = key.Key{Name: key.SandboxName, Source: key.Source{Kind: key.KindSandbox}}
	w.draft.styles = []string{"imagineart-2.0", "anime", "flux_dev"}
	w.run(w.Send())
	if w.Dialog() != nil || w.inQueue() != 3 {
		t.Fatalf("%d in the queue, asked %q, warned %v", w.inQueue(), w.Words(), w.Warned)
	}
	want := api.DoubtStyle(api.TextToImage, "imagineart-2.0") + " " + api.DoubtStyle(api.TextToImage, "flux_dev")
	if !slices.Equal(w.Warned, []string{want}) {
		t.Errorf("warned %q", w.Warned)
	}
	w.draft.words = "a boat"
	w.run(w.Send())
	if w.inQueue() != 6 || len(w.Warned) != 1 {
		t.Errorf("%d in the queue, warned again: %q", w.inQueue(), w.Warned)
	}
}

func TestWhatIsWithinTheLimitsIsSent(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 15})
	w.run(w.Send())
	if w.Dialog() != nil || w.inQueue() != 1 || w.draft.sent != 1 || len(w.draft.submitted) != 1 {
		t.Fatalf("asked %q, %d in the queue, warned %v", w.Words(), w.inQueue(), w.Warned)
	}
	rows := w.o.Gallery.Rows(w.o.Gallery.Batches()[0].ID)
	if len(rows) != 1 || !slices.Equal(w.selected, []string{rows[0].ID}) || w.Tips&flow.TipGenerate == 0 || w.waiting != 1 {
		t.Errorf("rows %+v, selected %v", rows, w.selected)
	}
	if r, _ := w.o.Gallery.Run(rows[0].ID); r.KeyName != "work" {
		t.Errorf("it is sent with %q", r.KeyName)
	}
}

// What costs more is sent once its number was typed, and not at all when the key
// is another one by then.
func TestWhatIsAboveIsAskedFor(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 14})
	w.run(w.Send())
	if words := w.Words(); !strings.Contains(words, "1 picture with key work") || !strings.Contains(words, "Type 15 and enter to send") || w.inQueue() != 0 {
		t.Fatalf("asked:\n%s", words)
	}
	answers := w.Answer(t)
	w.key.Name = "other"
	w.run(answers.Yes())
	if w.inQueue() != 0 || !strings.Contains(flowtest.Last(w.Said), "key changed in the meantime") {
		t.Fatalf("%d in the queue, said %v", w.inQueue(), w.Said)
	}
	w.run(w.Send())
	w.run(w.Answer(t).Yes())
	if w.inQueue() != 1 || w.draft.sent != 1 {
		t.Errorf("%d in the queue", w.inQueue())
	}
}

func TestAKeyThatIsChangedWhileThePriceIsLookedUp(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 60})
	looked := w.Send()
	w.key.Name = "other"
	w.run(looked)
	if w.inQueue() != 0 || !strings.Contains(flowtest.Last(w.Said), "key changed in the meantime") {
		t.Fatalf("%d in the queue, said %v", w.inQueue(), w.Said)
	}
	w.NewWish()
	w.run(w.Send())
	if w.inQueue() != 1 {
		t.Error("nothing is sent any more")
	}
}

// One wish is looked at after the other.
func TestTwoWishesAtOnce(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 100})
	looked := w.Send()
	w.NewWish()
	w.run(w.Send())
	w.run(looked)
	if w.inQueue() != 1 || len(w.Said) != 1 {
		t.Errorf("%d in the queue, said %v", w.inQueue(), w.Said)
	}
}

func TestAFreeKeyIsNotAskedAbout(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1, PerDay: 1})
	w.key = key.Sandbox()
	w.run(w.Send())
	w.run(w.Send()) // also at once
	if w.Dialog() != nil || w.inQueue() != 2 {
		t.Errorf("asked %q, %d in the queue", w.Words(), w.inQueue())
	}
}

// Enter that is struck twice sends once with a key that costs; with other words,
// after a pause, or after something else was chosen it sends again.
func TestPressedTwice(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000})
	send := func() int { w.run(w.Send()); return w.inQueue() }
	send()
	if w.now = w.now.Add(twiceWithin - 1); send() != 1 || !strings.Contains(flowtest.Last(w.Said), "Pressed twice, sent once") {
		t.Fatalf("%d in the queue, said %v", w.inQueue(), w.Said)
	}
	if w.draft.words = "a cat"; send() != 2 {
		t.Error("other words were not sent")
	}
	w.NewWish()
	if send() != 3 {
		t.Error("another wish was not sent")
	}
	if w.now = w.now.Add(twiceWithin); send() != 4 {
		t.Error("it was not sent after a pause")
	}
}

// A large plan is built outside the update loop, once.
func TestLargePlansAreBuiltOutside(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1 << 30})
	w.draft.words = "{1..600} boats"
	build := w.Send()
	w.NewWish()
	w.run(w.Send())
	if w.inQueue() != 0 || len(w.Said) != 1 {
		t.Fatalf("%d in the queue, said %v", w.inQueue(), w.Said)
	}
	if w.run(build); w.inQueue() != 600 {
		t.Errorf("%d in the queue, warned %v", w.inQueue(), w.Warned)
	}
}

func TestWhatCannotBeSent(t *testing.T) {
	for name, change := range map[string]func(*world){
		"no words":       func(w *world) { w.draft.words = "" },
		"a mistake":      func(w *world) { w.draft.words = "a {red" },
		"no such seeds":  func(w *world) { w.draft.seeds = "many" },
		"no style":       func(w *world) { w.draft.styles = nil },
		"a key gone":     func(w *world) { w.lost = errors.New("there is no key work") },
		"too many of it": func(w *world) { w.draft.words = "{1..999999} {1..999999} boats" },
	} {
		w := open(t, budget.Limits{ConfirmAbove: 1000})
		change(w)
		w.run(w.Send())
		if w.inQueue() != 0 || len(w.Warned) != 1 || w.toStyle > 0 != (name == "no style") {
			t.Errorf("%s: %d in the queue, warned %v", name, w.inQueue(), w.Warned)
		}
	}
}

// The cheaper part is shown first, and its own price is asked for by the same
// rule.
func TestTheCheaperPart(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 7})
	w.draft.styles, w.draft.seeds = []string{"flux-dev", "anime"}, "1-2"
	w.run(w.Send())
	if !strings.Contains(w.Words(), "only anime, 10 tokens") {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Tab())
	if !strings.Contains(w.Words(), "Only anime") || w.inQueue() != 0 {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Yes())
	if !strings.Contains(w.Words(), "Type 10 and enter") || strings.Contains(w.Words(), "only anime") || w.inQueue() != 0 {
		t.Fatalf("asked:\n%s", w.Words())
	}
	w.run(w.Answer(t).Yes())
	if w.inQueue() != 2 {
		t.Errorf("%d in the queue", w.inQueue())
	}
}

// What is sent whole or not at all has no cheaper part, and counts what is under
// way against the day.
func TestAgree(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000, PerDay: 19})
	in, _ := w.draft.Input()
	p, err := plan.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	w.draft.styles = []string{"flux-dev", "anime"}
	agreed := 0
	ask := func() { w.run(w.Agree(flow.Retry{Plan: p, Named: true}, func() tea.Cmd { agreed++; return nil })) }
	if ask(); agreed != 1 {
		t.Fatalf("it asked below the limit:\n%s", w.Words())
	}
	follow := func(id string, r queue.Run) {
		r.ID, r.KeyName, r.Item = id, "work", plan.Item{Tokens: 5, Priced: true}
		w.o.Gallery.Follow(r, gallery.Order{})
	}
	follow("free", queue.Run{State: queue.StateRendering, Free: true})
	follow("before", queue.Run{State: queue.StateSaved, Ended: time.Now().Add(-time.Hour)}) // in the ledger
	follow("failed", queue.Run{State: queue.StateFailed})
	if ask(); agreed != 2 {
		t.Fatalf("it asked for what costs nothing more:\n%s", w.Words())
	}
	follow("paid", queue.Run{State: queue.StateSaved, Ended: time.Now().Add(time.Hour)}) // since the ledger was read
	if ask(); agreed != 2 || !strings.Contains(w.Words(), "running 5") || strings.Contains(w.Words(), "only") {
		t.Fatalf("agreed %d times:\n%s", agreed, w.Words())
	}
	w.run(w.Answer(t).Yes())
	if agreed != 3 {
		t.Errorf("agreed %d times", agreed)
	}
}

// What is sent once more with its own key is paid by that one, and does not count
// twice where it is under way.
func TestAgreeToWhatWasThere(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1000, PerDay: 1000, PerKey: map[string]int{"own": 5}})
	w.keys = map[string]key.Key{"own": {Name: "own"}, "play": key.Sandbox()}
	it := plan.Item{Request: boat, Tokens: 5, Priced: true}
	agreed := 0
	ask := func(r flow.Retry) { w.run(w.Agree(r, func() tea.Cmd { agreed++; return nil })) }
	one := flow.Retry{Plan: plan.Plan{Items: []plan.Item{it}}, Runs: []string{"held"}, Keys: []string{"own"}, Named: true}
	w.o.Gallery.Follow(queue.Run{ID: "held", KeyName: "own", State: queue.StateHeld, Item: it}, gallery.Order{})
	if ask(one); agreed != 1 {
		t.Fatalf("it counts twice:\n%s", w.Words())
	}
	w.o.Gallery.Follow(queue.Run{ID: "other", KeyName: "own", State: queue.StateRendering, Item: it}, gallery.Order{})
	if ask(one); agreed != 1 || !strings.Contains(w.Words(), "daily limit of 5 of key own") || !strings.Contains(w.Words(), "limit 5: [budget] per_key own") || !strings.Contains(w.Words(), "1 picture with key own") {
		t.Fatalf("agreed %d times:\n%s", agreed, w.Words())
	}
	w.key.Name = "new" // another key in use changes nothing about it
	if w.run(w.Answer(t).Yes()); agreed != 2 {
		t.Fatalf("agreed %d times, said %v", agreed, w.Said)
	}
	one.Keys = []string{"play"}
	if ask(one); agreed != 3 {
		t.Fatalf("what is free is asked about:\n%s", w.Words())
	}
	// Several keys pay each for their own part.
	two := flow.Retry{Plan: plan.Plan{Items: []plan.Item{it, it, it}}, Keys: []string{"gone", "play", "own"}}
	if ask(two); agreed != 3 || !strings.Contains(w.Words(), "3 pictures with key gone, sandbox, own") || !strings.Contains(w.Words(), "to pay  10") {
		t.Fatalf("agreed %d times:\n%s", agreed, w.Words())
	}
}

// made lists a row that was made before.
func (w *world) made(id string, r api.Request) gallery.Row {
	row := gallery.Row{ID: id, Style: r.Style, Operation: string(r.Operation), Recipe: &gallery.Recipe{Request: r, Template: r.Prompt, Key: "work"}}
	w.o.Gallery.AddBatch(gallery.Batch{ID: "batch"}, []gallery.Row{row}, true)
	row, _ = w.o.Gallery.Row(id)
	return row
}

var boat = api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime", AspectRatio: "1:1", Seed: 7}

// requests are those in the queue.
func (w *world) requests() []api.Request {
	var out []api.Request
	for _, r := range w.o.Queue.Snapshot() {
		out = append(out, r.Item.Request)
	}
	return out
}

func TestResend(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	row := w.made("boat", boat)
	w.run(w.NewSeed([]gallery.Row{row}))
	w.run(w.Again([]gallery.Row{row}))
	got := w.requests()
	if len(got) != 2 || got[0].Seed == 7 || got[1].Seed != 7 || got[0].Prompt != "a boat" {
		t.Fatalf("%+v", got)
	}
	if len(w.selected) != 0 || len(w.Said) != 2 || len(w.replaced) != 0 {
		t.Errorf("selected %v, said %v", w.selected, w.Said)
	}
	again := 0
	for r := range w.o.Gallery.Runs {
		if w.o.Gallery.OrderOf(r.ID).Again {
			again++
		}
	}
	if again != 1 {
		t.Errorf("%d are sent although they may be saved", again)
	}
}

// A row is given up for a new one only when that is in the queue.
func TestReplace(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1})
	row := w.made("boat", boat)
	w.run(w.Resend([]gallery.Row{row}, flow.Repeat{Again: true, Replace: true}))
	if len(w.replaced) != 0 || w.inQueue() != 0 {
		t.Fatal("it was not agreed to")
	}
	w.lost = errors.New("there is no key work")
	w.run(w.Answer(t).Yes())
	if len(w.replaced) != 0 || len(w.Warned) != 1 {
		t.Fatalf("replaced %v, warned %v", w.replaced, w.Warned)
	}
	w.lost = nil
	w.run(w.Resend([]gallery.Row{row}, flow.Repeat{Again: true, Replace: true}))
	w.run(w.Answer(t).Yes())
	if !slices.Equal(w.replaced, []string{"boat"}) || w.inQueue() != 1 {
		t.Errorf("replaced %v, %d in the queue", w.replaced, w.inQueue())
	}
}

func TestWhatCannotBeMadeAgain(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	w.run(w.Again([]gallery.Row{{ID: "unknown"}}))
	row := w.made("boat", boat)
	w.run(w.Resend([]gallery.Row{row}, flow.Repeat{Change: func(r *api.Request) { r.AspectRatio = "7:2" }}))
	if w.inQueue() != 0 || len(w.Said) != 1 || len(w.Warned) != 1 {
		t.Errorf("%d in the queue, said %v, warned %v", w.inQueue(), w.Said, w.Warned)
	}
}

// Cells that are rolled stand in the place of the old ones, where all of them
// are; the cheaper part alone joins the sheet beside them.
func TestRoll(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 10})
	dear := boat
	dear.Style = "flux-dev"
	rows := []gallery.Row{w.made("one", boat), w.made("two", dear)}
	w.run(w.Roll(rows, "batch"))
	answers := w.Answer(t)
	w.run(answers.Yes())
	if len(w.joined) != 2 || w.o.Gallery.TakeOf(w.joined[0]) != "one" || w.o.Gallery.TakeOf(w.joined[1]) != "two" {
		t.Fatalf("joined %v", w.joined)
	}
	if row, _ := w.o.Gallery.Row(w.joined[0]); row.Batch != "batch" || len(w.Said) != 0 {
		t.Errorf("%+v, said %v", row, w.Said)
	}
	w.joined = nil
	w.run(w.Roll(rows, "batch"))
	w.run(w.Answer(t).Tab())
	w.run(w.Answer(t).Yes())
	if len(w.joined) != 1 || w.o.Gallery.TakeOf(w.joined[0]) != "" {
		t.Errorf("joined %v in place of %q", w.joined, w.o.Gallery.TakeOf(w.joined[0]))
	}
}

// An order of another flow: its words are remembered, the screen is left, and the
// keyboard goes to what comes.
func TestOrder(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	source := w.made("/pictures/fox.png", boat)
	w.OpenScreen(flow.Opened{Screen: &screen{}, Name: "mask"})
	upscaled := plan.Plan{Items: []plan.Item{{
		Request: api.Request{Operation: api.Upscale, Inputs: []api.Input{{Field: "image", Path: source.ID}}}, Tokens: 1, Priced: true,
	}}}
	w.run(w.Submit(flow.Order{Plan: upscaled, Title: "upscaled: a fox", Written: "a fox", Look: true, Leave: "mask"}))
	if w.Screen() != "" || w.toResults != 1 || !slices.Equal(w.draft.remembered, []string{"a fox"}) || len(w.selected) != 1 {
		t.Fatalf("screen %q, to the results %d times, warned %v", w.Screen(), w.toResults, w.Warned)
	}
	row, _ := w.o.Gallery.Row(w.selected[0])
	if row.Parent != source.ID || row.Prompt != "upscaled: a fox" || w.o.Gallery.BatchOf(row.ID).Title != "upscaled: a fox" {
		t.Errorf("%+v", row)
	}
}

// screen is an empty screen.
type screen struct{ flow.Screen }

func (*screen) SetSize(int, int) {}

// With a key of its own nothing else is used, and nothing is asked.
func TestAnOrderThatWasAgreedTo(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1})
	in, _ := w.draft.Input()
	p, err := plan.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	w.run(w.SubmitAgreed(flow.Order{Plan: p, Key: "old", Again: true, Parent: "/pictures/fox.png"}))
	runs := w.o.Queue.Snapshot()
	if w.Dialog() != nil || len(runs) != 1 || runs[0].KeyName != "old" {
		t.Fatalf("%+v", runs)
	}
	if o := w.o.Gallery.OrderOf(runs[0].ID); !o.Again || o.Parent != "/pictures/fox.png" {
		t.Errorf("%+v", o)
	}
}

func TestFooter(t *testing.T) {
	for want, change := range map[string]func(*world){
		"write a prompt, enter generates":             func(w *world) { w.draft.words = "" },
		"1 prompt × 1 style × 1 seed = 1 · 15 tokens": func(*world) {},
		"free on sandbox":                             func(w *world) { w.key = key.Sandbox() },
		"2 prompts × 2 styles × 3 seeds = 12 · 120 tokens": func(w *world) {
			w.draft.words, w.draft.styles, w.draft.seeds = "a {red|blue} boat", []string{"flux-dev", "anime"}, "1-3"
		},
		"1 red":                    func(w *world) { w.draft.words = "a {red|blue} boat" },
		"price unknown for sdxl-9": func(w *world) { w.draft.styles = []string{"sdxl-9"} },
		"many":                     func(w *world) { w.draft.seeds = "many" },
		"12 pictures · 120 tokens": func(w *world) {
			w.draft.words, w.draft.styles, w.draft.seeds, w.room = "a {red|blue} boat", []string{"flux-dev", "anime"}, "1-3", 24
		},
		"2 × 2 × 3 = 12 · 120 tokens": func(w *world) {
			w.draft.words, w.draft.styles, w.draft.seeds, w.room = "a {red|blue} boat", []string{"flux-dev", "anime"}, "1-3", 34
		},
	} {
		w := open(t, budget.DefaultLimits())
		change(w)
		w.WriteFooter()
		if got := w.footer(); !strings.Contains(got, want) {
			t.Errorf("want %q:\n%s", want, got)
		}
	}
}

// known tells whether the price under the prompt is that of what the draft asks
// for, saved pictures left out.
func (w *world) known() bool {
	r, err := w.draft.Read()
	return err == nil && !w.price.due && w.looked(r).Runs > 0
}

// The price is that of what is still to be sent, once it was looked up; a change
// meanwhile makes what was looked up worthless.
func TestThePriceIsLookedUp(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	w.draft.words, w.draft.styles = "a {boat|boat|ship}", []string{"anime"}
	if w.known() || w.Want() != nil {
		t.Fatal("nothing changed")
	}
	w.Changed()
	first := w.Want()
	if first == nil {
		t.Fatal("nothing is looked up")
	}
	w.Changed()
	if w.Want() != nil {
		t.Error("two wait for the panes to be still")
	}
	w.run(first)
	if !w.known() || !strings.Contains(w.footer(), "= 2 · 10 tokens") {
		t.Errorf("known: %t\n%s", w.known(), w.footer())
	}
	if w.draft.seeds = "2"; w.known() {
		t.Error("it is known before it is looked up")
	}
	if got := w.PlanPrice(); got != "10 tokens" { // "boat" is one prompt, however often it is written
		t.Errorf("%q before it is looked up", got)
	}
	before := w.draft.lists
	if w.Update(stillMsg{1}); w.draft.lists != before {
		t.Error("lists are read for words that changed meanwhile")
	}
	if w.Update(stillMsg{2}); w.draft.lists != before+1 {
		t.Error("lists are not read")
	}
}

// More than can be sent at once is said under the prompt, free or not, and with
// the ways out; nothing of it is sent.
func TestCase80TooManyAtOnce(t *testing.T) {
	w := open(t, budget.Limits{ConfirmAbove: 1 << 30})
	w.key = key.Sandbox()
	w.draft.words, w.draft.seeds = "{a|b|c|d|e|f|g|h|i|j} {1..20} {1..10}", "1-4"
	w.room = 300
	w.WriteFooter()
	for _, want := range []string{"8000 pictures: the limit is 1,000 at once.", "fewer styles or seeds", "sample 50", "command line"} {
		if !strings.Contains(w.footer(), want) {
			t.Errorf("the footer does not say %q:\n%s", want, w.footer())
		}
	}
	w.run(w.Send())
	if w.inQueue() != 0 || len(w.Warned) != 1 || !strings.Contains(w.Warned[0], "8000 pictures") {
		t.Errorf("%d in the queue, warned %v", w.inQueue(), w.Warned)
	}
	w.draft.words = "{a|b|c|d|e|f|g|h|i|j} {1..5} {1..5}"
	if w.run(w.Send()); w.inQueue() != 1000 {
		t.Errorf("%d in the queue, warned %v", w.inQueue(), w.Warned)
	}
	var rows []gallery.Row
	for i := range plan.AtOnce + 1 {
		r := boat
		r.Seed = int64(i + 1)
		rows = append(rows, w.made(fmt.Sprint("row", i), r))
	}
	w.run(w.Again(rows))
	if w.inQueue() != 1000 || !strings.Contains(flowtest.Last(w.Warned), "1001 pictures") {
		t.Errorf("%d in the queue, warned %v", w.inQueue(), w.Warned)
	}
}

func TestRowsPrice(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	dear := gallery.Row{Operation: string(api.TextToImage), Style: "flux-dev"}
	unknown := gallery.Row{Operation: string(api.TextToImage), Style: "sdxl-9"}
	for want, rows := range map[string][]gallery.Row{"15t": {dear}, "?t": {dear, unknown}, "45t": {dear, dear, dear}, "": nil} {
		if got := w.RowsPrice(rows); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	w.key = key.Sandbox()
	if got := w.RowsPrice([]gallery.Row{dear}); got != "" {
		t.Errorf("on the sandbox %q", got)
	}
}

// Seeds of rows made again are drawn from what the API takes.
func TestOtherSeeds(t *testing.T) {
	w := open(t, budget.DefaultLimits())
	seen := map[int64]bool{}
	for range 100 {
		r := boat
		w.otherSeed(&r)
		if r.Seed < 1 || r.Seed > api.MaxSeed {
			t.Fatal(fmt.Sprint(r.Seed))
		}
		seen[r.Seed] = true
	}
	if len(seen) < 90 {
		t.Errorf("%d seeds in 100", len(seen))
	}
}
