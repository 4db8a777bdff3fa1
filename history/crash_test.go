package history

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history/journal"
)

// whole checks that every picture of a library is complete and described, and
// returns how many there are.
func whole(t *testing.T, l *Library) int {
	t.Helper()
	entries := all(t, l)
	for _, e := range entries {
		data := read(t, e.Path)
		if _, err := api.CheckPicture(bytes.NewReader(data), int64(len(data))); err != nil {
			t.Errorf("%s: %v", e.Path, err)
		}
		if e.Problem != "" || e.Sidecar.FileSHA256 != sum(data) || e.Sidecar.Bytes != int64(len(data)) {
			t.Errorf("%s: %q, its sidecar is of another file: %v", e.Path, e.Problem, e.Sidecar.FileSHA256 != sum(data))
		}
	}
	return len(entries)
}

func TestCase21KilledInEachState(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		job, event string
		state      journal.State
		pictures   int
		left       int // journal entries after recovery
	}{
		{"state:prepared", "", "", 0, 0},
		{"step:claimed", "", "", 0, 0},
		{"state:sent", EventUnknown, journal.Sent, 0, 1},
		{"state:accepted", EventRendering, journal.Accepted, 0, 1},
		{"state:part", EventUnknown, journal.Receiving, 0, 1},
		{"state:received", EventRecovered, journal.Receiving, 1, 0},
		{"step:copied", EventRecovered, journal.Receiving, 1, 0},
		{"step:remembered", EventRecovered, journal.Receiving, 1, 0},
		{"step:published", EventRecovered, journal.Receiving, 1, 0},
		{"step:described", EventRecovered, journal.Receiving, 1, 0},
		{"step:saved", EventRecovered, journal.Receiving, 1, 0},
		{"step:freed", EventRecovered, journal.Receiving, 1, 0},
	} {
		t.Run(tt.job, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			killAtReady(t, l, tt.job)
			for range 2 { // recovering twice changes nothing more
				got := recoverAll(t, l.Library)
				if tt.event == "" || (tt.left == 0 && len(got) == 0) {
					continue
				}
				if len(got) != 1 || got[0].Event != tt.event || got[0].State != tt.state ||
					got[0].Request.Prompt != "fog" || got[0].Key != "work" || got[0].Time.IsZero() {
					t.Fatalf("recovered %+v", got)
				}
				if tt.pictures == 1 && !strings.HasPrefix(got[0].Path, l.Folder()) {
					t.Errorf("path %q", got[0].Path)
				}
			}
			if n := whole(t, l.Library); n != tt.pictures {
				t.Errorf("%d pictures: %v", n, files(t, l.Folder()))
			}
			if claims, err := l.claims.dir.All(); err != nil || len(claims) != tt.left {
				t.Errorf("%d claims left, %v", len(claims), err)
			}
			if n := len(scan(t, l.Library)); n != tt.left {
				t.Errorf("%d journal entries left", n)
			}
			if want := (Spend{Tokens: 5 * tt.pictures, Runs: tt.pictures}); spentEver(t, l.Library) != want {
				t.Errorf("ledger: %+v", spentEver(t, l.Library))
			}
			for _, f := range files(t, l.state) {
				if strings.HasSuffix(f, ".part") != (tt.job == "state:part") && strings.HasPrefix(f, "inflight/") && tt.left == 0 {
					t.Errorf("left %s", f)
				}
			}
		})
	}
}

// spentEver sums the ledgers over the days a test can touch: helpers go by the
// real clock.
func spentEver(t *testing.T, l *Library) Spend {
	t.Helper()
	var s Spend
	paths, err := filepath.Glob(filepath.Join(string(l.ledger), "*", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	runs := make(map[string]bool)
	for _, path := range paths {
		for line := range strings.Lines(string(read(t, path))) {
			_, run, _ := strings.Cut(line, `"run":"`)
			run, _, _ = strings.Cut(run, `"`)
			if !runs[run] {
				runs[run] = true
				s.Runs++
				s.Tokens += 5
			}
		}
	}
	return s
}

func TestCase22KilledWhileWriting(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	saved := make(map[string]bool)
	for kill := range 10 {
		h := startHelper(t, l, "save:0")
		for range 1 + kill%4 {
			saved[h.line()] = true
		}
		h.kill()
	}
	recoverAll(t, l.Library)
	n := whole(t, l.Library)
	if n < len(saved) {
		t.Errorf("%d pictures for %d that were saved", n, len(saved))
	}
	for path := range saved {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("saved, but %v", err)
		}
	}
	for _, f := range scan(t, l.Library) {
		if f.Entry.Body != "" && f.Class != journal.Received {
			t.Errorf("left %+v", f)
		}
	}
	if spent := spentEver(t, l.Library); spent.Runs != n {
		t.Errorf("%d in the ledger, %d pictures", spent.Runs, n)
	}
	// What was being written is too young to be swept.
	parts := 0
	for _, f := range files(t, l.Folder()) {
		if strings.HasSuffix(f, ".part") {
			parts++
		}
	}
	l.set(l.at.AddDate(-1, 0, 0))
	if swept, err := l.Sweep(t.Context()); err != nil || swept != 0 {
		t.Errorf("swept %d young files, %v", swept, err)
	}
	l.set(l.at.AddDate(10, 0, 0))
	if swept, err := l.Sweep(t.Context()); err != nil || swept != parts {
		t.Errorf("swept %d of %d old files, %v", swept, parts, err)
	}
	if whole(t, l.Library) != n {
		t.Error("sweeping took a picture away")
	}
}

func TestCase23TwoProcesses(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	const each = 25
	helpers := []*helper{startHelper(t, l, "save:25"), startHelper(t, l, "save:25")}
	for _, h := range helpers {
		h.line()
		// Neither is disturbed by a third that looks for the dead.
		if got := recoverAll(t, l.Library); len(got) != 0 {
			t.Errorf("took over %+v", got)
		}
	}
	for _, h := range helpers {
		for h.lines.Scan() {
			if !strings.HasPrefix(h.lines.Text(), l.Folder()) {
				t.Error(h.lines.Text())
			}
		}
		if err := h.cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if n := whole(t, l.Library); n != 2*each {
		t.Errorf("%d pictures", n)
	}
	if got := files(t, l.Folder()); len(got) != 4*each {
		t.Errorf("%d files", len(got))
	}
}

func TestCase22SweepTakesOnlyItsOwn(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 16))
	dir := filepath.Dir(s.Path)
	keep := []string{
		filepath.Join(dir, ".142233-fog-a1b2c3.jpg.part"), filepath.Join(dir, "142233-fog-a1b2c3.jpg.0a1b2c3d.part"),
		filepath.Join(dir, ".my-draft.jpg.0a1b2c3d.part"), filepath.Join(dir, "movie.part"),
		filepath.Join(l.Folder(), ".142233-fog-a1b2c3.jpg.0a1b2c3d.part"),
		filepath.Join(l.Folder(), "other", ".142233-fog-a1b2c3.jpg.0a1b2c3d.part"),
		filepath.Join(l.state, "inflight", "x.bin"),
	}
	gone := []string{
		filepath.Join(dir, ".142233-fog-a1b2c3.jpg.0a1b2c3d.part"), filepath.Join(dir, ".142233-fog-a1b2c3.jpg.json.0a1b2c3d.part"),
		filepath.Join(dir, ".imagine-tui-probe.0a1b2c3d.part"),
		filepath.Join(l.state, "inflight", "20260101t000000z-0011223344.part"),
	}
	for _, path := range append(keep, gone...) {
		write(t, path, []byte("x"))
	}
	// A request that waits for its owner keeps its bytes, however old.
	tk, _ := received(t, l.Library, request("rain"), testAccount, []byte("half"))
	if err := tk.Unknown(nil); err != nil {
		t.Fatal(err)
	}
	before := len(files(t, l.state))
	l.set(l.at.AddDate(10, 0, 0))
	if n, err := l.Sweep(t.Context()); err != nil || n != len(gone) {
		t.Errorf("swept %d, %v", n, err)
	}
	for _, path := range keep {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if after := len(files(t, l.state)); after != before-1 {
		t.Errorf("%d files in the state folder, %d before", after, before)
	}
	whole(t, l.Library)
}
