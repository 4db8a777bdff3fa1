//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"imagine-tui/history/recipe"
)

// hostile is text that does things to a terminal that shows it raw: clipboard,
// link, title, device control, kitty picture, cursor, the same by C1 as text
// and as a byte, overwriting, and a sequence that never ends. Everything in it
// that acts holds PWN or one of the numbers of marks.
const hostile = "one\x1b]52;c;UFdOUFdO\x07\x1b]8;;https://pwn.example\x1b\\two\x1b]8;;\x1b\\\x1b]2;PWNTITLE\x07\x1bPPWNDCS\x1b\\\x1b_GPWNAPC\x1b\\" +
	"\x1b[77;66H\x1b[?7788h\u009b55;44Hthree\b\b\b\b\b\u202efour\rfive\u2066\x00\x7f\x1b]0;PWNEND"

// acting are the traces of hostile in bytes that reached a terminal.
var acting = []string{"UFdO", "PWN", "pwn.example", "\x1b[77;66H", "\x1b[?7788h", "\u009b", "\x1b[55;44H", "\u202e", "\u2066", "\x00", "three\b"}

// harmless fails the test for anything of hostile that acts.
func harmless(t *testing.T, what string, data []byte) {
	t.Helper()
	for _, trace := range acting {
		if at := bytes.Index(data, []byte(trace)); at >= 0 {
			t.Errorf("%s: %q came through: …%q…", what, trace, data[max(0, at-40):min(len(data), at+40)])
		}
	}
	if !utf8.Valid(data) {
		t.Errorf("%s is no valid text", what)
	}
}

func TestCase60HostileServer(t *testing.T) {
	t.Parallel()
	inJSON, err := json.Marshal(map[string]any{"status": "error", "code": 1100, "error": hostile, "message": hostile})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"json": inJSON, "text": []byte("please " + hostile), "raw C1": []byte("please \x9b2J\x9d0;title\x9c")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure("[defaults]\nseed = \"1\"\nkey = \"work\"\n")
			h.rogue(answerWith(http.StatusBadRequest, "", body))
			r := h.generate().want(t, 1)
			harmless(t, "standard error", []byte(r.stderr))
			harmless(t, "standard output", []byte(r.stdout))
			s := h.studio(120, 40)
			s.press("enter")
			s.waitText("refused (400)")
			s.toResults()
			s.press("enter") // what went wrong
			s.waitText("Failed ·", "HTTP 400")
			s.press("esc")
			s.waitGone("Failed ·")
			s.press("g", "m")
			s.waitText("Messages")
			s.press("esc")
			s.leave()
			harmless(t, "the screen", s.bytes())
			log := h.path("state", "imagine-tui", "log.txt")
			if data, err := os.ReadFile(log); err == nil {
				harmless(t, "the log", data)
			}
		})
	}
}

// one makes a picture and returns its path.
func (h *home) one(t *testing.T, args ...string) string {
	t.Helper()
	saved := only(h.run(append([]string{"generate", "a boat", "--seed", "1", "--json"}, args...)...).want(t, 0).events(t), "saved")
	if len(saved) != 1 {
		t.Fatalf("%d pictures", len(saved))
	}
	return saved[0].Path
}

// opener puts a program in place of the system's opener and a desktop around
// it. What it is given goes into the file opened, its environment beside it.
func (h *home) opener(t *testing.T, script string) (opened string) {
	t.Helper()
	opened = h.path("opened")
	h.write(h.path("bin", "xdg-open"), "#!/bin/sh\n"+script+"\nenv > "+opened+".env\nprintf %s \"$1\" > "+opened+".new && mv "+opened+".new "+opened+"\n")
	if err := os.Chmod(h.path("bin", "xdg-open"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.set("PATH", h.path("bin")+":"+os.Getenv("PATH"))
	h.set("DISPLAY", ":99")
	return opened
}

func TestCase61FileNames(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t)
	odd := filepath.Join(filepath.Dir(picture), "120000-\x1b]2;PWN\x07e\x1b[77;66Hvil\n\u202egnp-a1b2c3.jpg")
	for _, ext := range []string{"", ".json"} {
		if err := os.Rename(picture+ext, odd+ext); err != nil {
			t.Skipf("the file system takes no such name: %v", err)
		}
	}
	for _, args := range [][]string{{"history"}, {"history", "--json"}, {"show", odd}, {"doctor", "--check"}} {
		r := h.run(args...)
		if r.status != 0 {
			t.Errorf("%q: status %d, %s", args[0], r.status, r.stderr)
		}
		if lines := strings.Count(r.stdout, "\n"); args[0] == "history" && lines != 1 {
			t.Errorf("%d lines for one picture: %q", lines, r.stdout)
		}
		if slices.Contains(args, "--json") { // there the name is data, escaped
			var saved struct{ Path string }
			if err := json.Unmarshal([]byte(r.stdout), &saved); err != nil || saved.Path != odd {
				t.Errorf("%v: the path is %q, want %q", err, saved.Path, odd)
			}
			if strings.ContainsAny(strings.TrimSuffix(r.stdout, "\n"), "\x1b\x07\n\u202e") {
				t.Errorf("raw control characters in %q", r.stdout)
			}
			continue
		}
		harmless(t, args[0], []byte(r.stdout+r.stderr))
	}
	opened := h.opener(t, "")
	s := h.studio(120, 40)
	s.waitText("a boat")
	s.toResults()
	s.waitPicture(40)
	s.press("o")
	s.waitText("Opened ")
	s.leave()
	harmless(t, "the screen", s.bytes())
	if got := read(t, opened); got != odd { // the real file, whatever the screen shows
		t.Errorf("opened %q, want %q", got, odd)
	}
}

func TestCase62HostileRecipes(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	picture := h.one(t, "--op", "text-to-png")
	var car map[string]any
	if err := json.Unmarshal([]byte(read(t, picture+".json")), &car); err != nil {
		t.Fatal(err)
	}
	request, ok := car["request"].(map[string]any)
	if !ok {
		t.Fatalf("%v", car)
	}
	request["prompt"], request["style"] = hostile, hostile
	car["key"], car["origin"], car["template"], car["tags"], car["run"] = hostile, hostile, hostile, []string{hostile}, hostile
	text, err := json.Marshal(car)
	if err != nil {
		t.Fatal(err)
	}
	h.write(picture+".json", string(text))
	// The same inside a PNG: in text chunks of ours and of other studios.
	plain := pngOf(t, 64)
	at, insert, err := recipe.Insertion(bytes.NewReader(plain), recipe.Recipe{JSON: text, Parameters: recipe.Parameters{Prompt: hostile, Model: hostile, Version: hostile}})
	if err != nil || len(insert) == 0 {
		t.Fatalf("%d bytes, %v", len(insert), err)
	}
	foreign := filepath.Join(filepath.Dir(picture), "120000-found-a1b2c3.png")
	h.write(foreign, string(plain[:at])+string(insert)+string(plain[at:]))

	for _, args := range [][]string{{"history"}, {"history", "--json"}, {"show", picture}, {"show", foreign}, {"diff", picture, foreign}} {
		r := h.run(args...)
		if args[0] != "diff" {
			r.want(t, 0)
		}
		harmless(t, args[0], []byte(r.stdout+r.stderr))
	}
	s := h.studio(120, 40)
	s.toResults()
	s.waitPicture(40)
	s.press("j", "k")
	s.press("b", "b") // everything of it, into the panes
	s.waitText("onetwo")
	s.press("g", "m")
	s.waitText("Messages")
	s.press("esc")
	s.leave()
	harmless(t, "the screen", s.bytes())
}

func TestCase63LargePastesAndKeys(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	s := h.studio(120, 40)
	s.toPrompt()
	// One megabyte by the terminal, which takes the library that reads keys
	// seconds, and much longer with the detector: then it is just too much. The
	// pane alone is given ten in its own test.
	long := 1 << 20
	if raceDetector {
		long = 1 << 18
	}
	s.paste("PASTED " + strings.Repeat("lorem ipsum dolor ", long/18))
	s.waitText("The rest was left out.", "No pictures yet.")
	s.press("ctrl+g", "backspace")
	s.waitGone("lorem ipsum")
	s.paste("vk-test-CANARY5555555555")
	s.waitText("looks like an API key")
	s.press("esc")
	s.waitGone("looks like an API key")
	s.leave()
	if strings.Contains(string(s.bytes()), canary) {
		t.Error("the pasted key was shown")
	}
	h.noCanary()
	if pictures, _ := h.library(); pictures != 0 {
		t.Errorf("a paste made %d pictures", pictures)
	}
}

func TestCase64Editors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		editor string // of VISUAL; %s is a folder of the test
		says   string
		prompt string // what the prompt pane shows then
	}{
		"unset":        {"", "No editor is set", "old words"},
		"with flags":   {"%s/edit -f 'two words'", "-f two words", "-f two words"},
		"missing":      {"%s/nosuch -f", "The editor failed", "old words"},
		"fails":        {"%s/fail", "The editor failed", "old words"},
		"file removed": {"%s/remove", "The editor failed", "old words"},
		"bad quotes":   {"vim 'x", "No editor is set", "old words"},
		"hostile":      {"%s/hostile", "fine", "fine"},
		"a key":        {"%s/key", "looks like an API key", "old words"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			for script, text := range map[string]string{
				"edit":    "for last; do :; done; printf '%s %s' \"$1\" \"$2\" > \"$last\"",
				"fail":    "printf new > \"$1\"; exit 1",
				"remove":  "rm \"$1\"",
				"hostile": "printf 'fine\\033]2;PWN\\007\\033[77;66H' > \"$1\"",
				"key":     "printf 'vk-test-CANARY7777777777' > \"$1\"",
			} {
				h.write(h.path("bin", script), "#!/bin/sh\n"+text+"\n")
				if err := os.Chmod(h.path("bin", script), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			h.set("VISUAL", strings.ReplaceAll(c.editor, "%s", h.path("bin")))
			s := h.studio(120, 40)
			s.toPrompt()
			s.send("old words")
			s.waitText("old words")
			s.press("ctrl+o")
			s.waitText(c.says, c.prompt, "┏ Prompt")
			s.leave()
			harmless(t, "the screen", s.bytes())
			if left := h.files(h.path("tmp")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
			if name != "a key" {
				return
			}
			if strings.Contains(string(s.bytes()), canary) {
				t.Error("the key was shown")
			}
		})
	}
}

func TestCase65Openers(t *testing.T) {
	t.Parallel()
	t.Run("missing", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure(quick)
		picture := h.one(t)
		s := h.studio(120, 40) // without a desktop
		s.waitText("a boat")
		s.toResults()
		s.press("o")
		s.waitText("No desktop is running here", filepath.Base(picture)[:6])
		s.leave()
	})
	t.Run("hangs", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		h.configure(quick)
		picture := h.one(t)
		gate := h.path("gate")
		opened := h.opener(t, "while ! [ -e "+gate+" ]; do sleep 0.05; done")
		h.set("WORK_KEY", "vk-test-work-CANARY-0000111133")
		h.configureMore("[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY\"\n")
		s := h.studio(120, 40)
		s.waitText("a boat")
		s.toResults()
		s.press("o")
		told := false // that it was opened, which is not shown for long
		wait := func(text string) {
			t.Helper()
			s.waitFor(text, func(screen string) bool {
				told = told || strings.Contains(screen, "Opened ")
				return strings.Contains(screen, text)
			})
		}
		s.press("i") // keys are answered while it hangs
		wait("┏ Prompt")
		s.send(" and more")
		wait("and more")
		if _, err := os.Stat(opened); err == nil {
			t.Error("the opener did not hang")
		}
		h.write(gate, "")
		if !told {
			wait("Opened ")
		}
		s.leave()
		for again := time.NewTicker(10 * time.Millisecond); ; <-again.C { // it is nobody's child any more
			if _, err := os.Stat(opened); err == nil {
				again.Stop()
				break
			}
		}
		if got := read(t, opened); got != picture {
			t.Errorf("opened %q", got)
		}
		// Case 13: what the studio starts inherits no key.
		if env := read(t, opened+".env"); env == "" || strings.Contains(env, canary) {
			t.Errorf("the opener inherited %q", env)
		}
	})
}
