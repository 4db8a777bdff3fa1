//go:build unix

package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
)

// recoveredLine is one line of recover --json.
type recoveredLine struct {
	Event, ID, State, Path, Job, Kept, Problem string
	Complete                                   bool
}

func (h *home) recover(t *testing.T) []recoveredLine {
	t.Helper()
	r := h.run("recover", "--json").want(t, 0)
	var list []recoveredLine
	for line := range strings.Lines(r.stdout) {
		var l recoveredLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

// inTheWay puts a file where a library is: what is under way cannot be saved
// there.
func (h *home) inTheWay(folder string) {
	if err := os.RemoveAll(folder); err != nil {
		h.t.Error(err)
	}
	if err := os.WriteFile(folder, []byte("in the way"), 0o600); err != nil {
		h.t.Error(err)
	}
}

// The picture arrived and its folder cannot be written: that is no request
// without an answer, whatever is done next.
func TestCase76CompleteAndNotInItsPlace(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	picture := jpegOf(t, 64)
	s := h.rogue(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(askedSeed) == "2" {
			h.inTheWay(h.path("full"))
		} else {
			h.inTheWay(h.path("out"))
		}
		answerWith(http.StatusOK, "image/jpeg", picture)(w, r)
	})
	h.generate().want(t, 1, "recover")
	list := h.recover(t)
	if len(list) != 1 || !list[0].Complete || list[0].Problem == "" || read(t, list[0].Kept) != string(picture) {
		t.Fatalf("%+v", list)
	}
	if r := h.run("recover").want(t, 0, "1 picture complete"); !strings.HasPrefix(r.stdout, "complete\t") || strings.Contains(r.stderr, "never answered") {
		t.Errorf("%s%s", r.stdout, r.stderr)
	}
	h.run("recover", "--force").want(t, 2, "--force needs --drop")
	h.run("recover", "--drop", list[0].ID).want(t, 1, "complete picture", "--out", "--force")
	if again := h.recover(t); len(again) != 1 || !again[0].Complete || read(t, list[0].Kept) != string(picture) {
		t.Fatalf("after a drop without force: %+v", again)
	}
	// The same command does not pay again, whether it can be saved or not.
	r := h.generate().want(t, 1, "arrived before", "recover --out FOLDER")
	if all := only(r.events(t), "unknown"); len(all) != 1 || all[0].Error.Name != "Unsettled" {
		t.Errorf("%s", r.stdout)
	}
	s.wantPosts(1)
	if err := os.Remove(h.path("out")); err != nil {
		t.Fatal(err)
	}
	r = h.generate().want(t, 0)
	if all := only(r.events(t), "saved"); len(all) != 1 || !all[0].Reused {
		t.Errorf("%s", r.stdout)
	}
	s.wantPosts(1)
	h.wantOut(t, 1)
	h.run("recover").want(t, 0, "Nothing was left unfinished")
	// By force it goes.
	h.run("generate", "a boat", "-k", "work", "--seed", "2", "-o", h.path("full")).want(t, 1)
	list = h.recover(t)
	h.run("recover", "--drop", list[0].ID, "--force").want(t, 0, "is dropped")
	if _, err := os.Stat(list[0].Kept); len(h.recover(t)) != 0 || err == nil {
		t.Errorf("left after force: %+v", list[0])
	}
}

func TestCase76ThreeThings(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	picture := jpegOf(t, 64)
	polled := make(chan struct{}, 100)
	h.rogue(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.URL.Path, "video") && r.Method == http.MethodPost:
			answerWith(http.StatusOK, "application/json", []byte(`{"id":"job-1"}`))(w, r)
		case r.Method == http.MethodGet:
			polled <- struct{}{}
			answerWith(http.StatusOK, "application/json", []byte(`{"status":"processing"}`))(w, r)
		case r.Header.Get(askedSeed) == "1":
			h.inTheWay(h.path("full"))
			answerWith(http.StatusOK, "image/jpeg", picture)(w, r)
		default:
			hangUp(t, nil, true)(w, r)
		}
	})
	h.run("generate", "a boat", "-k", "work", "--seed", "1", "-o", h.path("full")).want(t, 1)
	h.generate("--seed", "2").want(t, 1)
	p := h.begin(t, "generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "-k", "work", "--yes", "-o", h.path("out"))
	<-polled
	p.signal(syscall.SIGTERM)
	p.end().want(t, 143)
	events := map[string]int{}
	for _, l := range h.recover(t) {
		if l.Complete {
			l.Event = "complete"
		}
		events[l.Event]++
		if l.Event == "rendering" {
			h.run("recover", "--drop", l.ID).want(t, 1, "being made")
			h.run("recover", "--drop", l.ID, "--force").want(t, 1, "being made")
		}
	}
	if events["complete"] != 1 || events["unknown"] != 1 || events["rendering"] != 1 || len(events) != 3 {
		t.Errorf("%v", events)
	}
	if r := h.run("doctor"); !strings.Contains(r.stdout, "1 picture complete but not in place, 1 video being made, 1 request with no answer") {
		t.Errorf("%s", r.stdout)
	}
}
