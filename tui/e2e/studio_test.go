package e2e

import (
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestStudioWholeWay is a first session with everything in it: two styles,
// three seeds, six pictures, one of them looked at, and another key.
func TestStudioWholeWay(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.set("IMAGINE_WORK_KEY", "vk-test-work")
	h.configure(quick + "[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\n")
	s := h.studio(120, 40)
	s.press("alt+2")
	s.send("harbour at night") // replaces the sample
	s.waitText("harbour at night")
	s.waitGone("A lighthouse")
	s.press("tab")
	s.waitText("┏ Style")
	s.press("space", "space", "space") // turbo was marked, anime and realistic were not
	s.waitText("○ imagine-turbo", "◉ anime", "◉ realistic")
	s.press("tab")
	s.waitText("┏ Seed")
	s.press("enter", "ctrl+g")
	s.send("random:3")
	s.press("enter")
	s.waitText("random ×3")
	s.press("alt+2")
	s.waitText("┏ Prompt")
	s.waitFor("a plan of six", func(screen string) bool {
		return strings.Contains(screen, "6 pictures · free") || strings.Contains(screen, "= 6 · free")
	})
	s.press("enter")
	s.waitText("6/6", "nothing running")
	s.waitPicture(200) // with no other key
	pictures, cars := h.library()
	if pictures != 6 || len(cars) != 6 {
		t.Errorf("%d pictures and %d sidecars are saved", pictures, len(cars))
	}
	styles, seeds := map[string]int{}, map[int64]bool{}
	for _, c := range cars {
		styles[c.Request.Style]++
		seeds[c.Request.Seed] = true
		if c.Request.Prompt != "harbour at night" {
			t.Errorf("made from %q", c.Request.Prompt)
		}
	}
	if styles["anime"] != 3 || styles["realistic"] != 3 || len(seeds) != 3 {
		t.Errorf("styles %v, seeds %v", styles, seeds)
	}
	s.toResults()
	first := ""
	s.waitFor("a selected row", func(screen string) bool {
		first = rowWith(screen, "▸  ")
		return first != ""
	})
	s.press("j", "j")
	s.waitFor("another row to be selected", func(screen string) bool {
		row := rowWith(screen, "▸  ")
		return row != "" && row != first
	})
	s.waitPicture(200)

	s.press("i")
	s.waitText("┏ Prompt")
	s.press("ctrl+g", "backspace")
	s.send("half a sen")
	s.press("f2")
	s.send("tence")
	s.waitText("half a sentence", "key: work")
	s.leave()
}

// rowWith returns what follows a sign in the first line that has it.
func rowWith(screen, sign string) string {
	for line := range strings.Lines(screen) {
		if at := strings.Index(line, sign); at >= 0 {
			return line[at:]
		}
	}
	return ""
}

func TestStudioSmall(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	s := h.studio(80, 24)
	s.make("a boat", "1/1")
	s.waitPicture(40)
	s.toResults()
	s.press("enter") // closer
	s.waitPicture(700)
	s.press("esc")
	s.waitText("Results")
	s.press("tab", "tab", "tab") // preview, keys, prompt
	s.waitText("┏ Prompt")
	s.leave()
	if pictures, cars := h.library(); pictures != 1 || len(cars) != 1 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
}

func TestStudioFirstFrame(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.studio(120, 40)
	before, _, _ := strings.Cut(ansi.Strip(string(s.bytes())), "Prompt")
	if strings.Count(before, "imagine-tui") != 1 {
		t.Errorf("drawn before the first frame with a prompt: %q", before)
	}
	s.leave()
	if files := h.files(h.path("home")); len(files) > 0 {
		t.Errorf("files were made by looking: %q", files)
	}
}

func TestStudioPasteNeverSubmits(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	s := h.studio(120, 40)
	s.toPrompt()
	s.paste("first line\nsecond line\r\n\x1b[31mthird\n")
	s.send("END")
	s.waitText("first line", "second line", "third", "END", "No pictures yet.", "nothing running")
	s.press("ctrl+g", "backspace")
	s.waitGone("second line")
	s.paste("vk-test-CANARY5555555555")
	s.waitText("looks like an API key")
	s.press("esc") // forgets it
	s.waitGone("looks like an API key")
	s.toPrompt()
	s.send("a boat")
	s.waitText("a boat")
	// Outside text, a paste goes to the prompt.
	s.toResults()
	s.paste(" on a lake\n")
	s.waitText("a boat on a lake", "Pasted into the prompt", "No pictures yet.")
	s.leave()
	if strings.Contains(string(s.bytes()), "CANARY") {
		t.Error("the pasted key was shown")
	}
	for _, path := range h.files(h.root) {
		if strings.Contains(read(t, path), "CANARY") {
			t.Errorf("the pasted key is in %s", path)
		}
	}
	if pictures, _ := h.library(); pictures != 0 {
		t.Errorf("a paste made %d pictures", pictures)
	}
}

func TestStudioDoubleEnter(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-2\"\n")
	v := h.vendor("4")
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.waitText("a boat")
	s.press("enter", "enter")
	s.waitText("2/2", "nothing running")
	if all, different := v.requests(); all != 2 || different != 2 {
		t.Errorf("%d requests were paid, %d different ones", all, different)
	}
	if pictures, _ := h.library(); pictures != 2 {
		t.Errorf("%d pictures are saved", pictures)
	}
	s.leave()
}

func TestStudioQuitAsks(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[sandbox]\nlatency = \"60s\"\n")
	s := h.studio(120, 40)
	s.press("enter")
	s.waitText("0/4", "rendering")
	s.press("ctrl+c")
	s.waitText("Quit now", "Stay")
	s.press("esc")
	s.waitGone("Quit now")
	s.press("ctrl+c")
	s.waitText("Quit now")
	s.press("ctrl+c")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	s.restored()
}

func TestStudioSignalWhileRunning(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[sandbox]\nlatency = \"60s\"\n")
	s := h.open(120, 40, "--drain", "0")
	s.waitText("Prompt")
	s.press("enter")
	s.waitText("0/4", "rendering")
	s.signal(syscall.SIGTERM)
	if status := s.wait(); status != 143 {
		t.Errorf("exit status %d", status)
	}
	s.restored()
}

func TestStudioResizeStorm(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(quick)
	s := h.studio(120, 40)
	s.make("a boat", "1/1")
	s.waitPicture(200)
	for i := range 60 {
		s.resize(1+(i*37)%180, 1+(i*23)%60)
	}
	s.resize(1, 1)
	s.resize(20, 5)
	s.waitText("Enlarge the window")
	s.resize(46, 7)
	s.waitText("Prompt")
	s.resize(120, 40)
	s.waitText("┏ Prompt", "a boat", "1/1", "nothing running")
	s.waitPicture(200)
	s.leave()
}

func TestStudioBrokenConfig(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, says string }{
		"not toml":      {"[studio\n", "config.toml"},
		"unknown field": {"[studio]\ncolour = 1\n", "colour"},
		"key inside":    {"[[key]]\nname = \"work\"\nsource = \"vk-test-CANARY666666\"\n", "API key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(c.text)
			s := h.studio(120, 40)
			s.waitText("The config is ignored")
			s.toResults()
			s.press("g", "m") // where the whole sentence is
			s.waitText("┏ Messages", c.says)
			s.press("esc")
			s.waitGone("┏ Messages")
			s.make("a boat", "4/4") // the sandbox works
			s.leave()
			if strings.Contains(string(s.bytes()), "CANARY") {
				t.Error("the key was shown")
			}
		})
	}
}

func TestStudioNoTokens(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-4\"\n")
	v := h.vendor("1")
	v.behave("vk-test-empty")
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitFor("no tokens left, and the rest held", func(screen string) bool {
		return strings.Contains(screen, "no tokens") && strings.Count(screen, "held") >= 3
	})
	if all, _ := v.requests(); all != 1 {
		t.Errorf("%d requests were sent to a key without tokens", all)
	}
	v.behave("") // topped up
	s.toResults()
	s.press("R")
	s.waitText("4/4", "nothing running")
	if all, different := v.requests(); all != 5 || different != 4 {
		t.Errorf("%d requests, %d different", all, different)
	}
	s.leave()
}
