package help_test

import (
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/help"
)

func TestHelp(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, _ := d.Run(0, "help", "templates")
	if want, err := help.Topic("templates"); err != nil || printed != want {
		t.Errorf("%v:\n%s", err, printed)
	}
	for _, args := range [][]string{{"help"}, {"--help"}} {
		printed, said := d.Run(0, args...)
		clitest.Contains(t, printed+said, "generate", "doctor", "help")
	}
	printed, said := d.Run(0, "help", "keys", "add")
	clitest.Contains(t, printed+said, "keys add")
	printed, said = d.Run(0, "help", "help")
	clitest.Contains(t, printed+said, "TOPIC")
	for _, topic := range help.Topics() {
		clitest.Contains(t, printed+said, "\n  "+topic+"  ")
	}
	for args, want := range map[string]string{
		"template":   `there is no help on "template": did you mean templates?`,
		"genrate":    `there is no help on "genrate": did you mean generate?`,
		"zzz":        `there is no help on "zzz": imagine-tui help lists the commands; the topics are accessibility, clusters, commands, edits, files, json`,
		"keys steal": `there is no help on "keys steal"`,
	} {
		_, said := d.Run(2, append([]string{"help"}, strings.Fields(args)...)...)
		clitest.Contains(t, said, want)
	}
}

// Topics are read on terminals of any width, and by people without one.
func TestTopicsAreText(t *testing.T) {
	t.Parallel()
	for _, name := range help.Topics() {
		text, err := help.Topic(name)
		if title, _, _ := strings.Cut(text, "\n"); !strings.Contains(title, ": ") || strings.HasPrefix(title, "#") {
			t.Errorf("%s begins with %q: write what it is about behind its name", name, title)
		}
		if err != nil || !strings.HasSuffix(text, "\n") || strings.ContainsAny(text, "\t\r\x1b") {
			t.Errorf("%s: %v", name, err)
		}
		for line := range strings.Lines(text) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 100 {
				t.Errorf("%s: a line of %d letters: %s", name, n, line)
			}
		}
	}
}
