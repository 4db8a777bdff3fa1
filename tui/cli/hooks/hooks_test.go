//go:build unix

package hooks_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/child"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/hooks"
)

// line is what a hook was told.
type line struct {
	Event, Path, Key     string
	Saved, Failed        any
	Tokens               *int
	Picked               bool
	Request, Error       map[string]any
	Bytes, Width, Height int
}

// told reads what the hooks of a desk were told, in the order of the names of events.
func told(t *testing.T, folder string) (lines []line) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "told-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var l line
		if err := json.Unmarshal(data, &l); err != nil || strings.Count(string(data), "\n") != 1 {
			t.Fatalf("%v: %q", err, data)
		}
		lines = append(lines, l)
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.Event, b.Event) })
	return lines
}

func events(lines []line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Event)
	}
	return strings.Join(out, " ")
}

// Each picture is told of once it is in its place, the batch when all are, picks once
// they are written; what was there already is no news, and nobody is told where nobody
// is to be.
func TestHooks(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	folder := t.TempDir()
	keep := fmt.Sprintf(`["/bin/sh", "-c", 'f=%s/$$; cat > "$f"; mv "$f" %s/told-$$']`, folder, folder)
	d.Configure("[hooks]\nsaved = " + keep + "\npicked = " + keep + "\nbatch_done = " + keep + "\n")
	generate := []string{"generate", "a harbour", "-k", "sandbox", "-s", "anime", "--seed", "1-3", "--yes"}
	d.Run(0, generate...)
	lines := told(t, folder)
	if got := events(lines); got != "batch_done saved saved saved" {
		t.Fatalf("told %s", got)
	}
	if first := lines[0]; first.Saved != 3.0 || first.Failed != 0.0 || first.Tokens == nil {
		t.Errorf("%+v", first)
	}
	for _, l := range lines[1:] {
		if info, err := os.Stat(l.Path); err != nil || info.Size() == 0 || l.Key != "sandbox" || l.Request["prompt"] != "a harbour" || l.Width == 0 {
			t.Errorf("%v: %+v", err, l)
		}
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{generate, "batch_done"}, // all are there already
		{append(slices.Clone(generate), "--again", "--no-hooks"), ""},
		{[]string{"rerun", lines[1].Path, "-k", "sandbox"}, "batch_done saved"},
		{[]string{"rerun", lines[1].Path, "--no-hooks"}, ""},
		{[]string{"pick", lines[1].Path, lines[2].Path}, "picked picked"},
		{[]string{"pick", lines[1].Path}, ""}, // it was already
		{[]string{"pick", "--undo", lines[1].Path}, ""},
		{[]string{"reject", lines[2].Path}, ""},
	} {
		d.Run(0, c.args...)
		got := told(t, folder)
		if events(got) != c.want {
			t.Errorf("%q: told %s", c.args, events(got))
		}
		for _, l := range got {
			if l.Event == "picked" && (!l.Picked || l.Path == "") {
				t.Errorf("%+v", l)
			}
		}
	}
	d.Env[child.Inside] = "1"
	d.Run(0, append(generate, "--again")...)
	if got := told(t, folder); len(got) > 0 {
		t.Errorf("inside a hook: told %s", events(got))
	}
}

// Nothing waits for a hook before it saves: each of these ends when all pictures are
// there, which none of them would ever be if one did.
func TestSavingWaitsForNoHook(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("[hooks]\nsaved = [\"/bin/sh\", \"-c\", 'cd \"$1\" && while set -- */*.json && [ $# -lt 6 ]; do sleep 0.05; done', \"sh\", \"" + d.Folder + "\"]\n")
	_, said := d.Run(0, "generate", "a harbour", "-k", "sandbox", "-s", "anime", "--seed", "1-6", "--yes")
	if strings.Contains(said, "hooks failed") || !strings.Contains(said, "6 saved") {
		t.Error(said)
	}
}

// A hook that fails keeps nothing from being saved, and is told of once.
func TestFailingHooks(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("[hooks]\nsaved = [\"/bin/sh\", \"-c\", \"echo no room >&2; exit 3\"]\n")
	printed, said := d.Run(0, "generate", "a harbour", "-k", "sandbox", "-s", "anime", "--seed", "1-3", "--yes")
	clitest.Contains(t, said, "3 of 3 hooks failed, first: sh failed (exit status 3): no room.", "3 saved")
	if strings.Count(said, "no room") != 1 || strings.Count(printed, "\n") != 3 {
		t.Errorf("%q, %q", printed, said)
	}
	d.Configure("[hooks]\nsaved = [\"\"]\n")
	_, said = d.Run(2, "generate", "a harbour", "-k", "sandbox")
	clitest.Contains(t, said, "line 4", "hooks: saved: the first word is the program")
}

// A refused key is told of once, until it works again.
func TestKeyRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var s app.Settings
	s.Hooks.KeyRefused = []string{"/bin/sh", "-c", "f=" + folder + `/$$; cat > "$f"; mv "$f" ` + folder + "/told-$$"}
	h := hooks.Open(&app.Setup{}, s, nil, nil)
	refused := queue.Run{KeyName: "work", State: queue.StateFailed, Err: &api.Error{Kind: api.KindKeyRefused, Outcome: api.Refused, Status: 401, Message: "no"}}
	h.Ended(refused)
	h.Ended(refused)
	h.Ended(queue.Run{KeyName: "work", State: queue.StateFailed, Err: &api.Error{Kind: api.KindNetwork, Outcome: api.NotSent}})
	h.Ended(queue.Run{KeyName: "work", State: queue.StateSaved})
	h.Ended(refused)
	var said strings.Builder
	h.Close(t.Context(), &console.Console{Err: &said})
	lines := told(t, folder)
	if events(lines) != "key_refused key_refused" || lines[0].Key != "work" || lines[0].Error["status"] != 401.0 {
		t.Errorf("%+v, %s", lines, said.String())
	}
	var nobody *hooks.Hooks
	nobody.Ended(refused)
	nobody.Close(t.Context(), nil)
}
