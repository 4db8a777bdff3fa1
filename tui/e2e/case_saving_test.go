//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"imagine-tui/api/sandbox"
)

func TestCase19NoPermission(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	out := h.path("out")
	if err := os.MkdirAll(out, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(out, 0o555); err != nil {
		t.Fatal(err)
	}
	h.asOther(t, "generate", "a boat", "--seed", "1", "-o", out).want(t, 1, out, "permission", "nothing was sent")
	h.wantOut(t, 0)
	h.asOther(t, "recover").want(t, 0, "Nothing was left unfinished")
}

// The folder goes away, or something else takes its place, while the program
// makes pictures for it.
func TestCase20FolderGoesWhileRunning(t *testing.T) {
	t.Parallel()
	for _, instead := range []string{"nothing", "file"} {
		t.Run(instead, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure("[defaults]\nseed = \"1-4\"\n")
			v := h.vendor("1")
			v.answer(1)
			s := h.studio(120, 40)
			s.toPrompt()
			s.send("a boat")
			s.press("enter")
			s.waitFor("one to be saved and one under way", func(screen string) bool {
				all, _ := v.requests()
				return strings.Contains(screen, "1/4") && all == 2
			})
			library := h.path("home", "Pictures", "imagine")
			for try := 0; ; try++ { // the program writes there meanwhile
				err := os.RemoveAll(library)
				if err == nil {
					break
				}
				if try == 1000 {
					t.Fatal(err)
				}
			}
			if instead == "file" {
				h.write(library, "in the way")
			}
			close(v.gate)
			if instead == "nothing" {
				s.waitText("4/4", "nothing running")
				if pictures, cars := h.library(); pictures != 3 || len(cars) != 3 {
					t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
				}
				s.leave()
				return
			}
			s.waitFor("the one under way to be kept, and no other to be sent", func(screen string) bool {
				return strings.Contains(screen, "not saved") && strings.Contains(screen, "nothing was sent") && strings.Contains(screen, "0 running")
			})
			s.leave()
			r := h.run("recover", "--json", "-o", h.path("out")).want(t, 0)
			kept := len(only(r.events(t), "recovered"))
			h.wantOut(t, kept)
			if all, _ := v.requests(); all != 1+kept {
				t.Errorf("%d requests, 1 picture saved and %d recovered", all, kept)
			}
		})
	}
}

func TestCase23TwoInstances(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	handler := sandbox.New(sandbox.Options{MaxSide: 64})
	s := h.rogue(handler.ServeHTTP)
	const each = 50
	results := make([]result, 2)
	var both sync.WaitGroup
	for i := range results {
		both.Go(func() {
			results[i] = h.generate("--seed", fmt.Sprintf("%d-%d", i*each+1, (i+1)*each))
		})
	}
	both.Wait()
	for _, r := range results {
		r.want(t, 0)
		for _, e := range only(r.events(t), "saved") {
			checkSaved(t, e)
		}
	}
	s.wantPosts(2 * each)
	h.wantOut(t, 2*each)
	h.wantUnfinished(t, 0)
}

func TestCase34EditedByHand(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t)
	h.run("doctor", "--check").want(t, 0)
	edited := append([]byte(read(t, picture)), "edited"...)
	sidecar := read(t, picture+".json")
	h.write(picture, string(edited))
	orphan := filepath.Join(filepath.Dir(picture), "120000-lost-a1b2c3.jpg")
	h.write(orphan, string(edited))
	r := h.run("doctor", "--check").want(t, 1)
	for _, says := range []string{picture + ": the file was changed after it was saved", orphan, "nothing was changed"} {
		if !strings.Contains(r.stdout, says) {
			t.Errorf("%q is not in\n%s", says, r.stdout)
		}
	}
	if !bytes.Equal([]byte(read(t, picture)), edited) || read(t, picture+".json") != sidecar || len(h.files(filepath.Dir(picture))) != 3 {
		t.Error("something was repaired or taken away")
	}
}
