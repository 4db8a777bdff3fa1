package picture

import (
	"testing"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/terminal/letters"
)

// What a terminal without UTF-8 gets is ASCII, as wide as what it stands for.
func TestASCII(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"plain \x1b[1mbold":         "plain \x1b[1mbold",
		"╭ Prompt ─╮":               "+ Prompt -+",
		"▸ saved ✓ · 2 running ⣾ …": "> saved v . 2 running * .",
		"日本 ü é":                    "???? ? ?",
		"e\u0301":                   "e",
	} {
		if got := string(ascii([]byte(written), nil)); got != want || cells.Width(got) != cells.Width(written) {
			t.Errorf("%q became %q, want %q", written, got, want)
		}
	}
	if got, want := string(ascii([]byte("Füße · 日 €"), letters.Of("iso-8859-1"))), "F\xfc\xdfe . ?? ?"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
