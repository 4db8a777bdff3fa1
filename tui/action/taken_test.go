package action

import (
	"strings"
	"testing"
)

// Hints name keys that arrive: where the terminal keeps one, its twin stands
// first, in text the one outside it that esc leads to.
func TestTaken(t *testing.T) {
	t.Parallel()
	table := Default()
	said := func() string {
		return strings.Join([]string{
			table.Key(Prompt, StudioHelp), table.Key(Results, StudioHelp), table.AnyKey(StudioHelp), table.Key(Prompt, StudioCommands),
			table.Key(Prompt, PaneResults), table.AnyKey(PaneResults), table.Key(Picker, StudioHelp), table.Words("{studio.help} lists"),
		}, "|")
	}
	for _, c := range []struct {
		taken []string
		want  string
	}{
		{nil, "f1|?|f1|ctrl+p|alt+5|alt+5|f1|f1 lists"},
		{[]string{"f1"}, "esc ?|?|?|ctrl+p|alt+5|alt+5|f1|? lists"},
		{[]string{"f1", "ctrl+p", "alt+5"}, "esc ?|?|?|esc :|esc g r|g r|f1|? lists"},
	} {
		if !table.Take(c.taken) && c.taken != nil || table.Take(c.taken) {
			t.Errorf("%v: whether it changed is not told", c.taken)
		}
		if got := said(); got != c.want {
			t.Errorf("%v: %s, want %s", c.taken, got, c.want)
		}
	}
	for _, s := range table.Help() {
		for _, r := range s.Rows {
			if r.ID == StudioHelp && s.Name == "Everywhere" && r.Keys[0] != "f1" {
				t.Errorf("%s: %v", s.Name, r.Keys)
			}
		}
	}
	if id, ok := table.At(Prompt, key("f1")); !ok || id != StudioHelp {
		t.Error("a key that arrives after all does nothing")
	}
}

// key is a key by its name.
type key string

func (k key) String() string { return string(k) }
