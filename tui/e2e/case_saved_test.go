//go:build unix

package e2e

import (
	"os"
	"testing"
)

// What is saved in the config while the studio is shown holds at once; a mistake
// keeps what held before, and is told with its line.
func TestSavedConfigHolds(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.studio(120, 40)
	s.waitText("nothing running")
	save := func(text string) {
		whole := h.configPath() + ".new" // one that is half written is another config
		h.write(whole, text)
		if err := os.Rename(whole, h.configPath()); err != nil {
			t.Fatal(err)
		}
		s.send("\x1b[I") // the person comes back, where the system tells nothing
	}
	save("[keymap]\n\"studio.help\" = [\"f3\"]\n")
	s.waitText("f3 shortcuts")
	save("[keymap]\n\"studio.help\" = [\"nonsense\"]\n")
	s.waitText(`The shortcuts stay as they were: config.toml, line 2: studio.help: "nonsense"`, "f3 shortcuts")
	save("[studio]\ntheme = \"papr\"\n\n[keymap]\n\"studio.help\" = [\"f4\"]\n")
	s.waitText(`no theme is called "papr"; did you mean "paper"?`, "f4 shortcuts")
	save("[studio\n")
	s.waitText("Nothing was changed: config.toml, line ", "f4 shortcuts")
	s.leave()
}
