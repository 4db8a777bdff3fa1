package recover_test

import (
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestNothingToRecover(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, said := d.Run(0, "recover", "--json")
	clitest.Contains(t, said, "Nothing was left unfinished.")
	if printed != "" {
		t.Errorf("printed %q", printed)
	}
	_, said = d.Run(1, "recover", "--drop", "a1b2c3")
	clitest.Contains(t, said, "there is nothing unfinished with the id a1b2c3")
	d.Run(2, "recover", "a1b2c3")
}
