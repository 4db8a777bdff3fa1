package keys_test

import (
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// A name that can pass for another is refused before a secret is asked for; one
// that the config has is used, and marked in the list and by doctor.
func TestCase81NamesInDoubtAreMarked(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	d.Configure("[[key]]\nname = \"work\"\nsource = \"sandbox\"\n[[key]]\nname = \"wоrk\"\nsource = \"sandbox\"\n") // with a Cyrillic о
	printed, _ := d.Run(0, "keys")
	clitest.Contains(t, printed, "! the name mixes scripts")
	printed, _ = d.Run(0, "doctor")
	clitest.Contains(t, printed, "note  key       wоrk: the name mixes scripts", "works as before")
	d.Run(0, "generate", "a boat", "-k", "wоrk", "--seed", "1", "--dry-run")
	_, said := d.Run(2, "keys", "add", "ｗork")
	clitest.Contains(t, said, `write it as "work"`)
	_, said = d.Run(2, "keys", "add", "w0rk")
	clitest.Contains(t, said, `is too similar to key "work"`)
}
