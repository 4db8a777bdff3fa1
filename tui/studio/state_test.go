package studio

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"imagine-tui/tui/studio/compose"
	"imagine-tui/tui/studio/flow"
)

// What is written is read again; what an older program wrote as well.
func TestStateFile(t *testing.T) {
	dir := t.TempDir()
	f := stateIn(filepath.Join(dir, "state"), filepath.Join(dir, "state"))
	if _, ok := f.read(); ok {
		t.Fatal("there is none")
	}
	want := state{
		Kept: compose.Kept{Draft: "a fox", Prompts: []string{"a cat"}, Styles: []string{"anime"}, Ratios: []string{"1:1"}, Seed: "random:4"},
		Sets: []string{"Ink"}, Announced: []string{"one"}, Tips: flow.TipPick, Grid: true, Cells: 2,
	}
	f.write(want)
	if got, ok := f.read(); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	const old = `{"draft":"a fox","prompts":["a cat"],"styles":["anime"],"sets":["Ink"],"recent":["anime"],"told":["one"],"ratios":["1:1"],"seed":"random:4","tips":2,"grid":true,"cells":2}`
	if err := os.WriteFile(f.path, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, ok := f.read(); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(f.path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := f.read(); ok {
		t.Error("half a file is taken for one")
	}
}

// A project begins with how the studio looks elsewhere, and keeps its own from then
// on; what is elsewhere stays.
func TestTheStateOfAProject(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	all, f := stateIn(top, top), stateIn(filepath.Join(top, "projects", "a"), top)
	if _, ok := f.read(); ok {
		t.Error("there is one before anything was")
	}
	mine := state{Kept: compose.Kept{Draft: "mine", Prompts: []string{"old"}, Hold: []int64{4}}, Sets: []string{"Ink"}, Layout: "focus", Tips: flow.TipPick}
	all.write(mine)
	if got, ok := f.read(); !ok || !reflect.DeepEqual(got, state{Layout: "focus", Tips: flow.TipPick}) {
		t.Errorf("%+v", got)
	}
	f.write(state{Kept: compose.Kept{Draft: "theirs"}})
	if got, _ := all.read(); !reflect.DeepEqual(got, mine) {
		t.Errorf("%+v", got)
	}
	if got, ok := f.read(); !ok || got.Draft != "theirs" || got.Layout != "" {
		t.Errorf("%+v", got)
	}
}

// The last of several changes is written, once typing has paused.
func TestStateIsWrittenSoon(t *testing.T) {
	dir := t.TempDir()
	f := stateIn(dir, dir)
	f.soon()
	f.soon()
	if f.due(stateDueMsg{1}, state{}) != nil {
		t.Error("an older change is written")
	}
	f.due(stateDueMsg{2}, state{Grid: true})()
	if got, ok := f.read(); !ok || !got.Grid {
		t.Errorf("%+v", got)
	}
	none := stateIn("", "")
	if none.write(state{}); none.path != "" {
		t.Error("it is written somewhere")
	}
}
