package paste

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever a line does to an answer, it arrives whole or not at all, and what is
// typed beside it as it was typed.
func TestAnswers(t *testing.T) {
	t.Parallel()
	const name, da1, size = "\x1bP>|XTerm(379)\x1b\\", "\x1b[?64;1;2c", "\x1b[6;20;10t"
	for _, whole := range []string{name, da1, size, "\x1b_Gi=31;OK\x1b\\", "\x1b]11;rgb:00/00/00\x07", "\x1b[?2027;0$y", "\x1b[2;5R"} {
		for cut := 3; cut < len(whole); cut++ {
			var a answers
			now := time.Unix(1, 0)
			first := a.take([]byte("a"+whole[:cut]), now)
			rest := a.take([]byte(whole[cut:]+"b"), now.Add(5*time.Second))
			if got := string(first) + "|" + string(rest); got != "a|"+whole+"b" {
				t.Errorf("%q, cut after %d, arrives as %q", whole, cut, got)
			}
		}
	}
	long := "\x1bP>|" + strings.Repeat("x", 1<<20)
	for name, c := range map[string]struct {
		chunks []string
		want   string
	}{
		"keys":                     {[]string{"a", "\x1b", "\x1b[A", "\x1bOP", "\x1bP", "\x1b]", "\x1b_", "\x1b["}, "a\x1b\x1b[A\x1bOP\x1bP\x1b]\x1b_\x1b["},
		"paste":                    {[]string{"\x1b[200~a\rb\x1b[201~"}, "\x1b[200~a\rb\x1b[201~"},
		"the mouse":                {[]string{"\x1b[<35;1;1M"}, "\x1b[<35;1;1M"},
		"typed between":            {[]string{name + "x" + da1}, name + "x" + da1},
		"its end never comes":      {[]string{"\x1bP>|XTe", "q", "r"}, "qr"},
		"a megabyte":               {[]string{long, "yyyy", "zz\x1b\\q"}, "q"},
		"a megabyte, never ending": {[]string{long, "q"}, "q"},
		"a control within":         {[]string{"\x1bP>|XTe\x03"}, "\x1bP>|XTe\x03"},
	} {
		var a answers
		now, got := time.Unix(1, 0), ""
		for _, chunk := range c.chunks {
			now = now.Add(2 * time.Second)
			for from := 0; from < len(chunk); from += 2048 {
				got += string(a.take([]byte(chunk[from:min(len(chunk), from+2048)]), now))
			}
		}
		if got != c.want {
			t.Errorf("%s: %.80q, want %q", name, got, c.want)
		}
	}
}

// FuzzAnswers sends anything in pieces: nothing is added, and nothing is lost but
// what is held or too long.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte("a\x1bP>|XTerm(379)\x1b\\b\x1b[?64;1;2cq"), uint8(3))
	f.Add([]byte("\x1b\x1b[200~x\x1b[201~\x1b_G\x1b]11;\x07"), uint8(1))
	f.Fuzz(func(t *testing.T, content []byte, size uint8) {
		if len(content) > mostAnswer {
			return
		}
		var a answers
		var out []byte
		now := time.Unix(1, 0)
		for chunk := range slices.Chunk(content, int(size)+1) {
			out = append(out, a.take(chunk, now)...)
		}
		if got := string(out) + string(a.held); got != string(content) {
			t.Errorf("%q, %d bytes each, became %q", content, size, got)
		}
	})
}
