package history

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
)

// begin asks to send a request, as the queue does.
func begin(t *testing.T, l *testLibrary, r api.Request, o queue.Others) (queue.Ticket, error) {
	t.Helper()
	return l.Begin(t.Context(), r, testAccount, o)
}

// What was sent and never answered is not sent again, by this home or by
// another one with the same library, until the person settles it.
func TestCase73SentIsNotSentAgain(t *testing.T) {
	t.Parallel()
	a := tempLibrary(t)
	b := newLibrary(t, a.Folder(), t.TempDir())
	left, _ := received(t, a.Library, request("fog"), testAccount, []byte("half"))
	for name, l := range map[string]*testLibrary{"this home": a, "another home": b} {
		if _, err := begin(t, l, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnderWay) {
			t.Errorf("%s, under way: %v", name, err)
		}
	}
	if err := left.Unknown(errors.New("no answer")); err != nil {
		t.Fatal(err)
	}
	again := newLibrary(t, a.Folder(), a.state)
	for name, l := range map[string]*testLibrary{"this home": a, "its next process": again, "another home": b} {
		if _, err := begin(t, l, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnsettled) {
			t.Errorf("%s, unknown: %v", name, err)
		}
		stands, err := l.Standings()
		if err != nil || stands(testAccount.Origin, request("fog")) != Unsettled || stands(testAccount.Origin, request("rain")) != Free {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The other home lists it, and can give it up.
	list := recoverAll(t, b.Library)
	if len(list) != 1 || list[0].Event != EventUnknown || list[0].Request.Prompt != request("fog").Prompt {
		t.Fatalf("the other home lists %+v", list)
	}
	if err := b.Forget(list[0].ID); err != nil {
		t.Fatal(err)
	}
	ticket, err := begin(t, b, request("fog"), queue.Wait)
	if err != nil {
		t.Fatalf("after it was given up: %v", err)
	}
	if err := ticket.Drop(); err != nil {
		t.Fatal(err)
	}
	// This home's journal still knows of it.
	if _, err := begin(t, again, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnsettled) {
		t.Errorf("the journal forgot: %v", err)
	}
	for _, one := range recoverAll(t, again.Library) {
		if err := again.Forget(one.ID); err != nil {
			t.Fatal(err)
		}
	}
	if ticket, err = begin(t, again, request("fog"), queue.Wait); err != nil {
		t.Fatalf("after this home gave it up: %v", err)
	}
	_ = ticket.Drop()
}

// The person's word sends it all the same: beside what was sent, or in its
// place.
func TestCase73ThePersonsWord(t *testing.T) {
	t.Parallel()
	for _, o := range []queue.Others{queue.Beside, queue.Settle} {
		l := tempLibrary(t)
		left, _ := received(t, l.Library, request("fog"), testAccount, []byte("half"))
		if err := left.Unknown(errors.New("no answer")); err != nil {
			t.Fatal(err)
		}
		ticket, err := begin(t, l, request("fog"), o)
		if err != nil {
			t.Fatalf("%v: %v", o, err)
		}
		if err := errors.Join(ticket.Sent(), ticket.Drop()); err != nil {
			t.Errorf("%v: %v", o, err)
		}
	}
}

// What another process saved between the look for it and the claim is found.
func TestCase74SavedMeanwhile(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if _, ok := l.Find(testAccount.Origin, request("fog")); ok {
		t.Fatal("found before it was made")
	}
	other := startHelper(t, l, "save:1")
	other.line()
	if err := other.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, l, request("fog"), queue.Wait); !errors.Is(err, queue.ErrSavedMeanwhile) {
		t.Fatalf("%v", err)
	}
	if _, ok := l.Find(testAccount.Origin, request("fog")); !ok {
		t.Error("not found after it was said to be there")
	}
}

// A library that cannot have claims works for one process, and says so once.
func TestCase74WithoutClaims(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if err := os.MkdirAll(l.Folder(), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.Folder(), claim.Folder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, prompt := range []string{"fog", "rain"} {
		ticket, err := begin(t, l, request(prompt), queue.Wait)
		if err != nil {
			t.Fatal(err)
		}
		if err := ticket.Drop(); err != nil {
			t.Fatal(err)
		}
	}
	said := strings.Count(strings.Join(l.warnings, "\n"), "one process at a time")
	if said != 1 {
		t.Errorf("said %d times: %q", said, l.warnings)
	}
}

// Who is killed after the claim says that a request was sent, and before the
// journal does, has sent nothing: in this home it can be sent, elsewhere that is
// not known.
func TestCase73KilledBetweenClaimAndJournal(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	killAtReady(t, l, "step:claimed")
	stands, err := l.Standings()
	if err != nil || stands(testOrigin, request("fog")) != Free {
		t.Errorf("it stands as %v, %v", stands(testOrigin, request("fog")), err)
	}
	elsewhere := newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state"))
	if _, err := elsewhere.Begin(t.Context(), request("fog"), testAccount, queue.Wait); !errors.Is(err, queue.ErrUnsettled) {
		t.Errorf("in another home: %v", err)
	}
	tk, err := l.Begin(t.Context(), request("fog"), testAccount, queue.Wait)
	if err != nil {
		t.Fatal(err)
	}
	if err := tk.Sent(); err != nil {
		t.Fatal(err)
	}
	if got := recoverAll(t, l.Library); len(got) != 0 {
		t.Errorf("recovered %+v", got)
	}
	if _, err := elsewhere.Begin(t.Context(), request("fog"), testAccount, queue.Wait); !errors.Is(err, queue.ErrUnderWay) {
		t.Errorf("while it is sent: %v", err)
	}
	if err := tk.Drop(); err != nil {
		t.Fatal(err)
	}
	if claims, err := l.claims.dir.All(); err != nil || len(claims) != 0 {
		t.Errorf("%d claims left, %v", len(claims), err)
	}
}

// What a dead process sent for one library and a living one is about to save there is
// not sent for another library of this home meanwhile; what somebody alive sends for
// one is in nobody's way in another.
func TestCase73WhatIsBeingRecoveredElsewhere(t *testing.T) {
	t.Parallel()
	a := tempLibrary(t)
	other := newLibrary(t, t.TempDir(), a.state)
	left, _ := received(t, a.Library, request("fog"), testAccount, []byte("half"))
	ticket, err := begin(t, other, request("fog"), queue.Wait)
	if err != nil {
		t.Fatalf("while it is sent for another library: %v", err)
	}
	if err := errors.Join(ticket.Drop(), left.Unknown(errors.New("no answer"))); err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, other, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnsettled) {
		t.Fatalf("before it is recovered: %v", err)
	}
	ids, err := a.journal.IDs()
	if err != nil || len(ids) != 1 {
		t.Fatalf("%v, %v", ids, err)
	}
	rec, err := a.journal.Adopt(ids[0], time.Now)
	if err != nil {
		t.Fatal(err)
	}
	fresh := newLibrary(t, other.Folder(), a.state)
	if _, err := begin(t, fresh, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnderWay) {
		t.Errorf("while it is recovered: %v", err)
	}
	if stands, err := fresh.Standings(); err != nil || stands(testAccount.Origin, request("fog")) != UnderWay || stands(testAccount.Origin, request("rain")) != Free {
		t.Errorf("while it is recovered it stands otherwise: %v", err)
	}
	if _, err := begin(t, other, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnsettled) { // it knows that from before
		t.Errorf("while it is recovered, who knew of it: %v", err)
	}
	if err := rec.Release(errors.New("no answer"), false); err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, fresh, request("fog"), queue.Wait); !errors.Is(err, queue.ErrUnsettled) {
		t.Errorf("after it was not recovered: %v", err)
	}
}
