package picture

import (
	"strings"
	"testing"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/terminal/letters"
	"imagine-tui/tui/widget/theme"
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

// Where only signs are to be plain, letters and pictures stay as they are.
func TestPlainSigns(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"╭ Prompt ─╮":             "+ Prompt -+",
		"▸ saved ✓ · ⣾ Füße 日本 …": "> saved v . * Füße 日本 .",
		"\x1b[38;5;1m▀▄█▐🬂\x1b[m": "\x1b[38;5;1m▀▄█▐🬂\x1b[m",
		"a\u00a0b \xff":           "a\u00a0b \xff",
	} {
		if got := string(plainSigns([]byte(written))); got != want || cells.Width(got) != cells.Width(written) {
			t.Errorf("%q became %q, want %q", written, got, want)
		}
	}
	var out strings.Builder
	o := NewOverlay(&out)
	for _, on := range []bool{true, false} {
		o.PlainSigns(on)
		if _, err := o.Write([]byte("▸é")); err != nil {
			t.Fatal(err)
		}
	}
	if out.String() != ">é▸é" {
		t.Errorf("%q", out.String())
	}
}

// Every sign that says how something stands has one of its own in ASCII too.
func TestPlainSignsDiffer(t *testing.T) {
	t.Parallel()
	for _, together := range [][]string{
		{theme.SignSaved, theme.SignFailed, theme.SignUnknown, theme.SignWaiting, theme.SignHeld, theme.SignStopped, theme.SignPicked, theme.SignRejected, theme.SpinnerFrames[0], theme.SignNew},
		{theme.SignMarked, theme.SignUnmarked, theme.SignInUse, theme.SignRow, theme.SignNew},
		{theme.SignOpen, theme.SignFolded},
	} {
		seen := map[string]string{}
		for _, sign := range together {
			plain := string(plainSigns([]byte(sign)))
			if other, taken := seen[plain]; taken || len(plain) != 1 {
				t.Errorf("%s and %s are both %s", sign, other, plain)
			}
			seen[plain] = sign
		}
	}
}

// A screen that is heard gets no line, block, shape or Braille, whoever wrote it, and
// each takes the cells it took.
func TestUnpictured(t *testing.T) {
	for written, want := range map[string]string{
		"│ a ▸ b": "| a > b", "⣿ ▄ ☀ ✨": "* # * **", "\x1b]0;★\x07": "\x1b]0;*\x07", "ä € 港 “a”": "ä € 港 “a”", "\xff\xe2\x94": "\xff\xe2\x94",
	} {
		if got := string(unpictured([]byte(written))); got != want {
			t.Errorf("%q becomes %q, want %q", written, got, want)
		}
	}
}
