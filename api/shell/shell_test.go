package shell

import (
	"os/exec"
	"testing"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	sh, missing := exec.LookPath("sh")
	for text, want := range map[string]string{
		"/home/a/.config/imagine-tui/keys.toml": "/home/a/.config/imagine-tui/keys.toml",
		"/home/a b/it's/$x":                     `'/home/a b/it'\''s/$x'`,
		"anime":                                 "anime", "16:9": "16:9", "a,b": "a,b", "my key": "'my key'",
		"-rf": "'-rf'", "": "''", "/a\nb": "'/a\nb'", "/ä": "'/ä'", "$(rm)": "'$(rm)'", "~": "'~'", "a=b": "'a=b'", "*": "'*'",
	} {
		got := Quote(text)
		if got != want {
			t.Errorf("%q became %s, want %s", text, got, want)
		}
		if missing != nil {
			continue
		}
		out, err := exec.CommandContext(t.Context(), sh, "-c", "printf %s "+got).Output()
		if err != nil || string(out) != text {
			t.Errorf("the shell reads %s as %q, %v", got, out, err)
		}
	}
}
