package history

import (
	"strings"
	"testing"

	"imagine-tui/api/queue"
)

// wantBatch fails if a result does not say what it was asked for with.
func wantBatch(t *testing.T, l *Library, what string) {
	t.Helper()
	n := 0
	err := l.Load(t.Context(), 0, func(e Entry) bool {
		n++
		if e.Problem != "" || e.Sidecar.Batch() != testAccount.Batch {
			t.Errorf("%s: %q, batch %+v", what, e.Problem, e.Sidecar.Batch())
		}
		return true
	})
	if err != nil || n != 1 {
		t.Errorf("%s: %d results, %v", what, n, err)
	}
}

// What a picture was asked for with is in its sidecar, also when its process was
// killed before it could write one; it is not in what may be given away, and does
// not change what the request is.
func TestTheBatchIsKept(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), pngBytes(t, 16))
	wantBatch(t, l.Library, "saved")
	if err := l.Update(s.Path, func(s *Sidecar) { s.Rating = 3 }); err != nil {
		t.Fatal(err)
	}
	wantBatch(t, l.Library, "rated")
	e, err := l.Entry(s.Path)
	if err != nil || e.Sidecar.Hash != request("fog").Hash() {
		t.Errorf("hash %s, %v", e.Sidecar.Hash, err)
	}
	if inside, err := ReadRecipe(s.Path); err != nil || inside.Batch().ID != "" {
		t.Errorf("inside: %+v, %v", inside.Batch(), err)
	}
	for _, job := range []string{"state:received", "step:copied", "step:published"} {
		l := tempLibrary(t)
		killAtReady(t, l, job)
		recoverAll(t, l.Library)
		wantBatch(t, l.Library, job)
	}
}

// A sidecar of an earlier version says nothing of a batch, and one of somebody
// else's may say anything.
func TestBatchesOfOthers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]queue.Batch{
		`{"schema":1,"request":{"operation":"text-to-image","prompt":"fog"}}`:                                              {},
		`{"schema":1,"request":{"operation":"text-to-image","prompt":"fog"},"batch":{"id":"a\u001b[2Jb","index":7}}`:       {ID: "ab", Index: 7},
		`{"schema":1,"request":{"operation":"text-to-image","prompt":"fog"},"batch":{}}`:                                   {},
		`{"schema":1,"request":{"operation":"text-to-image"},"batch":{"id":"` + strings.Repeat("x", 1000) + `","more":1}}`: {ID: strings.Repeat("x", maxBatchID-1) + "…"},
	} {
		s, problem := decode([]byte(text))
		got := s.cleaned().Batch()
		if problem != "" || got != want {
			t.Errorf("%s: %q, %+v, want %+v", text[:60], problem, got, want)
		}
	}
}
