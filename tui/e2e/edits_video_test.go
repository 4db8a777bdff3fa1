//go:build unix

package e2e

import (
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/sandbox"
)

// filmClock serves a sandbox, as filmStudio does, whose videos are ready once
// finish was called, and not before.
func (h *home) filmClock() (server *sandbox.Server, finish func()) {
	h.t.Helper()
	var later atomic.Bool
	server = h.hosted(sandbox.Options{
		MaxSide: 128, VideoTime: time.Hour, LinkLife: 24 * time.Hour, Now: func() time.Time {
			if later.Load() {
				return time.Now().Add(2 * time.Hour)
			}
			return time.Now()
		},
	})
	h.set("IMAGINE_WORK_KEY", "vk-test-work")
	h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\nbase_url = \"" + server.BaseURL() + "\"\n")
	h.run("keys", "use", "work").want(h.t, 0)
	return server, func() { later.Store(true) }
}

// orderVideo orders a video of the selected picture, and waits until the
// service has taken the order.
func (s *terminal) orderVideo() {
	s.t.Helper()
	s.edit("v")
	s.waitText("Video from", "Motion", "Send")
	s.press("enter")
	s.pay(1)
	s.waitText("0/1", "video: ")
	s.waitText("checked again in") // so there is a video to ask for
}

// TestStudioKilledWhileAVideoRenders starts again after kill -9: the video is
// taken up, saved exactly once and ordered once; then it is deleted at the
// service, which takes a word.
func TestStudioKilledWhileAVideoRenders(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"7\"\n")
	server, finish := h.filmClock()
	picture := h.made(t, "a fox", "--seed", "7")
	s := h.studio(120, 40)
	s.waitText("a fox")
	s.toResults()
	s.press("l", "j")
	s.waitText("▸  ✓")
	s.orderVideo()
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	s.wait()
	if len(h.films()) > 0 {
		t.Fatal("saved before it was killed")
	}

	s = h.studio(120, 40)
	s.waitText("0/1 Videos from last time", "rendering")
	finish()
	s.waitText("1/1 Videos from last time", "nothing running")
	films := h.films()
	if len(films) != 1 {
		t.Fatalf("%d videos are saved", len(films))
	}
	_, o := h.resultOf(t, "image-to-video")
	checkFilm(t, films[0], o.Parent)
	if !strings.HasSuffix(picture, o.Parent) || o.Parent == "" {
		t.Errorf("made from %q, want %q", o.Parent, picture)
	}
	if stats := server.Stats(); stats.Billed != 2 || stats.Requests[api.ImageToVideo] != 1 {
		t.Errorf("%+v", stats)
	}

	// At the service it is still there.
	s.toResults()
	s.press("g", "g")
	s.press("j")
	s.waitDetails("picture → video")
	s.press("D")
	s.waitText("Delete the video from the service?", "Type delete")
	s.press("enter")
	s.waitText("Type exactly delete")
	s.send("delete")
	s.press("enter")
	s.waitText("Deleted from the service.")
	if n := server.Stats().Requests[api.VideoDelete]; n != 1 {
		t.Errorf("%d deletions", n)
	}
	if _, err := os.Stat(films[0]); err != nil {
		t.Error("the file here is gone")
	}
	h.run("video", "status", o.Job).want(t, 1)
	s.leave()

	// Once more: nothing is taken up again.
	s = h.studio(120, 40)
	s.waitText("1/1")
	s.leave()
	if len(h.films()) != 1 || server.Stats().Requests[api.ImageToVideo] != 1 {
		t.Errorf("%d videos, %+v", len(h.films()), server.Stats())
	}
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}

// TestStudioLeavesAVideoToTheService quits at once while a video is made: it
// goes on at the service and is taken up at the next start, where it is deleted
// before it is ready.
func TestStudioLeavesAVideoToTheService(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"7\"\n")
	server, finish := h.filmClock()
	s := h.studio(120, 40)
	s.make("a fox", "1/1")
	s.toResults()
	s.orderVideo()
	s.leave() // no question: nothing is lost

	s = h.studio(120, 40)
	s.waitText("0/1 Videos from last time", "rendering")
	s.toResults()
	s.press("g", "g", "j")
	s.waitDetails("x stops this one")
	s.waitDetails("checked again in")
	s.press("D")
	s.waitText("x stops waiting for it, then D")
	s.press("x")
	s.waitText("nothing running")
	s.press("D")
	s.waitText("Delete the video from the service?", "Type delete")
	s.press("esc")
	s.waitGone("Type delete")
	s.press("D")
	s.waitText("Type delete")
	s.send("delete")
	s.press("enter")
	s.waitText("The video was deleted from the")
	s.press("r") // would be another order
	s.waitText("Send again? It may be paid twice")
	s.press("esc")
	s.waitGone("Send again?")
	finish()
	s.leave()
	stats := server.Stats()
	if stats.Requests[api.VideoDelete] != 1 || stats.Requests[api.ImageToVideo] != 1 || len(h.films()) != 0 {
		t.Errorf("%+v, %q", stats, h.films())
	}

	s = h.studio(120, 40)
	s.waitText("1/1 a fox")
	s.leave()
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}
