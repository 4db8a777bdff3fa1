package studio

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/comparison"
	"imagine-tui/tui/studio/cull"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/overview"
	"imagine-tui/tui/studio/runs"
	"imagine-tui/tui/studio/show"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/picker"
)

// hostileText is what a library of strangers' files has in its descriptions.
const hostileText = "\x1b[2J\x1b]0;own\x07 ｗｉｄｅ 👩‍👩‍👧‍👦 שלום\u202e evil \t{a|b} ${x} __*__ e\u0301\u0323 vk-test-0123456789abcdef"

// hostile is a studio with a key that costs, limits that ask for everything, and
// results of every kind: with pictures, without files, failed, held, unanswered.
func hostile(t *testing.T) *Model {
	t.Helper()
	library, err := history.Open(history.Options{Folder: filepath.Join(t.TempDir(), "pictures"), StateDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	m := studioWith(t, 100, 34, func(o *Options) {
		o.Budget.ConfirmAbove, o.Library = 0, library
		o.Commands = []own.Config{ // of programs that are not there
			{Name: "A", Key: "f5", Run: []string{"no-such-program", "{prompt}", "{path}"}},
			{Name: "B", Key: "f6", Where: own.Batch, Output: own.Tags, Run: []string{"no-such-program", "{paths}"}},
			{Name: "C", Key: "f7", Where: own.Prompt, Output: own.NewPrompt, Run: []string{"no-such-program"}},
			{Name: "D", Key: "f8", Confirm: true, Run: []string{"no-such-program"}},
		}
		account := o.Accounts
		o.Accounts = func(name string) (queue.Account, error) {
			a, err := account(name)
			a.Connect = func(context.Context) (queue.Generator, error) { return nil, errors.New(hostileText) }
			return a, err
		}
	})
	putFiles(t, m, 3)
	m.gallery.Find("run1").Style = "flux-dev" // so that a sheet has two axes
	gone := saved(1)
	gone.Saved.Path = "/nowhere/\x1b[31m" + hostileText + ".png"
	states := []queue.Run{gone, {State: queue.StateUnknown, Started: noon}, {State: queue.StateCancelled}, {State: queue.StateHeld}}
	text := clean.Line(hostileText) // as descriptions are read
	var rows []gallery.Row
	for i, r := range states {
		r.ID, r.Batch, r.Index, r.KeyName, r.Queued = "odd"+string(rune('0'+i)), "odd", i, text, noon
		row := gallery.RowOf(r, noon)
		row.Prompt, row.Style, row.Tags, row.Rating = strings.Repeat(text, 3), text, []string{text, ""}, 99
		rows = append(rows, row)
	}
	m.gallery.AddBatch(gallery.Batch{ID: "odd", Title: text, When: noon}, rows, false)
	m.panes.prompt.SetValue("a boat")
	return m
}

// outside makes what takes turns across the whole program from outside of every
// bubble of time.
func outside() { _, _ = api.CheckPicture(bytes.NewReader(nil), 0) }

// typedKey is the key of a name of the action table.
func typedKey(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8,
	}
	var mod tea.KeyMod
	rest := name
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if after, is := strings.CutPrefix(rest, prefix); is && after != "" {
			rest, mod = after, m
		}
	}
	k := tea.KeyPressMsg{Code: codes[rest], Mod: mod}
	switch r, size := utf8.DecodeRuneInString(rest); {
	case rest == "space":
		k.Code, k.Text = tea.KeySpace, " "
	case k.Code == 0 && size == len(rest):
		if k.Code = r; mod == 0 {
			k.Text = rest
		}
	}
	if k.String() != name {
		t.Fatalf("%q is typed as %q", name, k.String())
	}
	return k
}

// everyKey lists what is bound anywhere, and what edits text.
func everyKey(m *Model) []string {
	keys := map[string]bool{"a": true, "backspace": true, "delete": true, "ctrl+u": true, "ctrl+w": true}
	for _, a := range m.acts.All() {
		for _, k := range a.Keys {
			keys[k] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// holdersByPlace leads from the results to everything that can have the keyboard, by
// the name of its place, and tells whether it has.
func holdersByPlace() map[string]struct {
	keys string
	has  func(*Model) bool
} {
	pane := func(p action.Place) func(*Model) bool {
		return func(m *Model) bool {
			return m.dialogs.top() == nil && m.screens.none() && m.keyboard.place() == p && !m.flows.accounts.Listed()
		}
	}
	screen := func(name string, p action.Place) func(*Model) bool {
		return func(m *Model) bool {
			return m.dialogs.top() == nil && m.screens.OnScreen(name) && m.keyboard.place() == p
		}
	}
	over := func(p action.Place) func(*Model) bool {
		return func(m *Model) bool { return m.dialogs.top() == nil && !m.screens.none() && m.keyboard.place() == p }
	}
	form := func(p action.Place) func(*Model) bool {
		return func(m *Model) bool { f, is := m.dialogs.top().(*keys.AddForm); return is && f.Place() == p }
	}
	return map[string]struct {
		keys string
		has  func(*Model) bool
	}{
		"prompt": {"i", pane(action.Prompt)}, "field": {"alt+3 /", pane(action.Field)}, "filter": {"/", pane(action.Filter)},
		"style": {"alt+3", pane(action.Style)}, "seed": {"alt+4", pane(action.Seed)}, "keys": {"alt+1", pane(action.Keys)},
		"results": {"", pane(action.Results)}, "preview": {"alt+6", pane(action.Preview)},
		"key list": {"f2", func(m *Model) bool { return m.flows.accounts.Listed() }},
		"sheet":    {"s", screen(overview.SheetScreen, action.Sheet)}, "axes": {"s A", screen(overview.SheetScreen, action.Axes)},
		"compare": {"space space c", screen(comparison.Screen, action.Compare)}, "queue": {"g q", screen(runs.Screen, action.Queue)},
		"full picture": {"s enter", screen(show.FullScreen, action.Full)}, "one by one": {"Z", screen(cull.Screen, action.Cull)},
		"duel": {"V", over(action.Duel)}, "mask": {"e f", over(action.Mask)}, "resize": {"e r", over(action.Resize)},
		"resize field": {"e r down down 5", over(action.ResizeField)}, "form": {"e v", over(action.Form)},
		"form choice": {"e v tab tab", over(action.FormChoice)}, "form send": {"e v tab tab tab", over(action.FormSend)}, "files": {"e o", over(action.Files)},
		"statistics": {"g c", over(action.Statistics)}, "question": {"i enter", dialogOf[*dialog.Confirm]}, "choice": {"w", dialogOf[*dialog.Choice]},
		"info": {"g m", dialogOf[*dialog.Info]}, "picker": {"ctrl+p", dialogOf[*picker.Picker]},
		"key form": {"alt+1 + tab", form(action.KeyForm)}, "key form choice": {"alt+1 +", form(action.KeyKeep)},
	}
}

// dialogOf tells whether a dialog of a kind is on top.
func dialogOf[D flow.Dialog](m *Model) bool { _, is := m.dialogs.top().(D); return is }

// Every shortcut there is, pressed in everything that can have the keyboard, over
// strangers' results: nothing breaks, nothing is paid without its sentence, and
// esc leads back.
func TestEveryKeyEverywhere(t *testing.T) {
	t.Setenv("PATH", "") // no opener, no editor
	outside()
	table := action.Default()
	places := map[string]bool{}
	for _, a := range table.All() {
		for _, p := range a.Where.Names() {
			places[p] = true
		}
	}
	all := holdersByPlace()
	for p := range places {
		if _, is := all[p]; !is {
			t.Errorf("nothing leads to %s: it is not tried", p)
		}
	}
	for name, s := range all {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { pressAll(t, s.keys, s.has) })
		})
	}
}

// pressAll presses every key where the given ones lead to. Of those that mean
// nothing there a part is enough, another one in each place.
func pressAll(t *testing.T, way string, has func(*Model) bool) {
	t.Helper()
	m := hostile(t)
	home(t, m, "at the start")
	strike(t, m, way)
	at, asked := m.keyboard.place(), m.dialogs.top() != nil
	if asked {
		at = action.Question
	}
	for i, k := range everyKey(m) {
		first := typedKey(t, strings.Fields(k)[0])
		means, acts := m.acts.At(at, first)
		if _, begins := m.acts.Begin(at, first); !acts && !begins && !asked && (i+len(way))%4 != 0 {
			continue
		}
		home(t, m, "before "+k)
		strike(t, m, way)
		if !has(m) {
			t.Fatalf("%q does not lead there before %q (%s):\n%s", way, k, m.keyboard.place(), ansi.Strip(strings.Join(m.frame.lines(), "\n")))
		}
		if means == action.StudioQuit || means == action.StudioSuspend || means == action.StudioClose && m.screens.none() {
			continue // tried where leaving is
		}
		before := runCount(m)
		strike(t, m, k)
		checkFrame(t, m.frame.lines(), m.panes.w, m.panes.h)
		if n := runCount(m) - before; n > 0 && !m.flows.accounts.InUse().Free() {
			t.Errorf("%q sent %d runs that cost, without a question", k, n)
		}
	}
	home(t, m, "at the end")
}

// strike presses keys one after the other, and waits for what each leads to.
func strike(t *testing.T, m *Model, names string) {
	t.Helper()
	for name := range strings.FieldsSeq(names) {
		_, cmd := m.Update(typedKey(t, name))
		if name == "f2" {
			continue // its list goes with what is said
		}
		settleFor(m, cmd, 40)
		synctest.Wait()
		m.View() // as between any two keys
	}
}

// settleFor carries out what a key led to, and what that led to, so many steps
// deep: some of it goes on for as long as the studio does.
func settleFor(m *Model, cmd tea.Cmd, depth int) {
	if cmd == nil || depth == 0 {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			settleFor(m, c, depth-1)
		}
	default:
		_, next := m.Update(msg)
		settleFor(m, next, depth-1)
	}
}

// home leads back to the results by esc alone, and puts back what stays changed.
func home(t *testing.T, m *Model, when string) {
	t.Helper()
	at := func() bool {
		return m.dialogs.top() == nil && m.screens.none() && m.panes.focus == paneResults && !m.keyboard.capturing() &&
			m.keyboard.waiting.Empty() && !m.flows.accounts.Listed()
	}
	for range 12 {
		if at() {
			break
		}
		if m.screens.top() != nil && m.dialogs.top() == nil && !strings.Contains(ansi.Strip(m.frame.hints(118)), "esc ") {
			t.Errorf("%s the screen %s does not say how to leave: %s", when, m.screens.top().Name, ansi.Strip(m.frame.hints(118)))
		}
		strike(t, m, "esc")
	}
	if !at() {
		t.Fatalf("%s esc does not lead back:\n%s", when, ansi.Strip(strings.Join(m.frame.lines(), "\n")))
	}
	strike(t, m, "esc esc") // filter and marks
	if m.flows.accounts.InUse().Name != "work" {
		use(m, key.OK)
	}
	m.panes.scene, m.panes.zoomed, m.panes.wider = sceneStudio, false, 0
	m.panes.arrange()
	m.panes.results.SetGrid(false)
	m.panes.prompt.SetValue("a boat")
	m.panes.seed.SetSpec("random")
	m.panes.seed.SetHold(false, nil)
	m.panes.style.SetMarked([]string{"imagine-turbo"})
	m.panes.results.Select("run0")
	time.Sleep(time.Hour) // within the bubble: what was said is over
	synctest.Wait()
}
