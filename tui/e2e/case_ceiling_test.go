//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"imagine-tui/api/sandbox"
)

// A ceiling is not passed by anybody's word, from one run of the program to
// the next; what costs nothing is not held up by it.
func TestCase85CeilingHolds(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.rogue(sandbox.New(sandbox.Options{MaxSide: 64}).ServeHTTP)
	h.configureMore("[budget]\nceiling_per_day = 3\n")
	h.generate("--seed", "1-4", "--yes").want(t, 2, "exceed the ceiling of 3 per day ([budget] ceiling_per_day in "+h.configPath()+")", "Nothing was sent")
	s.wantPosts(0)
	h.generate("--seed", "1-3", "--yes").want(t, 0)
	h.generate("--seed", "1-3", "--yes").want(t, 0) // all there
	h.generate("--seed", "4", "--yes").want(t, 2, "ceiling", "3 are already spent")
	h.run("rerun", h.files(h.path("out"))[0], "--yes").want(t, 2, "ceiling")
	h.generate("--seed", "5", "--yes", "--max-tokens", "99").want(t, 2, "ceiling_per_day") // the lower one holds
	h.generate("--seed", "1", "-s", "sdxl-1.0", "--yes").want(t, 2, "price is unknown")
	s.wantPosts(3)
	h.run("generate", "a boat", "-k", "sandbox", "--seed", "9", "-o", h.path("free")).want(t, 0)
	for name, text := range map[string]string{"negative": "-1", "no number": "\"many\"", "a fraction": "1.5"} {
		other := newHome(t)
		other.configure("[budget]\nceiling_per_day = " + text + "\n")
		if r := other.run("generate", "a boat"); r.status != 2 || !strings.Contains(r.stderr, "ceiling_per_day") {
			t.Errorf("%s: %d, %s", name, r.status, r.stderr)
		}
	}
}

func TestCase85MaxTokens(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.rogue(sandbox.New(sandbox.Options{MaxSide: 64}).ServeHTTP)
	h.generate("--seed", "1-3", "--yes", "--max-tokens", "0").want(t, 2, "--max-tokens is 0")
	h.generate("--seed", "1-3", "--yes", "--max-tokens", "2").want(t, 2, "exceed the ceiling of 2 per day (--max-tokens)")
	s.wantPosts(0)
	h.generate("--seed", "1-3", "--max-tokens", "3").want(t, 0)
	h.generate("--seed", "4", "--max-tokens", "3").want(t, 2, "ceiling of 3")
	h.run("generate", "a boat", "-k", "sandbox", "--seed", "1-3", "--max-tokens", "0", "-o", h.path("free")).want(t, 0)
	s.wantPosts(3)
	for _, bad := range []string{"-1", "", "many", "1.5", "99999999999999999999"} {
		h.generate("--max-tokens="+bad).want(t, 2, "--max-tokens")
		h.run("rerun", "a.jpg", "--max-tokens="+bad).want(t, 2, "--max-tokens")
		h.run("--max-tokens="+bad).want(t, 2, "--max-tokens")
	}
}

// What was sent before a kill counts, also once it was given up; what was
// refused does not.
func TestCase85WhatCounts(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	h.leaveSent(t, s, "1-2", 2)
	s.answer()
	h.generate("--seed", "3-4", "--max-tokens", "3").want(t, 2, "2 are already spent, running or unanswered")
	h.configureMore("[budget]\nceiling_per_day = 3\n")
	for _, l := range h.recover(t) {
		h.run("recover", "--drop", l.ID).want(t, 0)
	}
	h.generate("--seed", "3-4").want(t, 2, "2 are already spent, running or unanswered")
	h.configure(strings.Replace(read(t, h.configPath()), "ceiling_per_day = 3", "ceiling_per_day = 4", 1))
	h.generate("--seed", "3-4").want(t, 0)
	s.wantPosts(4)

	h = newHome(t)
	refuse := atomic.Bool{}
	refuse.Store(true)
	picture := jpegOf(t, 16)
	h.rogue(func(w http.ResponseWriter, r *http.Request) {
		if refuse.Load() {
			answerWith(http.StatusPaymentRequired, "application/json", []byte(`{"code":1101}`))(w, r)
			return
		}
		answerWith(http.StatusOK, "image/jpeg", picture)(w, r)
	})
	h.generate("--max-tokens", "1").want(t, 3)
	refuse.Store(false)
	h.generate("--max-tokens", "1").want(t, 0)
	h.generate("--seed", "2", "--max-tokens", "1").want(t, 2)
}

// Processes that spend at once never spend more together, and what does not
// fit is told of each run.
func TestCase85ManyProcesses(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	const processes, each, ceiling = 4, 10, 25
	var all []*running
	for i := range processes {
		all = append(all, h.begin(t, "generate", "a boat", "-k", "work", "-j", "4", "--json", "--yes", "--max-tokens", fmt.Sprint(ceiling),
			"--seed", fmt.Sprintf("%d-%d", i*each+1, (i+1)*each), "-o", h.path("out")))
	}
	s.wait(4 * processes) // each has begun
	s.answer()
	saved, failed := 0, 0
	for _, p := range all {
		events := p.end().events(t)
		saved += len(only(events, "saved"))
		for _, e := range only(events, "failed") {
			failed++
			if e.Error == nil || e.Error.Name != "Ceiling" || !strings.Contains(e.Error.Remedy, "--max-tokens") {
				t.Errorf("%+v", e.Error)
			}
		}
	}
	s.wantPosts(ceiling)
	if saved != ceiling || saved+failed != processes*each {
		t.Errorf("%d saved, %d failed", saved, failed)
	}
	h.wantOut(t, ceiling)
}

// The studio is held by the same ceiling, and does not ask for a word.
func TestCase85Studio(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.rogue(sandbox.New(sandbox.Options{MaxSide: 64}).ServeHTTP)
	h.configureMore("[defaults]\nkey = \"work\"\nseed = \"1-3\"\n[budget]\nceiling_per_day = 2\n")
	p := h.studio(140, 40)
	p.press("enter")
	p.waitText("exceed the ceiling of 2 per day")
	s.wantPosts(0)
	p.signal(syscall.SIGTERM)
	p.wait()
}
