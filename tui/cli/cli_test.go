package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli"
	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/console"
)

// Every subcommand explains itself, takes no flag that it does not have, and
// says where to read on.
func TestSubcommands(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, _ := d.Run(0, "--help")
	_, list, ok := strings.Cut(printed, "Available Commands:\n")
	if !ok {
		t.Fatalf("no commands in %s", printed)
	}
	list, _, _ = strings.Cut(list, "\n\n")
	n := 0
	for line := range strings.Lines(list) {
		name := strings.Fields(line)[0]
		if name == "help" {
			continue
		}
		n++
		printed, _ := d.Run(0, name, "--help")
		clitest.Contains(t, printed, "Usage:", "imagine-tui "+name)
		_, said := d.Run(2, name, "--no-such-flag")
		clitest.Contains(t, said, "unknown flag: --no-such-flag", "imagine-tui "+name+" --help tells more.")
	}
	if n < 13 {
		t.Errorf("only %d commands in %s", n, list)
	}
}

func TestRoot(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	for _, line := range []string{"--version", "-v", "--version genrate", "-v --config /no/such", "--log-level loud --version"} {
		if printed, said := d.Run(0, strings.Fields(line)...); printed != "imagine-tui "+app.Version()+"\n" || said != "" {
			t.Errorf("%s: %q, %q", line, printed, said)
		}
	}
	_, said := d.Run(2, "history", "--version")
	clitest.Contains(t, said, "unknown flag: --version")
	printed, _ := d.Run(0, "--help")
	clitest.Contains(t, printed, "-v, --version   ", "version for imagine-tui")
	for line, want := range map[string]string{
		"":                             "the studio needs a terminal",
		"genrate":                      `unknown command "genrate", did you mean generate?`,
		"history --log-level loud":     "unknown --log-level loud",
		"history --config /no/such":    "/no/such: cannot be read",
		"vk-test-CANARY-0123456789abc": "vk-…",
	} {
		_, said := d.Run(2, strings.Fields(line)...)
		clitest.Contains(t, said, want)
		if strings.Contains(said, "CANARY") {
			t.Errorf("%q shows the key: %s", line, said)
		}
	}
}

// A broken config stops every command but doctor, with status 2.
func TestBrokenConfig(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("[budget]\nper_day = -1\n")
	var out, said bytes.Buffer
	c := &console.Console{In: strings.NewReader(""), Out: &out, Err: &said}
	for _, args := range [][]string{{"history"}, {"keys"}, {"generate", "a boat"}, {"trash", "list"}, {"video", "list"}, {"recover"}} {
		said.Reset()
		if status := cli.Run(t.Context(), c, d.Env, args); status != 2 || !strings.Contains(said.String(), "config.toml, line 4: budget: per_day = -1 is negative") {
			t.Errorf("%q: status %d, %s", args, status, said.String())
		}
	}
}
