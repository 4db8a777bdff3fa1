//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// leaveSent sends requests with these seeds, and kills the program once all
// have arrived. They go to the folder out.
func (h *home) leaveSent(t *testing.T, s *gated, seeds string, n int) {
	t.Helper()
	all := []string{"generate", "a boat", "-k", "work", "--seed", seeds, "-o", h.path("out"), "--unknown", "skip"}
	p := h.begin(t, all...)
	s.wait(n)
	p.signal(syscall.SIGKILL)
	p.end()
}

// plan is what the event planned says.
type planned struct {
	Event         string
	Runs          int
	ToPay         *int `json:"to_pay"`
	Saved         int
	Unknown       *int
	UnderWay      *int `json:"under_way"`
	Error         json.RawMessage
	Sent, Waiting int
}

func (r result) planned(t *testing.T) planned {
	t.Helper()
	var p planned
	line, _, _ := strings.Cut(r.stdout, "\n")
	if err := json.Unmarshal([]byte(line), &p); err != nil || p.Event != "planned" || p.Unknown == nil || p.UnderWay == nil {
		t.Fatalf("no plan: %.300s, %v", r.stdout, err)
	}
	return p
}

// The same command after kill -9 does not send again, and says so.
func TestCase73TheSameCommandAfterAKill(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	h.leaveSent(t, s, "1", 1)
	for range 3 { // as make or cron would
		r := h.generate().want(t, 1, "never answered", "recover")
		if p := r.planned(t); *p.Unknown != 1 || *p.UnderWay != 0 || *p.ToPay != 0 {
			t.Errorf("planned %s", r.stdout)
		}
		all := only(r.events(t), "unknown")
		if len(all) != 1 || all[0].Error == nil || all[0].Error.Name != "Unsettled" || !strings.Contains(all[0].Error.Remedy, "--unknown send") {
			t.Errorf("events %s", r.stdout)
		}
	}
	s.wantPosts(1)
	// The same request by another home with the same folder.
	other := newHome(t)
	other.rogueKey(s.rogue)
	other.run("generate", "a boat", "-k", "work", "--seed", "1", "-o", h.path("out")).want(t, 1, "never answered")
	s.wantPosts(1)
	// With a word it goes.
	s.answer()
	if r := h.generate("--unknown", "send").want(t, 0); *r.planned(t).ToPay == 0 {
		t.Errorf("planned %s", r.stdout)
	}
	s.wantPosts(2)
	h.wantOut(t, 1)
	// What came of the first nobody knows still.
	h.wantUnfinished(t, 1)
	h.generate().want(t, 0)
	s.wantPosts(2)
}

// rogueKey makes the key work of another home's server one of this home.
func (h *home) rogueKey(s *rogue) { h.keyFor(s.URL + "/v2") }

// A plan leaves out what was sent before and does the rest, or sends nothing,
// or sends all, as is asked for.
func TestCase73PlansWithUnknownRequests(t *testing.T) {
	t.Parallel()
	prepare := func(t *testing.T) (*home, *gated) {
		t.Helper()
		h := newHome(t)
		s := h.gated()
		h.leaveSent(t, s, "1-2", 2)
		s.answer()
		return h, s
	}
	for _, c := range []struct {
		how           string
		from          bool
		status, posts int
		saved         int
		cancelled     int
	}{
		{"", false, 1, 2, 2, 0},
		{"", true, 1, 2, 2, 0},
		{"skip", false, 1, 2, 2, 0},
		{"fail", false, 1, 0, 0, 2},
		{"send", false, 0, 4, 4, 0},
		{"again", false, 0, 4, 4, 0},
		{"ask", false, 2, 0, 0, 0},
	} {
		t.Run(fmt.Sprint(c.how, c.from), func(t *testing.T) {
			t.Parallel()
			h, s := prepare(t)
			args := []string{"--seed", "1-4"}
			switch c.how {
			case "":
			case "again":
				args = append(args, "--again")
			default:
				args = append(args, "--unknown", c.how)
			}
			var r result
			if c.from {
				h.write(h.path("prompts.txt"), "a boat\n")
				r = h.run(append([]string{"generate", "--from", h.path("prompts.txt"), "-k", "work", "--json", "-o", h.path("out")}, args...)...)
			} else {
				r = h.generate(args...)
			}
			r.want(t, c.status)
			if p := r.planned(t); *p.Unknown != 2 || p.Runs != 4 {
				t.Errorf("planned %s", r.stdout)
			}
			s.wantPosts(2 + c.posts)
			all := r.events(t)
			unknown := 2
			if c.how == "send" || c.how == "again" || c.how == "ask" {
				unknown = 0
			}
			if len(only(all, "saved")) != c.saved || len(only(all, "cancelled")) != c.cancelled || len(only(all, "unknown")) != unknown {
				t.Error(r.stdout)
			}
		})
	}
}

// At a terminal a person is asked, with what it costs.
func TestCase73AskedAtATerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	h.leaveSent(t, s, "1", 1)
	s.answer()
	generate := []string{"generate", "a boat", "-k", "work", "--seed", "1-2", "-o", h.path("out")}
	p := h.open(160, 24, generate...)
	p.waitText("1 of these was sent before", "not in the library", "there is to pay 2 tokens, else 1 token", "sends nothing:")
	p.send("yes\n")
	p.waitText("Nothing was sent")
	if status := p.wait(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	s.wantPosts(1)
	p = h.open(160, 24, generate...)
	p.waitText("sends nothing:")
	p.press("ctrl+c")
	if status := p.wait(); status != 130 {
		t.Errorf("exit status %d", status)
	}
	s.wantPosts(1)
	p = h.open(160, 24, generate...)
	p.waitText("sends nothing:")
	p.send("skip\n")
	if status := p.wait(); status != 1 {
		t.Errorf("exit status %d", status)
	}
	s.wantPosts(2)
	h.wantOut(t, 1)
	p = h.open(160, 24, generate...)
	p.waitText("sends nothing:")
	p.send("send\n")
	if status := p.wait(); status != 0 {
		t.Errorf("exit status %d:\n%s", status, p.screen())
	}
	s.wantPosts(3)
	h.wantOut(t, 2)
}

// Making a picture again that was being made again is no exception.
func TestCase73RerunAfterAKill(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t)
	s := h.gated()
	rerun := []string{"rerun", picture, "-k", "work", "-o", h.path("out")}
	p := h.begin(t, rerun...)
	s.wait(1)
	p.signal(syscall.SIGKILL)
	p.end()
	s.answer()
	h.run(rerun...).want(t, 1, "never answered")
	h.run(append(rerun, "--unknown", "fail")...).want(t, 1, "never answered")
	h.run(append(rerun, "--unknown", "skip")...).want(t, 1, "never answered")
	h.run(append(rerun, "--unknown", "ask")...).want(t, 2, "nobody to ask")
	s.wantPosts(1)
	h.run(append(rerun, "--unknown", "send")...).want(t, 0)
	s.wantPosts(2)
}

func TestCase73BadUnknown(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	for _, bad := range []string{"", "maybe", "SKIP", "skip,send"} {
		h.run("generate", "a boat", "--seed", "1", "--unknown", bad).want(t, 2, "--unknown", "skip, fail, send, ask")
		h.run("rerun", "a.jpg", "--unknown", bad).want(t, 2, "--unknown")
	}
}

// A claim that nobody can read counts as sent by nobody known: by its name
// recovery lists it and gives it up.
func TestCase73BrokenClaims(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.gated()
	h.leaveSent(t, s, "1", 1)
	s.answer()
	names, err := os.ReadDir(h.path("out", ".claims"))
	if err != nil {
		t.Fatal(err)
	}
	other := newHome(t) // whose journal knows of nothing
	other.rogueKey(s.rogue)
	generate := []string{"generate", "a boat", "-k", "work", "--seed", "1", "-o", h.path("out")}
	other.configureMore("[library]\nfolder = \"" + h.path("out") + "\"\n")
	for _, n := range names {
		if !strings.HasPrefix(n.Name(), ".") {
			h.write(h.path("out", ".claims", n.Name()), "torn")
		}
	}
	other.run(generate...).want(t, 1, "somebody unknown")
	s.wantPosts(1)
	list := other.unknown(t)
	if len(list) != 1 {
		t.Fatalf("%d are listed", len(list))
	}
	var entry struct{ ID string }
	if err := json.Unmarshal([]byte(strings.TrimSpace(other.run("recover", "--json").stdout)), &entry); err != nil {
		t.Fatal(err)
	}
	other.run("recover", "--drop", entry.ID).want(t, 0, "is dropped")
	other.run(generate...).want(t, 0)
	s.wantPosts(2)
}
