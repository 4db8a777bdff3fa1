//go:build unix

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"imagine-tui/api/sandbox"
)

// judge is a session in the studio: pictures, what is thought of them, a set,
// a draft. It comes after a request without an answer, which it tells of.
func (m *maker) judge() {
	m.as(hung)
	m.killedIn(`"sent"`, "generate", "never answered", "--seed", "404")
	m.as(m.small.ServeHTTP)
	s := m.studio(120, 40)
	s.waitText("sent with no answer")
	s.press("esc")
	s.waitGone("sent with no answer")
	s.seeds("31-34", "31-34")
	s.make("a sloop", "4/4")
	s.toResults()
	s.waitText("▸  ✓")
	s.press("t")
	s.waitText("Tags", "separated by spaces")
	s.send("cover, sea")
	s.press("enter")
	s.waitDetails("tags: cover sea")
	s.press("4")
	s.waitDetails("★★★★ tags: cover sea")
	s.press("j", "p")
	s.waitText("1 picked")
	s.press("j", "x")
	s.waitDetails("rejected")
	s.press("alt+3")
	s.waitText("┏ Style")
	s.press("w")
	s.waitText("save as")
	s.send("Every day")
	s.press("enter")
	s.waitText("Words around the prompt")
	s.send("photo of ..., at ease")
	s.press("enter")
	s.waitText("○ Every day")
	s.press("j", "j", "j", "j", "j", "j", "space")
	s.waitText("◉ Every day")
	s.press("alt+5")
	s.waitText("┏ Results")
	s.press("m", "+")
	s.toPrompt()
	s.send("A sloop under {way|sail}, not sent")
	s.waitText("not sent")
	s.leave()
	m.put(aside)
}

// hung reads a request and never answers.
func hung(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // so that it sees the client go
	<-r.Context().Done()
}

// interrupted leaves runs waiting, and then kills the program in every state
// of a request.
func (m *maker) interrupted() {
	m.take()
	m.as(hung)
	s := m.studio(120, 40)
	s.seeds("41-43", "41-43")
	s.toPrompt()
	s.send("a lugger at {anchor|sea}")
	s.press("enter")
	s.waitText("1 running · 5 queued")
	m.until("a list of what waits", func() bool {
		lists, err := filepath.Glob(m.state("waiting", "2*.json"))
		return err == nil && len(lists) == 1
	})
	if err := s.cmd.Process.Kill(); err != nil {
		m.t.Fatal(err)
	}
	s.wait()
	m.put(aside)

	m.struck("write", `"prepared"`, `"sent"`, "generate", "not sent at all", "--seed", "51")
	m.put(aside)
	m.as(m.half)
	m.killedIn(`"receiving"`, "generate", "half of it", "--seed", "52")
	m.put(aside)
	m.unsaved()
	m.put(aside)
	m.as(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = io.WriteString(w, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>") // the client may have gone
	})
	m.run("generate", "no picture", "--seed", "54").want(m.t, 1)
	m.put(aside)
	m.as(m.small.ServeHTTP)
	m.struck("unlinkat", `"saved"`, "nothing", "generate", "saved, and its entry left", "--seed", "55", "--again")
	m.put(aside)
	m.filming()
	m.put(back)
}

// state is a place in the program's state folder.
func (m *maker) state(parts ...string) string {
	return m.path(append([]string{"state", "imagine-tui"}, parts...)...)
}

// The two ways of journal entries, between the journal and where no run of the
// program finds them.
const (
	aside = true
	back  = false
)

func (m *maker) take() { m.put(back) }

func (m *maker) put(away bool) {
	from, to := m.state("inflight"), m.aside
	if !away {
		from, to = to, from
	}
	for _, path := range m.files(from) {
		m.write(filepath.Join(to, filepath.Base(path)), read(m.t, path))
		if err := os.Remove(path); err != nil {
			m.t.Fatal(err)
		}
	}
}

// killedIn runs a command and kills it, as kill -9 does, as soon as an entry
// of the journal holds the words.
func (m *maker) killedIn(words string, args ...string) {
	m.t.Helper()
	cmd := m.command(context.Background(), args...)
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.until("an entry that says "+words, func() bool { return m.journalSays(words) })
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed
}

// until looks until something is so.
func (m *maker) until(what string, so func() bool) {
	m.t.Helper()
	ticks := time.NewTicker(time.Millisecond)
	defer ticks.Stop()
	for end := time.Now().Add(patience); !so(); <-ticks.C {
		if time.Now().After(end) {
			m.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// journalSays tells whether an entry holds the words, and bytes where it says
// that some were received.
func (m *maker) journalSays(words string) bool {
	for _, path := range m.files(m.state("inflight")) {
		data, err := os.ReadFile(path)
		if err != nil || !strings.HasSuffix(path, ".json") || !bytes.Contains(data, []byte(words)) {
			continue
		}
		part, err := os.Stat(strings.TrimSuffix(path, ".json") + ".part")
		if !bytes.Contains(data, []byte(`"receiving"`)) || err == nil && part.Size() > 0 {
			return true
		}
	}
	return false
}

// half sends half of a picture, or of a video, and then nothing more.
func (m *maker) half(w http.ResponseWriter, r *http.Request) {
	whole := httptest.NewRecorder()
	m.small.ServeHTTP(whole, r)
	body := whole.Body.Bytes()
	if !strings.HasPrefix(whole.Header().Get("Content-Type"), "image/") && !strings.HasPrefix(whole.Header().Get("Content-Type"), "video/") {
		w.Header().Set("Content-Type", whole.Header().Get("Content-Type"))
		w.WriteHeader(whole.Code)
		_, _ = w.Write(body)
		return
	}
	w.Header().Set("Content-Type", whole.Header().Get("Content-Type"))
	w.Header().Set("Content-Length", number(int64(len(body))))
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// unsaved has a picture arrive whole whose folder became a file meanwhile.
func (m *maker) unsaved() {
	out := m.path("home", "elsewhere")
	m.as(func(w http.ResponseWriter, r *http.Request) {
		_ = os.RemoveAll(out)
		_ = os.WriteFile(out, nil, 0o600)
		m.small.ServeHTTP(w, r)
	})
	m.run("generate", "all of it, not saved", "--seed", "53", "-o", out).want(m.t, 1)
}

// struck kills the program at one of its calls of the system, which takes
// strace, until that leaves an entry with some words and without others. Of
// the entries of the tries before, the first is kept too.
func (m *maker) struck(call, words, without string, args ...string) {
	m.t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		m.t.Fatal(err)
	}
	kept := call == "write" // those that are killed early say nothing of their own
	for nth := range 200 {
		cmd := m.command(context.Background(), args...)
		inject := fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, nth+1)
		cmd.Args = append([]string{strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=" + call, "-e", inject, cmd.Path}, cmd.Args[1:]...)
		cmd.Path = strace
		_ = cmd.Run() // it is killed, or was not
		if m.journalSays(words) && !m.journalSays(without) {
			return
		}
		if entries := m.files(m.state("inflight")); len(entries) > 0 && !kept {
			m.put(aside)
			kept = true
		}
		if err := os.RemoveAll(m.state("inflight")); err != nil {
			m.t.Fatal(err)
		}
	}
	m.t.Fatalf("it was never killed when an entry said %s", words)
}

// filming leaves two videos behind: one that is being made, and one of which
// half was there.
func (m *maker) filming() {
	slow := sandbox.New(sandbox.Options{MaxSide: fixtureSide, VideoTime: time.Hour, LinkLife: time.Hour})
	m.as(slow.ServeHTTP)
	m.killedIn(`"accepted"`, "generate", "ships pass", "--op", "text-to-video", "-s", "kling-1.0-pro", "--yes")
	m.put(aside)
	m.as(m.half)
	m.killedIn(`"receiving"`, "generate", "ships sink", "--op", "text-to-video", "-s", "kling-1.0-pro", "--yes")
	m.put(aside)
}

// damage changes sidecars as other programs, newer versions and accidents do.
func (m *maker) damage() {
	m.as(m.small.ServeHTTP)
	change := func(seed int64, how func(path string, car map[string]any)) {
		path := m.the("barge seed:"+number(seed)) + ".json"
		var car map[string]any
		if err := json.Unmarshal([]byte(read(m.t, path)), &car); err != nil {
			m.t.Fatal(err)
		}
		how(path, car)
	}
	rewrite := func(path string, car map[string]any) {
		text, err := json.MarshalIndent(car, "", "  ")
		if err != nil {
			m.t.Fatal(err)
		}
		m.write(path, string(text)+"\n")
	}
	m.run("generate", "a barge", "--seed", "61-65", "-s", "imagine-turbo").want(m.t, 0)
	change(61, func(path string, car map[string]any) {
		car["x_gallery"] = map[string]any{"album": "boats <1>", "order": 7}
		car["colour_label"] = "amber"
		car["request"].(map[string]any)["x_strength"] = []any{0.25, nil}
		rewrite(path, car)
	})
	change(62, func(path string, car map[string]any) {
		car["schema"] = 2
		rewrite(path, car)
	})
	change(63, func(path string, _ map[string]any) { m.write(path, read(m.t, path)[:300]) })
	gone := func(seed int64, ext string) {
		path := m.the("barge seed:" + number(seed))
		if err := os.Remove(path + ext); err != nil {
			m.t.Fatal(err)
		}
	}
	gone(64, ".json")
	gone(65, "")
}

// keep copies what is left into the fixture, and what the program says of it.
func (m *maker) keep(into string) {
	for _, path := range m.files(fixtureRoot) {
		name, err := filepath.Rel(fixtureRoot, path)
		if err != nil {
			m.t.Fatal(err)
		}
		if !strings.HasPrefix(name, "tmp") && !strings.HasPrefix(name, "cache") && filepath.Base(name) != "log.txt" {
			m.write(filepath.Join(into, name), read(m.t, path))
		}
	}
	m.telling(into)
}
