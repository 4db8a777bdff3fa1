//go:build unix

package e2e

import (
	"os"
	"strings"
	"testing"
)

func TestCase68Configs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		status int
		says   string
	}{
		"empty":        {"", 0, ""},
		"only a mark":  {"\ufeff", 0, ""},
		"mark":         {"\ufeff[defaults]\nstyle = \"anime\"\n", 0, ""},
		"comments":     {"# nothing\r\n\r\n", 0, ""},
		"unknown":      {"[defaults]\ncolour = 1\n", 2, "config.toml, line 2:"},
		"wrong type":   {"\n\n[defaults]\nseed = 7\n", 2, "config.toml, line 4:"},
		"wrong shape":  {"key = 1\n", 2, "config.toml, line 1:"},
		"twice":        {"[defaults]\n[defaults]\n", 2, "config.toml, line 2:"},
		"not TOML":     {"{\"json\": true}\n", 2, "config.toml, line 1:"},
		"binary":       {"\x00\x01\xff", 2, "config.toml"},
		"wrong letter": {"[defaults]\nstyle = \"\xff\"\n", 2, "config.toml"},
		"huge":         {"# " + strings.Repeat("x", 8<<20) + "\n", 2, "config.toml"},
		"escapes":      {"[defaults]\n\"\x1b[2J\" = 1\n", 2, "config.toml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configure(c.text)
			r := h.run("generate", "a boat", "--seed", "1", "--dry-run").want(t, c.status, c.says)
			if strings.Contains(r.stderr, "\x1b") || len(r.stderr) > 4<<10 {
				t.Errorf("%.300q", r.stderr)
			}
			s := h.studio(120, 40) // it opens in any case
			if c.status != 0 {
				s.waitText("The config is ignored")
			}
			s.leave()
			if text, err := os.ReadFile(h.configPath()); err != nil || string(text) != c.text {
				t.Errorf("the config was changed: %v", err)
			}
		})
	}
	h := newHome(t) // without one
	h.run("generate", "a boat", "--seed", "1", "--dry-run").want(t, 0)
	if files := h.files(h.path("config")); len(files) > 0 {
		t.Errorf("a config was made: %q", files)
	}
}
