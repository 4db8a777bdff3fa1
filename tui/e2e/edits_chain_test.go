//go:build unix

package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// edit presses e and the key of an operation.
func (s *terminal) edit(key string) {
	s.t.Helper()
	s.press("e")
	s.waitText("remove background", "your own file")
	s.press(key)
}

// details returns the words of the Details box as one line.
func details(screen string) string {
	var words []string
	at := -1
	for line := range strings.Lines(screen) {
		runes := []rune(strings.TrimRight(line, "\n"))
		if at < 0 {
			if before, _, found := strings.Cut(line, "╭ Details"); found {
				at = len([]rune(before))
			}
			continue
		}
		if at >= len(runes) || runes[at] == '╰' {
			break
		}
		inside := strings.TrimPrefix(string(runes[at:]), "│")
		for _, beside := range []string{"││", "│┃"} {
			inside, _, _ = strings.Cut(inside, beside) // the preview
		}
		words = append(words, strings.Fields(strings.Trim(inside, "│ "))...)
	}
	return strings.Join(words, " ")
}

// waitDetails waits until the Details box says the words, however they are
// broken into lines.
func (s *terminal) waitDetails(words string) {
	s.t.Helper()
	s.waitFor(fmt.Sprintf("the details to say %q", words), func(screen string) bool {
		return strings.Contains(details(screen), words)
	})
}

// resultOf returns the only result of an operation, with its absolute path.
func (h *home) resultOf(t *testing.T, operation string) (string, origin) {
	t.Helper()
	var path string
	var found origin
	for _, car := range h.files(h.path("home", "Pictures", "imagine")) {
		result, ok := strings.CutSuffix(car, ".json")
		if !ok {
			continue
		}
		if o := originOf(t, result); o.Request.Operation == operation {
			if path != "" {
				t.Errorf("%s was made twice: %s and %s", operation, path, result)
			}
			path, found = result, o
		}
	}
	if path == "" {
		t.Fatalf("nothing was made by %s", operation)
	}
	return path, found
}

// TestStudioChainOfFive takes a picture further four times, from the result on
// the screen each time, and walks back.
func TestStudioChainOfFive(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"random:1\"\n")
	server := h.filmStudio("")
	s := h.studio(120, 40)
	s.make("a fox", "1/1")
	s.toResults()

	s.edit("b")
	s.pay(1)
	s.waitText("cut out: ", "nothing running")
	s.waitDetails("from picture → cut out")

	s.edit("g")
	s.waitText("New background")
	s.send("a beach at noon")
	s.press("enter")
	s.pay(1)
	s.waitText("background: ", "nothing running")
	s.waitDetails("from picture → cut out → background")

	s.edit("u")
	s.pay(1)
	s.waitText("upscaled: ", "nothing running")
	s.waitDetails("cut out → background → upscaled")

	s.edit("v")
	s.waitText("Video from", "Motion", "Send")
	s.press("enter") // the words of the picture, the first style
	s.pay(1)
	s.waitText("video: ", "nothing running")
	s.waitDetails("from picture → cut out → background → upscaled → video")
	s.waitPicture(100) // its first frame

	// Each is saved, with the one before as its parent.
	library := h.path("home", "Pictures", "imagine")
	parent := ""
	for _, operation := range []string{"text-to-image", "remove-background", "ai-background", "upscale", "image-to-video"} {
		path, o := h.resultOf(t, operation)
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		if o.Parent != parent {
			t.Errorf("%s was made from %q, want %q", operation, o.Parent, parent)
		}
		rel, err := filepath.Rel(library, path)
		if err != nil {
			t.Fatal(err)
		}
		parent = filepath.ToSlash(rel)
	}
	if films := h.films(); len(films) != 1 {
		t.Errorf("%d videos", len(films))
	}
	if stats := server.Stats(); stats.Billed != 5 || stats.WithKey != 0 {
		t.Errorf("%+v", stats)
	}

	s.press("L") // all five, the oldest first
	s.waitFor("a lineage of five", func(screen string) bool {
		_, after, _ := strings.Cut(screen, "Lineage")
		at := -1
		for _, word := range []string{" picture · ", " cut out · ", " background · ", " upscaled · ", " video · "} {
			next := strings.Index(after, word)
			if next <= at {
				return false
			}
			at = next
		}
		return true
	})
	s.press("esc")
	s.waitGone("Lineage")
	for _, words := range []string{
		"from picture → cut out → background → upscaled · 1 made from it",
		"from picture → cut out → background · 1 made from it",
		"from picture → cut out · 1 made from it",
	} {
		s.press("^")
		s.waitDetails(words)
	}
	s.press("^")
	s.waitFor("the picture it all came from", func(screen string) bool {
		words := details(screen)
		return strings.Contains(words, "imagine-turbo") && strings.Contains(words, "1 made from it")
	})
	s.press("^")
	s.waitText("made from a prompt alone")

	// What was copied of the edit works as it is, for whoever has a key.
	s.press("L")
	s.waitText("Lineage")
	s.press("down", "enter")
	s.waitDetails("from picture → cut out · 1 made from it")
	s.runCopiedCurl(t, "\x89PNG")
	s.leave()
}

// copied waits for the terminal's clipboard to be written after a point of the
// output, and returns the text.
func (s *terminal) copied(after int) string {
	s.t.Helper()
	const begin = "\x1b]52;c;"
	var text string
	s.waitFor("the clipboard", func(string) bool {
		raw := string(s.bytes()[after:])
		_, rest, found := strings.Cut(raw, begin)
		end := strings.IndexAny(rest, "\a\x1b")
		if !found || end < 0 {
			return false
		}
		data, err := base64.StdEncoding.DecodeString(rest[:end])
		if err != nil {
			s.t.Fatalf("on the clipboard: %v", err)
		}
		text = string(data)
		return true
	})
	return text
}

// runCopiedCurl copies the selected result as a curl command and runs it in an
// empty folder, with a key in the environment.
func (s *terminal) runCopiedCurl(t *testing.T, magic string) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Log("curl is not installed: the copied command is not tried")
		return
	}
	before := len(s.bytes())
	s.press("y")
	s.waitText("curl")
	s.press("u")
	command := s.copied(before)
	if strings.Contains(command, "vk-") {
		t.Error("the command holds a key")
	}
	sh := exec.CommandContext(t.Context(), "sh", "-c", command)
	sh.Dir = t.TempDir()
	sh.Env = append(os.Environ(), "IMAGINE_API_KEY=vk-test-curl")
	if out, err := sh.CombinedOutput(); err != nil {
		t.Fatalf("%s\n%s\n%v", command, out, err)
	}
	data, err := os.ReadFile(filepath.Join(sh.Dir, "picture"))
	if err != nil || !bytes.HasPrefix(data, []byte(magic)) {
		t.Errorf("%s\ngave no picture: %v, %.20q", command, err, data)
	}
}
