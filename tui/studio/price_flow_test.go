package studio

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// played is a studio whose commands are run, as Bubble Tea runs them.
type played struct {
	t    *testing.T
	m    *Model
	msgs chan tea.Msg
	over chan struct{}
	last string // message that came, word for word
}

// run starts a command; what it says comes to until.
func (l *played) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() { l.say(cmd()) }()
}

func (l *played) say(msg tea.Msg) {
	list := reflect.ValueOf(msg) // tea.BatchMsg, or what tea.Sequence makes
	if list.IsValid() && list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		_, together := msg.(tea.BatchMsg)
		for i := range list.Len() {
			switch cmd, _ := list.Index(i).Interface().(tea.Cmd); {
			case cmd == nil:
			case together:
				l.run(cmd)
			default:
				l.say(cmd())
			}
		}
		return
	}
	select {
	case l.msgs <- msg:
	case <-l.over:
	}
}

// until gives the studio what its commands say until something holds.
func (l *played) until(what string, holds func() bool) {
	l.t.Helper()
	deadline := time.After(time.Minute)
	for !holds() {
		select {
		case msg := <-l.msgs:
			l.last = fmt.Sprintf("%T %+v", msg, msg)
			_, cmd := l.m.Update(msg)
			l.run(cmd)
		case <-deadline:
			l.t.Fatalf("waited in vain for %s:\n%s", what, ansi.Strip(strings.Join(l.m.frame.lines(), "\n")))
		}
	}
}

// press presses a key.
func (l *played) press(code rune) {
	_, cmd := l.m.Update(tea.KeyPressMsg{Code: code})
	l.run(cmd)
}

// paying opens a studio with a paid key, a library, and a service in the test's
// own process that counts what it charges.
func paying(t *testing.T) (*played, *sandbox.Handler, *history.Library) {
	t.Helper()
	return payingWith(t, func(*Options) {})
}

// payingWith is one that is set up otherwise.
func payingWith(t *testing.T, change func(*Options)) (*played, *sandbox.Handler, *history.Library) {
	t.Helper()
	service := sandbox.New(sandbox.Options{MaxSide: 32})
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"),
		Configured: []key.Config{{Name: "work", Source: key.SourceConfig{Source: key.Source{Kind: key.KindEnv, Name: "IMAGINE_WORK_KEY"}}}},
		Environ:    func(name string) (string, bool) { return "vk-test-work", name == "IMAGINE_WORK_KEY" },
	})
	if err != nil {
		t.Fatal(err)
	}
	baseURL := server.URL + "/v2"
	q := queue.New(t.Context(), queue.Options{Store: library})
	t.Cleanup(func() { _ = q.Close(context.WithoutCancel(t.Context())) })
	o := Options{
		Config: app.DefaultSettings().Studio, Keys: store, Library: library, Queue: q, Budget: budget.Limits{ConfirmAbove: 1 << 30},
		Defaults: app.Defaults{Key: "work", Style: "imagine-turbo", AspectRatio: "1:1", Seed: "random"}, Size: [2]int{200, 40},
		Accounts: func(name string) (queue.Account, error) {
			return queue.Account{Name: name, Origin: api.Origin(baseURL), Connect: func(ctx context.Context) (queue.Generator, error) {
				secret, err := store.Secret(ctx, name)
				if err != nil {
					return nil, err
				}
				return api.NewClient(baseURL, secret)
			}}, nil
		},
	}
	change(&o)
	m := newModel(t.Context(), o)
	l := &played{t: t, m: m, msgs: make(chan tea.Msg), over: make(chan struct{})}
	t.Cleanup(func() {
		m.stop()
		close(l.over)
	})
	l.run(m.flows.progress.Listen())
	return l, service, library
}

var (
	toPay  = regexp.MustCompile(`(?:→ |saved · |saved, )([\d,]+) to pay`)
	tokens = regexp.MustCompile(` · ([\d,]+) tokens?`)
)

// shownPrice is the price that stands under the prompt.
func (l *played) shownPrice() int {
	l.t.Helper()
	frame := ansi.Strip(strings.Join(l.m.frame.lines(), "\n"))
	for line := range strings.Lines(frame) {
		if !strings.Contains(line, " = ") && !strings.Contains(line, " picture") && !strings.Contains(line, "all saved") {
			continue
		}
		for _, words := range []*regexp.Regexp{toPay, tokens} {
			if found := words.FindStringSubmatch(line); found != nil {
				n, err := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
				if err != nil {
					l.t.Fatal(err)
				}
				return n
			}
		}
	}
	l.t.Fatalf("no price is shown:\n%s", frame)
	return 0
}

// randomPlan writes a plan of priced pictures into the panes: few enough words
// and seeds that parts of it are often saved already.
func randomPlan(m *Model, dice *rand.Rand) {
	some := func(from []string) []string {
		var out []string
		for _, i := range dice.Perm(len(from))[:1+dice.IntN(2)] {
			out = append(out, from[i])
		}
		return out
	}
	prompts := []string{"a boat", "a {red|blue} boat", "{2$$ and $$fox|owl|cat}", "a {boat|boat|ship}", "{1..3} boats", "a {red|{dark|light} blue} boat"}
	m.panes.prompt.SetValue(prompts[dice.IntN(len(prompts))])
	m.panes.style.SetMarked(some([]string{"imagine-turbo", "anime", "realistic", "flux-dev"}))
	m.panes.seed.SetRatios(some([]string{"1:1", "16:9", "3:4"})[:1])
	specs := []string{"1", "1-2", "2,3", "random", "random:2", "3++", "1 sample 2@7"}
	m.panes.seed.SetSpec(specs[dice.IntN(len(specs))])
	m.desk.PlanChanged()
}

// What stands under the prompt when enter is pressed is what the saved results
// Say they cost, and what the service charged.
func TestCase80ShownPriceIsWhatIsPaid(t *testing.T) {
	first := time.Now().UnixNano()
	t.Logf("dice: %d", first)
	dice := rand.New(rand.NewPCG(uint64(first), 0))
	l, service, library := paying(t)
	m := l.m
	if m.flows.accounts.InUse().Name != "work" {
		t.Fatalf("key %q is in use", m.flows.accounts.InUse().Name)
	}
	counted := map[string]bool{} // results whose tokens were added up
	saved := 0
	for range 12 {
		randomPlan(m, dice)
		in, err := m.flows.compose.Input()
		if err != nil {
			t.Fatal(err)
		}
		r, err := m.flows.compose.Read()
		if err != nil {
			t.Fatal(err)
		}
		prompts := r.Prompts()
		l.last = ""
		l.run(m.flows.send.Want())
		if prompts > 1 || !in.Seeds.Random() {
			l.until("what is saved to be looked up", func() bool { return strings.HasPrefix(l.last, "send.counted") })
		}
		what := fmt.Sprintf("%q × %q × %q × %v", in.Prompts[0], in.Styles, in.AspectRatios, in.Seeds)
		shown, charged := l.shownPrice(), service.Stats().Tokens
		m.flows.send.NewWish() // nobody is that quick
		before := runCount(m)
		l.press(tea.KeyEnter)
		l.until("the results of "+what, func() bool {
			for r := range m.gallery.Runs {
				if !r.State.Ended() {
					return false
				}
			}
			return runCount(m) > before
		})
		paid := 0
		for r := range m.gallery.Runs {
			if r.State != queue.StateSaved {
				t.Fatalf("%s: %v %v", what, r.Err, r.LocalErr)
			}
			if counted[r.Saved.Path] {
				continue
			}
			counted[r.Saved.Path] = true
			e, err := library.Entry(r.Saved.Path)
			if err != nil || e.Sidecar.Tokens == nil {
				t.Fatalf("%s: %v, %+v", what, err, e.Sidecar.Tokens)
			}
			paid, saved = paid+*e.Sidecar.Tokens, saved+1
		}
		charged = service.Stats().Tokens - charged
		if shown != paid || paid != charged {
			t.Errorf("%s: %d tokens were shown, %d are in the sidecars, %d were charged", what, shown, paid, charged)
		}
	}
	if saved == 0 {
		t.Error("nothing was saved")
	}
}
