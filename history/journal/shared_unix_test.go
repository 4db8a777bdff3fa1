//go:build unix

package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"imagine-tui/api"
)

// several makes entries that are in flight together, and leaves each at its step.
func several(t *testing.T, d Dir) map[string]*Record {
	t.Helper()
	probe := filepath.Join(t.TempDir(), "probe")
	if err := os.WriteFile(probe, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(probe, probe+"2"); err != nil {
		t.Skipf("no file has two names here: %v", err)
	}
	all := map[string]*Record{}
	for _, name := range []string{"prepared", "sent", "accepted", "part", "saved"} {
		n := newEntry()
		n.Request = api.Request{Operation: api.TextToImage, Prompt: name, Style: "anime", Seed: 7}
		r, err := d.Create(n, clock)
		if err == nil && name != "prepared" {
			err = r.Sent()
		}
		if err == nil && name == "accepted" {
			err = r.Accepted("job-7", nil)
		}
		if err == nil && name == "part" {
			var body *os.File
			if body, err = r.Receiving(100); err == nil {
				_, err = body.WriteString("half")
			}
		}
		if err == nil && name == "saved" {
			err = r.write(line{State: Saved})
		}
		if err != nil {
			t.Fatal(err)
		}
		all[name] = r
	}
	return all
}

// dies ends the ownership of all, as the end of their process does.
func dies(t *testing.T, all map[string]*Record) {
	t.Helper()
	for _, r := range all {
		if r.body != nil {
			_ = r.body.Close()
		}
		r.file.mu.Lock()
		if r.file.file != nil {
			if err := r.file.file.Close(); err != nil {
				t.Fatal(err)
			}
			r.file.file = nil
			r.file.withdraw()
		}
		r.file.mu.Unlock()
	}
}

var severalClasses = map[string]Class{"prepared": Unsent, "sent": Unknown, "accepted": Rendering, "part": Received, "saved": Finished}

// asLeft checks that each entry is what it was left as.
func asLeft(t *testing.T, d Dir, want map[string]Class) {
	t.Helper()
	found, err := d.Scan()
	if err != nil || len(found) != len(want) {
		t.Errorf("%d entries, want %d: %v", len(found), len(want), err)
	}
	for _, f := range found {
		if class, known := want[f.Entry.Request.Prompt]; !known || f.Class != class || f.Entry.Problem != "" {
			t.Errorf("%s is %v, want %v: %s", f.Entry.Request.Prompt, f.Class, class, f.Entry.Problem)
		}
	}
}

// What is in flight together stands in one file, is Live while its process is, and
// each of it what it was when that died. Any of it can be taken over, and keeps
// nobody from the rest.
func TestEntriesThatShareAFile(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	all := several(t, d)
	first, err := os.Stat(d.path(all["prepared"].entry.ID, entryExt))
	if err != nil {
		t.Fatal(err)
	}
	live := map[string]Class{}
	for name, r := range all {
		live[name] = Live
		info, err := os.Stat(d.path(r.entry.ID, entryExt))
		if err != nil || !os.SameFile(info, first) {
			t.Errorf("%s has a file of its own, %v", name, err)
		}
	}
	asLeft(t, d, live)
	if _, err := d.Adopt(all["sent"].entry.ID, clock); !errors.Is(err, ErrOwned) {
		t.Errorf("adopted while it is owned: %v", err)
	}
	dies(t, all)
	asLeft(t, d, severalClasses)
	taken, err := d.Adopt(all["accepted"].entry.ID, clock)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Class{"prepared": Unsent, "sent": Unknown, "accepted": Live, "part": Received, "saved": Finished}
	asLeft(t, d, want)
	for name := range want {
		if name == "accepted" {
			continue
		}
		r, err := d.Adopt(all[name].entry.ID, clock)
		if err != nil {
			t.Fatal(name, err)
		}
		if err := r.Drop(); err != nil {
			t.Error(name, err)
		}
	}
	if taken.Entry().Job != "job-7" || taken.Entry().Request.Prompt != "accepted" {
		t.Errorf("taken over: %+v", taken.Entry())
	}
	if err := taken.Done(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(string(d)); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

// Wherever the file ends, what had been written of other entries holds, and the one
// whose line is torn is at its step before.
func TestATornTailCostsOnlyItself(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	all := several(t, d)
	path := d.path(all["sent"].entry.ID, entryExt)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dies(t, all)
	for cut := range len(whole) + 1 {
		lines := bytes.Count(whole[:cut], []byte("\n"))
		ends := bytes.LastIndexByte(whole[:cut], '\n') + 1
		for name, r := range all {
			torn, err := parseOf(r.entry.ID, bytes.NewReader(whole[:cut]))
			if err != nil && !errors.Is(err, errNothing) {
				t.Fatal(err)
			}
			clean, _ := parseOf(r.entry.ID, bytes.NewReader(whole[:ends])) // as above
			if torn.State != clean.State || torn.Problem != clean.Problem || torn.garbled {
				t.Fatalf("%s, cut at %d behind line %d: %+v, not %+v", name, cut, lines, torn, clean)
			}
		}
	}
	// The next line of somebody else follows a torn one.
	damaged := append(bytes.Clone(whole[:len(whole)-20]), '\n')
	for name, r := range all {
		if e, _ := parseOf(r.entry.ID, bytes.NewReader(damaged)); e.garbled != (name == "saved") {
			t.Errorf("%s: garbled %v", name, e.garbled)
		}
	}
}

// What an earlier version does with the file: it takes a schema it does not know
// for a newer version's, whichever entry it looks at, and leaves that alone. An
// entry alone in its file, or given up, is for it to read.
func TestEarlierVersionsLeaveSharedFilesAlone(t *testing.T) {
	t.Parallel()
	newer := func(path string) bool { // as they read
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		problem := false
		for text := range bytes.Lines(data) {
			var l struct{ Schema int }
			if err := json.Unmarshal(text, &l); err != nil {
				t.Fatal(err)
			}
			problem = problem || l.Schema > 1
		}
		return problem
	}
	d := In(t.TempDir())
	alone := create(t, d)
	if newer(d.path(alone.entry.ID, entryExt)) {
		t.Error("an entry alone is not for earlier versions")
	}
	all := several(t, d)
	for name, r := range all {
		if !newer(d.path(r.entry.ID, entryExt)) {
			t.Errorf("%s can be taken for an entry alone", name)
		}
	}
	if err := all["sent"].Release(errors.New("no answer"), false); err != nil {
		t.Fatal(err)
	}
	given := d.path(all["sent"].entry.ID, entryExt)
	if newer(given) {
		t.Error("what was given up is not for earlier versions")
	}
	if f, _ := d.Look(all["sent"].entry.ID); f.Class != Unknown || f.Entry.Note != "no answer" || f.Entry.Request.Prompt != "sent" {
		t.Errorf("given up: %+v", f)
	}
	delete(all, "sent")
	all["alone"] = alone
	dies(t, all)
}

// What cannot get a file of its own when it is given up can be taken up again by
// this process, and by others once the file is free.
func TestGivenUpWithoutRoom(t *testing.T) {
	t.Parallel()
	d := In(t.TempDir())
	all := several(t, d)
	s, id := all["part"].file, all["part"].entry.ID
	s.mu.Lock()
	delete(s.owned, id)
	s.left[id] = true
	s.mu.Unlock()
	again, err := d.Adopt(id, clock)
	if err != nil || again.Entry().Request.Prompt != "part" || again.Entry().State != Receiving {
		t.Fatalf("%+v, %v", again, err)
	}
	if _, err := d.Adopt(id, clock); !errors.Is(err, ErrOwned) {
		t.Errorf("adopted twice: %v", err)
	}
	if err := again.Drop(); err != nil {
		t.Error(err)
	}
	delete(all, "part")
	dies(t, all)
	want := map[string]Class{"prepared": Unsent, "sent": Unknown, "accepted": Rendering, "saved": Finished}
	asLeft(t, d, want)
}

// However many begin and end at once, each is on disk with all it says before it is
// sent, and nothing is left.
func TestManyShareFiles(t *testing.T) {
	t.Parallel()
	d := In(filepath.Join(t.TempDir(), "state"))
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			for j := range 20 {
				n := newEntry()
				n.Request.Prompt = fmt.Sprint(i, " ", j)
				r, err := d.Create(n, clock)
				if err != nil {
					t.Error(err)
					return
				}
				if err := r.Sent(); err != nil {
					t.Error(err)
				}
				f, there := d.Look(r.entry.ID)
				if !there || f.Class != Live || f.Entry.Request.Prompt != n.Request.Prompt || f.Entry.State != Sent {
					t.Errorf("%+v, %v", f, there)
				}
				end := r.Done
				if j%4 == 0 {
					end = func() error { return r.Release(nil, false) }
				}
				if err := end(); err != nil {
					t.Error(err)
				}
				if j%4 != 0 {
					continue
				}
				if r, err = d.Adopt(r.entry.ID, clock); err != nil {
					t.Error(err)
				} else if err := r.Drop(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if left, _ := os.ReadDir(string(d)); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	if files := d.open(); len(files) != 0 {
		t.Errorf("%d files are open", len(files))
	}
}
