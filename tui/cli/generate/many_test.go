package generate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// TestDryRunOfManyPrompts: a dry run counts and prices what no plan holds, template by
// template, and ends as sending would; sending refuses it where it is too much.
func TestDryRunOfManyPrompts(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	file := filepath.Join(t.TempDir(), "prompts.txt")
	many := strings.Repeat("a boat\n# of many\n\n", 15_000) + strings.Repeat("a {red|blue} fox\n", 5_000)
	if err := os.WriteFile(file, []byte(many), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--from", file}, {"--from", "-"}} {
		d.Input = many
		printed, said := d.Run(2, append(append([]string{"generate"}, args...), "--dry-run", "--json", "-s", "anime,imagine-turbo", "--seed", "1-2", "-k", "sandbox")...)
		clitest.Contains(t, printed, `{"event":"planned","runs":100000,"tokens":300000,"saved":null,`)
		clitest.Contains(t, said, "100000 pictures, 300000 tokens: above 10,000 in one plan nothing is sent")
	}
	_, said := d.Run(2, "generate", "--from", file, "--dry-run", "-s", "anime", "--seed", "1")
	clitest.Contains(t, said, "25000 pictures, 125000 tokens")
	_, said = d.Run(2, "generate", "--from", file, "-s", "anime", "--seed", "1", "--yes")
	clitest.Contains(t, said, "prompts.txt, line 30001: that is more than 10,000 prompts")
	// A mistake far behind is found, with its place.
	if err := os.WriteFile(file, []byte(many+"a {fox\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, said = d.Run(2, "generate", "--from", file, "--dry-run", "-s", "anime", "--seed", "1")
	clitest.Contains(t, said, "prompts.txt, line 50001: ", "Column 3")
}
