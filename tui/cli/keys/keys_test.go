package keys_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, _ := d.Run(0, "keys")
	clitest.Contains(t, printed, "* sandbox", "offline, free")
	d.Input = "vk-test-CANARY-0123456789abcdef\n"
	_, said := d.Run(0, "keys", "add", "work", "--keep", "file", "--base-url", "http://127.0.0.1:1/v2")
	clitest.Contains(t, said, "plain http", "Key work …cdef is saved, kept in a private file. imagine-tui keys use work")
	d.Run(2, "keys", "add", "work", "--keep", "file")
	d.Input = ""
	_, said = d.Run(0, "keys", "use", "work")
	clitest.Contains(t, said, "Key in use: work.")
	d.Run(0, "keys", "rename", "work", "lab")
	printed, _ = d.Run(0, "keys", "list")
	clitest.Contains(t, printed, "* lab", "…cdef", "http://127.0.0.1:1/v2")
	_, said = d.Run(1, "keys", "check", "lab")
	clitest.Contains(t, said, "Cannot reach 127.0.0.1:1")
	_, said = d.Run(0, "keys", "check", "sandbox")
	clitest.Contains(t, said, "always works")
	d.Run(0, "keys", "remove", "lab")
	saved, err := os.ReadFile(filepath.Join(d.Env["XDG_CONFIG_HOME"], "imagine-tui", "keys.toml"))
	if err != nil || strings.Contains(string(saved), "CANARY") {
		t.Errorf("%v: %q", err, saved)
	}
	for args, want := range map[string]string{
		"keys use nobody":                      "nobody",
		"keys check nobody":                    `there is no key "nobody"`,
		"keys add vk-test-CANARY-0123456789ab": "that looks like the key itself",
		"keys add a --keep nowhere":            `unknown --keep "nowhere"`,
		"keys remove":                          "write it as: imagine-tui keys remove NAME",
		"keys lits":                            `unknown command "lits", did you mean list?`,
	} {
		_, said := d.Run(2, strings.Fields(args)...)
		clitest.Contains(t, said, want)
		if strings.Contains(said, "CANARY") {
			t.Errorf("%s shows the key: %s", args, said)
		}
	}
}
