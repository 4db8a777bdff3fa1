package config_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/config"
)

// TestExample holds the example in the program against the file that people read
// in the repository.
func TestExample(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "config.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if config.Example != string(text) {
		t.Error("tui/cli/config/example.toml and config.example.toml differ: copy the second over the first")
	}
	d := clitest.New(t)
	printed, said := d.Run(0, "config", "example")
	if printed != config.Example || said != "" {
		t.Errorf("%s%s", said, printed)
	}
	if err := os.WriteFile(d.Env["IMAGINE_CONFIG"], []byte(printed), 0o600); err != nil {
		t.Fatal(err)
	}
	_, said = d.Run(0, "config", "check")
	clitest.Contains(t, said, d.Env["IMAGINE_CONFIG"]+" is fine.")
}

// The commands that the example shows, behind comments, can be used as they stand.
func TestExampleCommands(t *testing.T) {
	t.Parallel()
	_, text, _ := strings.Cut(config.Example, "# [[command]]")
	text, _, _ = strings.Cut(text, "\n\n")
	text = strings.ReplaceAll("# [[command]]"+text+"\n", "\n#\n", "\n")
	text = strings.ReplaceAll("\n"+text, "\n# ", "\n")
	d := clitest.New(t)
	d.Configure(text)
	_, said := d.Run(0, "config", "check")
	clitest.Contains(t, said, " is fine.")
	printed, said := d.Run(0, "keymap")
	clitest.Contains(t, printed, "command.remove-dust ", "alt+d", "Command: Remove dust\n", "command.better-words ", "alt+w")
	if said != "" || strings.Contains(printed, "*") {
		t.Errorf("%q\n%s", said, printed)
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	if printed, said := d.Run(0, "config", "path"); printed != d.Env["IMAGINE_CONFIG"]+"\n" || said != "" {
		t.Errorf("%q, %q", printed, said)
	}
	printed, _ := d.Run(0, "config", "path", "--json")
	clitest.Contains(t, printed, `"event":"config"`, `"exists":true`, `"mistakes":null`)
	d.Env["IMAGINE_CONFIG"] = ""
	printed, _ = d.Run(0, "config", "path")
	clitest.Contains(t, printed, filepath.Join(d.Env["XDG_CONFIG_HOME"], "imagine-tui", "config.toml"))
	_, said := d.Run(0, "config", "check")
	clitest.Contains(t, said, "does not exist, so the defaults apply")
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		more string
		line int
		says string
	}{
		{"color = 1\n", 3, `unknown setting "library.color"`},
		{"[budget]\nconfirm_above = -1\n", 4, "confirm_above = -1 is negative"},
		{"[budget]\nconfirm_above = \"x\"\n", 4, "this must be a whole number"},
		{"[keymap]\n\"result.pick\" = [\"nonsense\"]\n", 4, "nonsense"},
		{"[[[\n", 3, "expected"},
		{"[[command]]\nname = \"Dust\"\nrun = [\"dust\"]\nkeys = \"x\"\n", 6, `unknown setting "command.keys"`},
		{"[[command]]\nname = \"Dust\"\nrun = [\"dust\", \"{pth}\"]\n", 5, `command: "Dust": run: nothing is known of {pth}`},
		{"[[command]]\nname = \"Dust\"\nrun = [\"dust\"]\nkey = \"p\"\n", 6, `command "Dust": key: "p" is already used by result.pick (results)`},
		{"[[command]]\nname = \"Dust\"\nkey = \"hyper\"\nrun = [\"dust\"]\n", 5, `command "Dust": key: "hyper" is not a shortcut`},
		{"[[command]]\nname = \"A\"\nrun = [\"a\"]\nkey = \"alt+z\"\n[[command]]\nname = \"B\"\nrun = [\"b\"]\nkey = \"alt+z\"\n", 10, `command "B": key: "alt+z" is already used by command.a (results)`},
		{"[[command]]\nname = \"A\"\nrun = [\"a\"]\nkey = \"alt+z\"\n[keymap]\n\"result.pick\" = [\"alt+z\"]\n", 6, `command "A": key: "alt+z" is already used by result.pick (results)`},
	} {
		d := clitest.New(t)
		d.Configure(c.more)
		printed, said := d.Run(2, "config", "check")
		clitest.Contains(t, said, c.says, "line ")
		if printed != "" {
			t.Errorf("%q: printed %s", c.more, printed)
		}
		printed, _ = d.Run(2, "config", "check", "--json")
		first, last, _ := strings.Cut(strings.TrimSpace(printed), "\n")
		var m struct {
			Event, Path, Message string
			Line                 int
		}
		if err := json.Unmarshal([]byte(first), &m); err != nil || m.Event != "mistake" || m.Path != d.Env["IMAGINE_CONFIG"] || m.Line != c.line || !strings.Contains(m.Message, c.says) {
			t.Errorf("%q: %v %s", c.more, err, first)
		}
		clitest.Contains(t, last, `"event":"config"`, `"mistakes":1`)
	}
}
