package spending

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/history"
	"imagine-tui/history/ledger"
	"imagine-tui/tui/action"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// What the ledger has is shown by each of the four ways, and of each time; the same
// shortcut leads back, and what comes too late is for nobody.
func TestStatistics(t *testing.T) {
	dir := t.TempDir()
	state := filepath.Join(dir, "state")
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: state})
	if err != nil {
		t.Fatal(err)
	}
	five := 5
	now := time.Now()
	for i, l := range []ledger.Line{
		{Time: now, Key: "work", Operation: "text-to-image", Style: "anime", Tokens: &five},
		{Time: now.AddDate(-1, -1, 0), Key: "home", Operation: "upscale", Tokens: &five},
		{Time: now, Key: "work", Operation: "upscale"},
	} {
		l.Run = string(rune('a' + i))
		if err := ledger.In(state).Add(l); err != nil {
			t.Fatal(err)
		}
	}
	host := &flowtest.Host{}
	f := New(host, Options{Context: t.Context(), Library: library, Styles: theme.New(true), Actions: action.Default()})
	view := func() string { return ansi.Strip(strings.Join(host.Screens[0].View(), "\n")) }
	act := func(id action.ID) {
		cmd, done := host.Screens[0].Act(id)
		if !done {
			t.Errorf("%s is not for the screen", id)
		}
		host.Run(f, cmd)
	}
	wants := func(words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(view(), w) {
				t.Errorf("%q is not in\n%s", w, view())
			}
		}
	}
	opened := f.Open()
	wants("Adding up…")
	host.Run(f, opened)
	wants("by key", "work", "5+?", "home", "all time", "all", "10+?")
	act(action.StatsNext)
	wants("by day", now.Format(time.DateOnly), "5+?")
	act(action.StatsNext)
	wants("by style", "anime", "upscale")
	late := f.read()
	act(action.StatsTime)
	wants("today", "by style", "anime")
	if host.Run(f, late); strings.Contains(view(), "10") {
		t.Errorf("what was asked for before is shown:\n%s", view())
	}
	for range len(times) - 1 {
		act(action.StatsTime)
	}
	wants("all time", "10+?")
	act(action.StudioBack)
	if host.Screen() != "" {
		t.Error("it is not left")
	}
	host.Run(f, f.Open())
	if host.Run(f, f.Open()); host.Screen() != "" {
		t.Error("the same shortcut does not lead back")
	}
}

// Without a library, or where it cannot be read, that is said.
func TestNothingToAddUp(t *testing.T) {
	host := &flowtest.Host{}
	f := New(host, Options{Context: t.Context(), Styles: theme.New(true), Actions: action.Default()})
	if host.Run(f, f.Open()); flowtest.Last(host.Said) == "" || host.Screen() != "" {
		t.Errorf("said %q", host.Said)
	}
}
