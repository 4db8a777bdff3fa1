package picture

import "testing"

// The window's own title comes back: the program's lies on top of it from the
// first to the last, also while an editor runs or the program is suspended.
func TestTitles(t *testing.T) {
	t.Parallel()
	const push, pop = "\x1b[22;2t", "\x1b[23;2t"
	var titles titles
	for _, c := range []struct{ written, want string }{
		{"a frame", "a frame"},
		{"\x1b]2;\x07", ""}, // none was set, so none is taken away
		{"a\x1b]2;imagine-tui\x07b", "a" + push + "\x1b]2;imagine-tui\x07b"},
		{"\x1b]2;1/3\x07", "\x1b]2;1/3\x07"},
		{"bye\x1b]2;\x07\x1b[?1049l", "bye" + pop + "\x1b[?1049l"},
		{"\x1b]2;\x07", ""},
		{"\x1b]2;again\x07", push + "\x1b]2;again\x07"},
		{"\x1b]2;\x07\x1b]2;x\x07", pop + push + "\x1b]2;x\x07"},
	} {
		if got := string(titles.rewrite([]byte(c.written))); got != c.want {
			t.Errorf("%q became %q, want %q", c.written, got, c.want)
		}
	}
}

func TestRepeated(t *testing.T) {
	t.Parallel()
	const p, mark = "\U0010EEEE", "\u0305"
	for written, want := range map[string]string{
		"text":                       "text",
		p + p + p:                    p + p + p,
		p + p + p + p + p:            p + "\x1b[4b",
		p + p + p + p + p + mark:     p + "\x1b[3b" + p + mark,
		p + mark + p + p + p + p:     p + mark + p + "\x1b[3b",
		"a" + p + p + p + p + "b":    "a" + p + "\x1b[3bb",
		p + mark + p + mark + p:      p + mark + p + mark + p,
		p + p + p + p + "\x1b[m" + p: p + "\x1b[3b\x1b[m" + p,
	} {
		if got := string(repeated([]byte(written))); got != want {
			t.Errorf("%q became %q, want %q", written, got, want)
		}
	}
}
