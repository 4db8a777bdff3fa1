package history

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
)

// agree fails the test unless what is told of a request before it is sent, what
// happens when it is to be sent, and what is listed say the same of it.
func agree(t *testing.T, l *testLibrary, want Standing) {
	t.Helper()
	for range 2 { // looking and listing change nothing of that
		stands, err := l.Standings()
		if err != nil || stands(testOrigin, request("fog")) != want {
			t.Errorf("it stands as %v, want %v: %v", stands(testOrigin, request("fog")), want, err)
		}
		ticket, err := l.Begin(t.Context(), request("fog"), testAccount, queue.Wait)
		switch {
		case err == nil:
			err = ticket.Drop()
			if want != Free || err != nil {
				t.Errorf("it could be sent, and stands as %v: %v", want, err)
			}
		case errors.Is(err, queue.ErrUnsettled) != (want == Unsettled), errors.Is(err, queue.ErrUnderWay) != (want == UnderWay):
			t.Errorf("it stands as %v, and cannot be sent: %v", want, err)
		}
		listed := 0
		for _, one := range recoverAll(t, l.Library) {
			if one.Event == EventUnknown {
				listed++
			}
		}
		if (listed == 1) != (want == Unsettled) || listed > 1 {
			t.Errorf("it stands as %v, and is listed %d times", want, listed)
		}
	}
}

// Whoever is killed at whatever step of taking a request over from one who was
// killed, or of clearing away after them: generate and recover say the same of it,
// in this home and in another one. What never left can be sent.
func TestCase74GenerateAndRecoverAgree(t *testing.T) {
	t.Parallel()
	for _, left := range []string{"state:prepared", "step:claimed"} {
		for _, who := range []string{"begin", "recover"} {
			for _, step := range []string{"right", "over", "inherited", "written", "replaced"} {
				if kept := step == "written" || step == "replaced"; kept && (who == "recover" || left == "step:claimed") {
					continue // it is removed, not taken over
				}
				t.Run(left+" "+who+" "+step, func(t *testing.T) {
					t.Parallel()
					l := tempLibrary(t)
					killAtReady(t, l, left)
					if step == "over" || step == "inherited" {
						killAtReady(t, l, who+":claim right")
					}
					killAtReady(t, l, who+":claim "+step)
					elsewhere := newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state"))
					if left == "step:claimed" { // only the journal knows that it never left
						agree(t, elsewhere, Unsettled)
					}
					agree(t, l, Free)
					agree(t, elsewhere, Free)
					if claims, err := l.claims.dir.All(); err != nil || len(claims) != 0 {
						t.Errorf("%d claims left, %v", len(claims), err)
					}
					if n := len(scan(t, l.Library)); n != 0 {
						t.Errorf("%d journal entries left", n)
					}
				})
			}
		}
	}
}

// While somebody alive is at whatever step of that, it is under way for everybody.
func TestCase74WhileItIsTakenOver(t *testing.T) {
	t.Parallel()
	for _, job := range []string{"begin:claim right", "recover:claim right"} {
		t.Run(job, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			killAtReady(t, l, "step:claimed")
			h := startHelper(t, l, job)
			if got := h.line(); got != "ready" {
				t.Fatalf("it said %q", got)
			}
			agree(t, l, UnderWay)
			h.kill()
			agree(t, l, Free)
		})
	}
}

// Where nobody can tell who takes a claim over, it is unknown to all and listed,
// also that of which this home's journal knows that it never left; a person's word
// frees it.
func TestCase74NobodyCanTell(t *testing.T) {
	t.Parallel()
	for _, left := range []string{"state:prepared", "step:claimed"} {
		l := tempLibrary(t)
		killAtReady(t, l, left)
		claims, err := l.claims.dir.All()
		if err != nil || len(claims) != 1 {
			t.Fatalf("%d claims, %v", len(claims), err)
		}
		right := filepath.Join(l.Folder(), claim.Folder, "."+claims[0].Name+".take")
		if err := os.WriteFile(right, []byte(`{"token":"0123456789abcdef","holder":{"host":"far-away","pid":1}}`), 0o600); err != nil {
			t.Fatal(err)
		}
		agree(t, l, UnderWay) // it may just be doing it
		long := time.Now().Add(-time.Hour)
		if err := os.Chtimes(right, long, long); err != nil {
			t.Fatal(err)
		}
		elsewhere := newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state"))
		agree(t, elsewhere, Unsettled)
		agree(t, l, Unsettled)
		for _, one := range recoverAll(t, l.Library) {
			if err := l.Forget(one.ID); err != nil {
				t.Error(err)
			}
		}
		agree(t, l, Free)
		agree(t, elsewhere, Free)
	}
}

// What is unknown in a library is listed by a home that was told so, whichever
// library it has open, and can be given up there.
func TestCase74UnknownInAnotherLibrary(t *testing.T) {
	t.Parallel()
	theirs := tempLibrary(t)
	killAtReady(t, theirs, "state:sent")
	state := filepath.Join(t.TempDir(), "state")
	usual := newLibrary(t, filepath.Join(t.TempDir(), "usual"), state)
	agree(t, usual, Free)
	agree(t, newLibrary(t, theirs.Folder(), state), Unsettled)
	list := recoverAll(t, usual.Library)
	if len(list) != 1 || list[0].Event != EventUnknown || list[0].Request.Prompt != request("fog").Prompt {
		t.Fatalf("listed %+v", list)
	}
	if left, err := usual.Left(); err != nil || left.Unknown != 1 {
		t.Errorf("counted %+v, %v", left, err)
	}
	if err := usual.Forget(list[0].ID); err != nil {
		t.Fatal(err)
	}
	agree(t, newLibrary(t, theirs.Folder(), state), Free)
	if list := recoverAll(t, usual.Library); len(list) != 0 {
		t.Errorf("still listed %+v", list)
	}
}
