package studio

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/plan/wildcard"
)

// listFolder is a folder of lists that somebody edits.
type listFolder struct {
	t    *testing.T
	dir  string
	dice *rand.Rand
	made int
}

// edit writes other values into the lists. No two edits are of one moment.
func (f *listFolder) edit() {
	f.t.Helper()
	f.made++
	for name, values := range map[string][]string{
		"ship": {"brig", "sloop", "ketch", "yawl"}, "sea/warm": {"red", "gold", "red {dawn|dusk}"}, "sea/cold": {"blue", "grey"}, "sea/all": {"__warm__", "__cold__"},
	} {
		f.dice.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		path := filepath.Join(f.dir, filepath.FromSlash(name)+".txt")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			f.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Join(values[:1+f.dice.IntN(len(values))], "\n")), 0o600); err != nil {
			f.t.Fatal(err)
		}
		at := time.Unix(int64(f.made), 0)
		if err := os.Chtimes(path, at, at); err != nil {
			f.t.Fatal(err)
		}
	}
}

var shownRE = regexp.MustCompile(` = ([\d,]+) · |([\d,]+) pictures? · `)

// shownNumber is how many pictures the line under the prompt speaks of.
func (l *played) shownNumber() int {
	l.t.Helper()
	frame := ansi.Strip(strings.Join(l.m.frame.lines(), "\n"))
	m := shownRE.FindStringSubmatch(frame)
	if m == nil {
		l.t.Fatalf("no number is shown:\n%s", frame)
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1]+m[2], ",", ""))
	if err != nil {
		l.t.Fatal(err)
	}
	return n
}

// However the lists change on disk while the studio is open: the number and the
// price under the prompt are what enter plans, and what the service charges.
func TestShownNumberIsWhatIsPlannedWhileListsChange(t *testing.T) {
	first := time.Now().UnixNano()
	t.Logf("dice: %d", first)
	lists := &listFolder{t: t, dir: t.TempDir(), dice: rand.New(rand.NewPCG(uint64(first), 0))}
	lists.edit()
	l, service, _ := payingWith(t, func(o *Options) { o.Wildcards = wildcard.NewFolder(lists.dir) })
	m := l.m
	prompts := []string{"a __ship__", "a __sea/*__ __ship__", "__sea/all__ sea", "${x=!{warm|cold}}__sea/${x}__ ${x}", "{2$$__ship__}", "a {__ship__|raft}, {~a|b}"}
	for i := range 10 {
		lists.edit()
		m.panes.prompt.SetValue(prompts[lists.dice.IntN(len(prompts))] + " " + strconv.Itoa(i))
		m.panes.seed.SetSpec([]string{"1", "1-2", "random:2", "1 sample 2"}[lists.dice.IntN(4)])
		m.desk.PlanChanged()
		l.last = ""
		l.run(m.flows.send.Want())
		l.until("the lists to be read", func() bool { return strings.HasPrefix(l.last, "compose.lists") })
		lists.edit() // and again, while the person looks at the number
		shown, price := l.shownNumber(), l.shownPrice()
		before, charged, billed := runCount(m), service.Stats().Tokens, service.Stats().Billed
		m.flows.send.NewWish()
		l.press(tea.KeyEnter)
		l.until("the results", func() bool {
			for r := range m.gallery.Runs {
				if !r.State.Ended() {
					return false
				}
			}
			return runCount(m) > before
		})
		planned := runCount(m) - before
		charged, billed = service.Stats().Tokens-charged, service.Stats().Billed-billed
		if shown != planned || planned != billed || price != charged {
			t.Errorf("%q: %d for %d tokens were shown, %d were planned, %d were charged for %d tokens",
				m.panes.prompt.Value(), shown, price, planned, billed, charged)
		}
	}
}

// A list that is mistyped is said under the prompt, with the one that was meant;
// after __ the names are offered, and tab takes the first.
func TestNamesOfListsInThePrompt(t *testing.T) {
	t.Parallel()
	m := studio(t, 120, 40)
	shows := func(want string) {
		t.Helper()
		m.panes.fitPrompt()
		if frame := ansi.Strip(strings.Join(m.frame.lines(), "\n")); !strings.Contains(frame, want) {
			t.Errorf("no %q in\n%s", want, frame)
		}
	}
	m.panes.focusOn(panePrompt)
	m.panes.prompt.SetValue("")
	press(m, "a boat at __ti")
	shows("tab complete")
	m.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	if got := m.panes.prompt.Value(); got != "a boat at __time__" || m.panes.focus != panePrompt {
		t.Errorf("%q, pane %d has the keyboard", got, m.panes.focus)
	}
	m.desk.PlanChanged()
	shows("11 × 1 × 4 = 44 · free on sandbox")
	m.panes.prompt.SetValue("a boat at __tme__, {red")
	m.desk.PlanChanged()
	shows(`Column 11: No wildcard list "tme".`)
	shows("__time__?")
	m.panes.prompt.SetValue("a boat")
	m.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	if m.panes.focus == panePrompt {
		t.Error("tab does not go on to the next pane")
	}
}
