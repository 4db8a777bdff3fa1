//go:build unix

package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"imagine-tui/api/sandbox"
	"imagine-tui/api/videofile"
)

// filmStudio serves a sandbox from the test's own process and configures the
// key "work" for it, with the secret that asks for a fault, "" for none. A video
// takes a second.
func (h *home) filmStudio(fault string) *sandbox.Server {
	h.t.Helper()
	return h.filmStudioOf(fault, sandbox.Options{VideoTime: time.Second})
}

// hourglass is a clock that stands still until it is turned.
type hourglass struct{ ahead atomic.Int64 }

func (g *hourglass) now() time.Time { return time.Unix(1_800_000_000, g.ahead.Load()) }

// turn lets an hour pass.
func (g *hourglass) turn() { g.ahead.Add(int64(time.Hour)) }

// filmStudioUntil is a film studio whose videos are made once the hourglass is
// turned, and never before.
func (h *home) filmStudioUntil(g *hourglass) *sandbox.Server {
	h.t.Helper()
	return h.filmStudioOf("", sandbox.Options{VideoTime: time.Hour, LinkLife: 24 * time.Hour, Now: g.now})
}

func (h *home) filmStudioOf(fault string, o sandbox.Options) *sandbox.Server {
	h.t.Helper()
	o.MaxSide = 128
	server := h.hosted(o)
	secret := "vk-test-work"
	if fault != "" {
		secret = "vk-test-fault-" + fault
	}
	h.set("IMAGINE_WORK_KEY", secret)
	h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\nbase_url = \"" + server.BaseURL() + "\"\n")
	h.run("keys", "use", "work").want(h.t, 0)
	return server
}

// films are the videos in the library.
func (h *home) films() []string {
	h.t.Helper()
	var films []string
	for _, path := range h.files(h.path("home", "Pictures", "imagine")) {
		if strings.HasSuffix(path, ".mp4") {
			films = append(films, path)
		}
	}
	return films
}

// checkFilm fails the test unless a video is whole, is what its description
// says, and was made from the parent.
func checkFilm(t *testing.T, path, parent string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := videofile.Check(file)
	if err != nil || info.Ext != ".mp4" || info.Duration == 0 {
		t.Errorf("%s: %+v, %v", path, info, err)
	}
	if o := originOf(t, path); o.Job == "" || o.MediaType != "video/mp4" || o.DurationMS == 0 || o.Parent != parent {
		t.Errorf("%s: %+v", path, o)
	}
}

func TestGenerateVideos(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	server := h.filmStudio("")
	picture := h.made(t, "a fox", "--seed", "1")
	library := h.path("home", "Pictures", "imagine")
	parent, err := filepath.Rel(library, picture)
	if err != nil {
		t.Fatal(err)
	}
	r := h.run("generate", "it runs", "--op", "image-to-video", "--image", picture, "-s", "kling-1.0-pro", "--json", "--yes").want(t, 0)
	all := r.events(t)
	accepted, saved := only(all, "accepted"), only(all, "saved")
	if len(accepted) != 1 || len(saved) != 1 || accepted[0].Job == "" || saved[0].Job != accepted[0].Job || saved[0].Tokens != nil {
		t.Fatalf("%s", r.stdout)
	}
	checkFilm(t, saved[0].Path, filepath.ToSlash(parent))
	r = h.run("generate", "{waves|clouds}", "--op", "text-to-video", "-s", "kling-1.0-pro", "-a", "16:9", "--yes").want(t, 0, "The service makes the video", "2 saved")
	for path := range strings.Lines(r.stdout) {
		checkFilm(t, strings.TrimSpace(path), "")
	}
	h.run("generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "-a", "16:9", "--dry-run").want(t, 0, "1 saved already")
	h.run("generate", "waves", "--op", "text-to-video", "-s", "home-made-9", "--dry-run").want(t, 2, "The style home-made-9 is not in the list", "price unknown")
	if stats := server.Stats(); stats.Billed != 4 || stats.WithKey != 0 || stats.Downloads != 3 {
		t.Errorf("%+v", stats)
	}

	list := h.run("video", "list", "--json").want(t, 0).events(t)
	if len(list) != 3 || list[2].Job != saved[0].Job || list[2].State != "saved" || list[2].Path != saved[0].Path || list[2].Request.Prompt != "it runs" {
		t.Errorf("%+v", list)
	}
	id := saved[0].Job
	if r := h.run("video", "list").want(t, 0); strings.Count(r.stdout, "\n") != 3 || !strings.Contains(r.stdout, id) {
		t.Error(r.stdout)
	}
	if e := h.run("video", "status", id, "--json").want(t, 0).events(t); len(e) != 1 || e[0].State != "done" || e[0].Key != "work" {
		t.Errorf("%+v", e)
	}
	h.run("video", "delete", id).want(t, 2, "permanent", "nothing was deleted")
	if e := h.run("video", "delete", id, "--yes", "--json").want(t, 0).events(t); len(e) != 1 || e[0].Event != "deleted" || e[0].Job != id {
		t.Errorf("%+v", e)
	}
	h.run("video", "status", id).want(t, 1)
	h.run("video", "delete", id, "--yes").want(t, 1)
	h.run("video", "status", "no/such id").want(t, 1, "cannot be the id of a video")
	if len(h.films()) != 3 {
		t.Error("what was saved here is gone")
	}
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}

// TestVideoFaults has the service fail in every way it may, after it took the
// order.
func TestVideoFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault  string
		status int
		event  string
		words  string
	}{
		{"late", 0, "saved", "1 saved"},
		{"expired-once", 0, "saved", "1 saved"},
		{"expired", 1, "unknown", "The video was requested, but"},
		{"failed", 1, "failed", "may have been charged"},
	} {
		t.Run(tt.fault, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			server := h.filmStudio(tt.fault)
			r := h.run("generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "--json", "--yes").want(t, tt.status, tt.words)
			if all := r.events(t); len(only(all, tt.event)) != 1 || len(only(all, "accepted")) != 1 {
				t.Errorf("%s", r.stdout)
			}
			if stats := server.Stats(); stats.Billed != 1 || stats.WithKey != 0 {
				t.Errorf("%+v", stats)
			}
			left := h.run("recover", "--json").want(t, 0).events(t)
			if want := tt.event == "unknown"; (len(left) == 1) != want || want && (left[0].Event != "rendering" || left[0].Job == "") {
				t.Errorf("recover: %+v", left)
			}
		})
	}
}

// orderAndKill orders a video, and kills the program once the service has
// taken the order.
func (h *home) orderAndKill(t *testing.T, args ...string) (job string) {
	t.Helper()
	cmd := h.command(t.Context(), append([]string{"generate", "--json", "--yes"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); job == "" && lines.Scan(); {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		job = e.Job
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if job == "" {
		t.Fatal("no video was ordered")
	}
	return job
}

// recovered runs recover until the video is there, and returns its path.
func (h *home) recovered(t *testing.T, job string) (path string) {
	t.Helper()
	for began := time.Now(); time.Since(began) < patience; {
		list := h.run("recover", "--json").want(t, 0).events(t)
		if len(list) != 1 || list[0].Job != job || list[0].Event != "rendering" && list[0].Event != "recovered" {
			t.Fatalf("%+v", list)
		}
		if list[0].Event == "recovered" {
			return list[0].Path
		}
	}
	t.Fatal("it never came")
	return ""
}

// TestKilledWhileAVideoRenders starts again until the video is there: it is
// saved once and was ordered once.
func TestKilledWhileAVideoRenders(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	var glass hourglass
	server := h.filmStudioUntil(&glass)
	job := h.orderAndKill(t, "{waves|waves}", "--op", "text-to-video", "-s", "kling-1.0-pro")
	if list := h.run("video", "list", "--json").want(t, 0).events(t); len(list) != 1 || list[0].State != "rendering" || list[0].Job != job {
		t.Errorf("%+v", list)
	}
	if list := h.run("recover", "--json").want(t, 0).events(t); len(list) != 1 || list[0].Event != "rendering" || list[0].Job != job {
		t.Errorf("%+v", list)
	}
	glass.turn()
	path := h.recovered(t, job)
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
	if films := h.films(); len(films) != 1 || films[0] != path {
		t.Fatalf("saved %q", films)
	}
	checkFilm(t, path, "")
	if stats := server.Stats(); stats.Billed != 1 {
		t.Errorf("%+v", stats)
	}
	// The same order is not sent again.
	h.run("generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "--yes").want(t, 0, "1 already there")
	h.run("doctor", "--check").want(t, 0)
}

// TestKilledWithTheSandbox is the same with the built-in sandbox, which is
// killed too: as at the API, its videos go on being made.
func TestKilledWithTheSandbox(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce) // videos take some seconds then
	path := h.recovered(t, h.orderAndKill(t, "waves", "--op", "text-to-video", "-s", "kling-1.0-pro"))
	checkFilm(t, path, "")
	if films := h.films(); len(films) != 1 {
		t.Errorf("saved %q", films)
	}
}

// TestDeleteAVideoThatIsNotSaved leaves nothing to recover.
func TestDeleteAVideoThatIsNotSaved(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.filmStudio("forever")
	job := h.orderAndKill(t, "waves", "--op", "text-to-video", "-s", "kling-1.0-pro")
	if e := h.run("video", "status", job, "--json").want(t, 0).events(t); e[0].State != "rendering" {
		t.Errorf("%+v", e)
	}
	h.run("recover").want(t, 0, "1 video requested and not here yet")
	h.run("video", "delete", job, "--yes").want(t, 0)
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
	h.run("video", "list").want(t, 0, "No videos were requested here.")
}

// TestInterruptedVideo is stopped by ctrl+c: it says how to go on.
func TestInterruptedVideo(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	server := h.filmStudioUntil(&hourglass{})
	cmd := h.command(t.Context(), "generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "--json", "--yes")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last event
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if err := json.Unmarshal(lines.Bytes(), &last); err != nil {
			t.Fatal(err)
		}
		if last.Event == "accepted" {
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // its status is looked at
	if code := cmd.ProcessState.ExitCode(); code != 130 || last.Event != "unknown" || last.Job == "" || !strings.Contains(fmt.Sprint(last.Error), "recover fetches the video") {
		t.Errorf("exit status %d, %+v, %s", code, last, stderr.String())
	}
	if server.Stats().Billed != 1 {
		t.Error(server.Stats())
	}
}
