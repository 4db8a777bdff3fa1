//go:build unix

package paste

import (
	"strings"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"

	"imagine-tui/tui/terminal/letters"
)

// Letters of the locale's set arrive as UTF-8, typed and pasted.
func TestInputReadsLetters(t *testing.T) {
	t.Parallel()
	far, near, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal can be had: %v", err)
	}
	defer func() { _, _ = far.Close(), near.Close() }()
	if _, err := term.MakeRaw(int(near.Fd())); err != nil {
		t.Fatal(err)
	}
	in, buf := Guard(near, letters.Of("iso-8859-15")), make([]byte, 4096)
	long := strings.Repeat("\xe4\xa4", 400)
	for _, c := range []struct{ typed, want string }{
		{"\xe4", "ä"},
		{"F\xfc\xdfe", "Füße"},
		{"Füße", "Füße"},
		{startMark + "5 \xa4" + endMark, startMark + "5 €" + endMark},
		{startMark + long + endMark, startMark + strings.Repeat("ä€", 400) + endMark},
	} {
		if _, err := far.WriteString(c.typed); err != nil {
			t.Fatal(err)
		}
		got := ""
		for len(got) < len(c.want) {
			n, err := in.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			got += string(buf[:n])
		}
		if got != c.want {
			t.Errorf("%.40q arrived as %.80q, want %.80q", c.typed, got, c.want)
		}
	}
}
