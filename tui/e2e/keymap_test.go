//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What the config binds acts and is what the screen shows; what an action had
// before does nothing any more.
func TestStudioTakesOtherKeys(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(`[defaults]
seed = "11-12"

[keymap]
"prompt.generate" = ["ctrl+t"]
"result.pick" = ["ctrl+k"]
"queue.open" = ["Q x"]
"studio.help" = ["f3"]
studio.close = []
"pane.zoom" = ["U"]
`)
	s := h.studio(120, 40)
	s.waitText("ctrl+t generate", "f3 shortcuts", "ctrl+t  makes pictures")
	s.send("a red boat")
	s.press("enter", "f1")
	s.waitText("a red boat", "2 pictures · free on sandbox")
	s.press("ctrl+t")
	s.waitText("2/2", "nothing running")
	s.toResults()
	s.waitText("ctrl+k pick")
	s.press("j", "p", "q", "z", "?") // a row; then keys that mean nothing now
	s.press("ctrl+k")
	s.waitFor("a pick", func(string) bool {
		_, cars := h.library()
		return slices.ContainsFunc(cars, func(c sidecar) bool { return c.Picked })
	})
	s.press("Q")
	s.waitText("Q then x queue")
	s.press("x")
	s.waitText("nothing to do")
	s.press("esc")
	s.waitGone("nothing to do")
	s.press("g")
	s.waitText("g then g top")
	if strings.Contains(s.screen(), "q queue") {
		t.Errorf("g q is still offered:\n%s", s.screen())
	}
	s.press("q") // no choice
	s.press("f3")
	s.waitText("Shortcuts: Results")
	s.send("pick")
	s.waitText("Picture: pick", "ctrl+k")
	s.press("esc")
	s.waitGone("Shortcuts:")
	s.press("ctrl+p")
	s.waitText("Commands")
	s.send("zoom")
	s.waitText("Zoom this pane", " U ")
	s.press("enter")
	s.waitGone("Preview")
	s.press("U")
	s.waitText("Preview")
	s.leave()
}

// A mistake in [keymap] stops nothing: it is named with its line, and the
// default keys hold.
func TestKeymapMistakes(t *testing.T) {
	t.Parallel()
	const head = "# mine\n[keymap]\n"
	for name, c := range map[string]struct {
		text string
		line int
		says []string
	}{
		"conflict":       {head + "\"result.pick\" = [\"x\"]\n", 3, []string{`result.pick: "x" is already used by result.drop`}},
		"unknown key":    {head + "\n\"result.pick\" = [\"hyper\"]\n", 4, []string{`result.pick: "hyper" is not a shortcut`}},
		"text":           {head + "\"prompt.generate\" = [\"g\"]\n", 3, []string{`prompt.generate: "g" is text there`}},
		"editing key":    {head + "prompt.generate = [\"ctrl+w\"]\n", 3, []string{`prompt.generate: "ctrl+w" edits text`}},
		"no list":        {head + "\"result.pick\" = 3\n", 3, []string{"result.pick: this must be a list"}},
		"no section":     {"\nkeymap = true\n", 2, []string{"keymap: this must be a section"}},
		"unknown action": {head + "\"result.dream\" = [\"x\"]\n", 3, []string{`there is no action "result.dream", so this line is ignored`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(c.text)
			h.run("generate", "a boat", "--seed", "1", "--dry-run").want(t, 0)
			place := fmt.Sprintf("config.toml:%d: ", c.line)
			r := h.run("doctor").want(t, 1)
			for _, part := range append(c.says, place) {
				if !strings.Contains(r.stdout, part) {
					t.Errorf("doctor does not say %q:\n%s", part, r.stdout)
				}
			}
			said := fmt.Sprintf("config.toml, line %d: ", c.line)
			r = h.run("keymap").want(t, 0, append(c.says, said)...)
			if !strings.Contains(r.stdout, "result.pick ") || strings.Contains(r.stdout, "*") {
				t.Errorf("not the default keys:\n%s", r.stdout)
			}
			s := h.studio(160, 40)
			s.waitText(said, c.says[0][:20])
			s.press("tab")
			s.waitText("enter only this one")
			s.leave()
		})
	}
}

// What a newer version may know is left alone; the rest of the section holds.
func TestKeymapOfANewerVersion(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[keymap]\n\"result.dream\" = [\"x\"]\n\"prompt.generate\" = [\"ctrl+t\"]\n")
	r := h.run("keymap", "--json").want(t, 0, "config.toml, line 2: ", `"result.dream"`)
	var list []struct {
		ID, Title            string
		Keys, Default, Where []string
	}
	if err := json.Unmarshal([]byte(r.stdout), &list); err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, a := range list {
		if a.ID == "prompt.generate" {
			seen = slices.Equal(a.Keys, []string{"ctrl+t"}) && slices.Equal(a.Default, []string{"enter"}) && slices.Equal(a.Where, []string{"prompt"})
		}
		if a.Keys == nil || a.Default == nil || a.Where == nil || a.Title == "" {
			t.Errorf("%+v is not whole", a)
		}
	}
	if !seen || len(list) < 150 {
		t.Errorf("%d actions:\n%.400s", len(list), r.stdout)
	}
	s := h.studio(120, 40)
	s.waitText("line 2: there is no action", "result.dream")
	s.press("tab", "shift+tab")
	s.waitText("ctrl+t generate")
	s.leave()
}
