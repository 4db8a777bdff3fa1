package keep

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// breakSidecar makes a sidecar one that cannot be written, until mend is called.
func breakSidecar(t *testing.T, path string) (mend func()) {
	t.Helper()
	if err := os.Rename(path+".json", path+".kept"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".json", 0o700); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path + ".json"); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path+".kept", path+".json"); err != nil {
			t.Fatal(err)
		}
	}
}

// A judgement that cannot be written is shown as such with its reason, and
// written with the next one that can be.
func TestUnwrittenIsTriedAgain(t *testing.T) {
	w := open(t)
	mend := breakSidecar(t, w.paths[0])
	w.retrying = true // the clock of the studio is not awaited here
	w.run(w.Pick())
	w.run(w.Rate(5))
	if row, _ := w.gallery.Row("run0"); !row.Picked || !row.Unwritten {
		t.Errorf("%+v", row)
	}
	if len(w.Warned) != 1 || !strings.Contains(w.Warned[0], "Not saved yet: ") {
		t.Errorf("warned %q", w.Warned)
	}
	w.choose("run1")
	w.run(w.Rate(2))
	if w.sidecar(t, 1).Rating != 2 {
		t.Error("another one was held up")
	}
	mend()
	w.run(w.Rate(1))
	s := w.sidecar(t, 0)
	if row, _ := w.gallery.Row("run0"); row.Unwritten || !s.Picked || s.Rating != 5 || w.sidecar(t, 1).Rating != 1 {
		t.Errorf("%+v, %+v", row, s)
	}
}

// What could not be written outlives the session.
func TestUnwrittenIsKeptOverQuitting(t *testing.T) {
	w := open(t)
	state := t.TempDir()
	w.o.StateDir = state
	first := New(w.host, w.o)
	first.retrying = true
	mend := breakSidecar(t, w.paths[0])
	w.Run(first, first.Pick())
	w.Run(first, first.Rate(5))
	second := New(w.host, w.o)
	mend()
	w.Run(second, second.Write())
	if w.sidecar(t, 0).Picked {
		t.Fatal("what a living session has to write was taken from it")
	}
	if err := first.judged.shelf.lock.Close(); err != nil { // it is killed
		t.Fatal(err)
	}
	third := New(w.host, w.o)
	w.Run(third, third.Write())
	if s := w.sidecar(t, 0); !s.Picked || s.Rating != 5 {
		t.Errorf("%+v", s)
	}
	left, _ := os.ReadDir(state + "/judgements")
	for _, f := range left {
		if strings.HasSuffix(f.Name(), ".json") {
			t.Errorf("%s is left", f.Name())
		}
	}
}

// Two studios and two command lines on one library: no tag is lost, undo takes
// back only its own, and nothing is picked and rejected.
func TestManyJudgeAtOnce(t *testing.T) {
	w := open(t)
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			library, err := history.Open(history.Options{Folder: w.o.Library.Folder(), StateDir: t.TempDir()})
			if err != nil {
				t.Error(err)
				return
			}
			g := gallery.New()
			var rows []gallery.Row
			for i, path := range w.paths {
				rows = append(rows, gallery.Row{ID: fmt.Sprint(i), Path: path, State: gallery.Saved, Rating: 4, Tags: []string{"cover"}})
			}
			g.AddBatch(gallery.Batch{ID: "b"}, rows, true)
			var j judgements
			for round := range 20 {
				mine := fmt.Sprintf("tag%d-%d", n, round)
				before := g.Judge(g.Rows("b"), func(r *gallery.Row) {
					r.Tags = append(slices.Clone(r.Tags), mine)
					r.Picked, r.Rejected = n%2 == 0, n%2 == 1
				})
				done := g.JudgedSince(before)
				j.add(g.Judgements(before))
				j.write(library)
				if round%2 == 1 {
					j.add(g.JudgeBack(done))
					j.write(library)
				}
			}
		})
	}
	wait.Wait()
	for i := range w.paths {
		s := w.sidecar(t, i)
		if s.Picked && s.Rejected || s.Rating != 4 || len(s.Tags) != 1+4*10 {
			t.Errorf("%d: picked %v rejected %v rated %d, %d tags %v", i, s.Picked, s.Rejected, s.Rating, len(s.Tags), s.Tags)
		}
	}
}
