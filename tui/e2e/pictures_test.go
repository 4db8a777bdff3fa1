package e2e

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// withPicture is a home that holds one finished picture.
func withPicture(t *testing.T) *home {
	t.Helper()
	h := newHome(t)
	h.configureMore(quick)
	h.run("generate", "a boat at dusk", "--seed", "1", "--yes").want(t, 0)
	return h
}

// saved returns the path of the one picture there is.
func (h *home) saved() string {
	h.t.Helper()
	for _, path := range h.files(h.path("home", "Pictures")) {
		if !strings.HasSuffix(path, ".json") {
			return path
		}
	}
	h.t.Fatal("no picture")
	return ""
}

const sixelStart = "\x1bP0;1;0q"

// A picture that the terminal draws over its cells stays where a dialog does not
// lie over it, is drawn again where it did, follows a new size, and is erased at
// the end.
func TestStudioSixel(t *testing.T) {
	t.Parallel()
	h := withPicture(t)
	h.set("IMAGINE_GRAPHICS", "sixel")
	s := h.open(120, 40)
	drawn := func() int { return bytes.Count(s.bytes(), []byte(sixelStart)) }
	waitDrawn := func(more int, before int) {
		t.Helper()
		s.waitFor(fmt.Sprintf("all of picture %d", before+more), func(string) bool {
			out := s.bytes()
			return drawn() >= before+more && bytes.LastIndex(out, []byte("\x1b\\\x1b8")) > bytes.LastIndex(out, []byte(sixelStart))
		})
	}
	s.waitText("Results")
	s.toResults()
	waitDrawn(1, 0)
	if screen := s.screen(); strings.ContainsAny(screen, "▀▄") {
		t.Errorf("there are blocks beside the picture:\n%s", screen)
	}
	before, sent := drawn(), len(s.bytes())
	s.press(":")
	s.waitText("Commands")
	if n := drawn(); n != before || strings.ContainsAny(s.screen(), "▀▄") {
		t.Errorf("drawn over the commands, or under them in blocks: %d, %d\n%s", n, before, s.screen())
	}
	if n := len(s.bytes()) - sent; n > 20<<10 {
		t.Errorf("opening the commands took %d bytes", n)
	}
	s.press("esc")
	waitDrawn(1, before)
	before = drawn()
	s.resize(100, 32)
	waitDrawn(1, before)
	s.press("q")
	if status := s.wait(); status != 0 {
		t.Errorf("status %d", status)
	}
	out := s.bytes()
	last := out[bytes.LastIndex(out, []byte(sixelStart)):]
	erased, left := bytes.Index(last, []byte("\x1b[2J")), bytes.Index(last, []byte("\x1b[?1049l"))
	if erased < 0 || left < erased {
		t.Errorf("the picture is not erased before the end: %d, %d", erased, left)
	}
}

var (
	kittySent    = regexp.MustCompile(`\x1b_Ga=t,i=(\d+)`)
	kittyDeleted = regexp.MustCompile(`\x1b_Ga=d,d=I,q=2,i=(\d+)`)
)

// Every picture the terminal was given is deleted from its memory, whichever
// way the studio is left.
func TestStudioDeletesKittyPictures(t *testing.T) {
	t.Parallel()
	ways := map[string]func(*terminal){
		"by its key":    func(s *terminal) { s.press("q") },
		"terminated":    func(s *terminal) { s.signal(syscall.SIGTERM) },
		"hung up":       func(s *terminal) { s.signal(syscall.SIGHUP) },
		"by interrupts": func(s *terminal) { s.signal(os.Interrupt); s.signal(os.Interrupt) },
		"by a hail of interrupts": func(s *terminal) {
			for {
				select {
				case <-s.ended:
					return
				default:
					s.signal(os.Interrupt)
				}
			}
		},
	}
	for name, leave := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := withPicture(t)
			h.set("IMAGINE_GRAPHICS", "kitty")
			s := h.open(120, 40)
			s.waitText("Results")
			s.press("esc")
			s.waitFor("placeholders", func(string) bool { return bytes.ContainsRune(s.bytes(), 0x10EEEE) })
			leave(s)
			s.wait()
			out := s.bytes()
			sent, deleted := ids(kittySent, out), ids(kittyDeleted, out)
			if len(sent) == 0 {
				t.Fatal("nothing was transmitted")
			}
			for id := range sent {
				if !deleted[id] {
					t.Errorf("picture %s stays in the terminal's memory; deleted %v", id, deleted)
				}
			}
		})
	}
}

func ids(pattern *regexp.Regexp, out []byte) map[string]bool {
	found := map[string]bool{}
	for _, m := range pattern.FindAllSubmatch(out, -1) {
		found[string(m[1])] = true
	}
	return found
}

// show draws with every protocol that is named, also into a pipe.
func TestShowProtocols(t *testing.T) {
	t.Parallel()
	h := withPicture(t)
	path := h.saved()
	for protocol, want := range map[string]string{
		"half": "38;2;", "quadrant": "38;2;", "sextant": "38;2;", "octant": "38;2;",
		"kitty": "\x1b_Ga=t,", "iterm2": "\x1b]1337;File=inline=1;", "sixel": sixelStart,
	} {
		r := h.run("show", "--no-recipe", "--size", "20x10", "--protocol", protocol, path).want(t, 0)
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%s: %.80q", protocol, r.stdout)
		}
		if rows := strings.Count(r.stdout, "\n"); rows != 10 {
			t.Errorf("%s takes %d lines", protocol, rows)
		}
	}
	for colors, want := range map[string]string{"truecolor": "8;2;", "256": "8;5;", "16": "\x1b["} {
		r := h.run("show", "--no-recipe", "--size", "20x10", "--protocol", "half", "--colors", colors, path).want(t, 0)
		if !strings.Contains(r.stdout, want) || colors != "truecolor" && strings.Contains(r.stdout, "8;2;") {
			t.Errorf("%s: %.80q", colors, r.stdout)
		}
	}
	if r := h.run("show", "--no-recipe", "--size", "20x10", "--protocol", "half", "--colors", "none", path).want(t, 0); strings.Contains(r.stdout, "\x1b") || strings.TrimSpace(r.stdout) == "" {
		t.Errorf("without colours: %.80q", r.stdout)
	}
	h.run("show", "--colors", "8", path).want(t, 2, "use auto, truecolor, 256, 16 or none")
	h.run("show", "--protocol", "vga", path).want(t, 2, "octant", "sixel")
}

// In a terminal show asks once, takes what is answered, and prints.
func TestShowInTerminal(t *testing.T) {
	t.Parallel()
	h := withPicture(t)
	path := h.saved()
	s := h.open(80, 40, "show", path)
	if status := s.wait(); status != 0 {
		t.Errorf("status %d:\n%s", status, s.screen())
	}
	if out := string(s.bytes()); strings.Count(out, "\x1b[c") != 1 || !strings.ContainsAny(out, "▀▄") || !strings.Contains(out, "a boat at dusk") {
		t.Errorf("%.300q", out)
	}
	// It does not wait long for answers, and here everything is busy.
	for range 20 {
		s = h.open(80, 40, "doctor")
		s.wait()
		if !strings.Contains(s.screen(), "answers no queries") {
			break
		}
	}
	if screen := s.screen(); !strings.Contains(screen, "half: every font has half blocks") || !strings.Contains(screen, "kitty pictures: no") {
		t.Error(screen)
	}
}
