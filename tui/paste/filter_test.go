package paste

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// feed gives chunks to a filter, each long after the one before, unless it
// begins with "+", which follows at once, or ".", which is a key in haste. It returns what comes out.
func feed(chunks ...string) string {
	var f Filter
	var out []byte
	now := time.Unix(1, 0)
	for n, chunk := range chunks {
		chunk, atOnce := strings.CutPrefix(chunk, "+")
		chunk, haste := strings.CutPrefix(chunk, ".")
		switch {
		case haste:
			now = now.Add(600 * time.Millisecond)
		case !atOnce:
			now = now.Add(2 * time.Second)
		}
		f.Take([]byte(chunk), now)
		if n+1 == len(chunks) || !strings.HasPrefix(chunks[n+1], "+") {
			f.Quiet()
		}
		out = append(out, f.Out()...)
	}
	return string(out)
}

// What stands between the marks that come out is pasted, the rest is typed.
func TestCase80PastesKeepWhatTheyCarry(t *testing.T) {
	t.Parallel()
	const s, e = startMark, endMark
	for name, c := range map[string]struct {
		chunks []string
		want   string
	}{
		"typed":                     {[]string{"a", "\x1b", "\x1b[A", "\r", "é"}, "a\x1b\x1b[A\ré"},
		"pasted":                    {[]string{s + "a\rb" + e}, s + "a\rb" + e},
		"typed before and after":    {[]string{"x" + s + "a" + e, "\r"}, "x" + s + "a" + e + "\r"},
		"two pastes":                {[]string{s + "a" + e, s + "b" + e}, s + "a" + e + s + "b" + e},
		"in pieces":                 {[]string{"\x1b[2", "+00~a", "+b\x1b[20", "+1~"}, s + "ab" + e},
		"its own end mark":          {[]string{s + "a" + e + "\r" + e}, s + "a\r" + e},
		"its own end mark, later":   {[]string{s + "a" + e, "+\r", "+" + e}, s + "a\r" + e},
		"several of its own":        {[]string{s + e + "x" + e + "\r" + e + "y" + e}, s + "x\ry" + e},
		"its own start mark":        {[]string{s + "a" + s + "b" + e}, s + "ab" + e},
		"both of its own":           {[]string{s + "a" + e + s + "b\r" + e + e}, s + "ab\r" + e},
		"the rest after a stall":    {[]string{s + "a" + e, "\r" + e}, s + "a" + e + s + "\r" + e},
		"other ways to write it":    {[]string{s + "a\x1b[0201~\r\u009b201~\r\x9b201~\r\x1b[201;1~\r" + e}, s + "a\r\r\r\r" + e},
		"escape sequences":          {[]string{s + "\x1b[31ma\x1b]0;title\x07b\x1bP1$q\x1b\\c\x1bcd\x1b" + e}, s + "abcd" + e},
		"text without an end":       {[]string{s + "a\x1b]52;c;" + e}, s + "a" + e},
		"half a character":          {[]string{s + "a\xe2" + e, "b"}, s + "a" + e + "b"},
		"characters in pieces":      {[]string{s + "\xe6\x97", "+\xa5本" + e}, s + "日本" + e},
		"an enter at once":          {[]string{s + "a" + e + "\r"}, s + "a\r" + e},
		"words at once":             {[]string{s + "a" + e + "bc"}, s + "a" + e + "bc"},
		"cut off, then a key":       {[]string{s + "a", "b", "c"}, s + "a" + e + "bc"},
		"cut off, then ctrl+c":      {[]string{s, "\x03"}, s + e + "\x03"},
		"cut off, then an arrow":    {[]string{s + "a", "\x1b[A"}, s + "a" + e + "\x1b[A"},
		"cut off, then escape":      {[]string{s + "a", "\x1b"}, s + "a" + e + "\x1b"},
		"cut off, then an enter":    {[]string{s + "a", "\r", "\r"}, s + "a\r" + e + "\r"},
		"cut off, keys in haste":    {[]string{s + "a", ".b", ".\x03", ".\x03", ".\x03", "c"}, s + "ab" + e + "\x03\x03\x03c"},
		"byte by byte":              {[]string{s, "+a", "+\r", "+b", "+\x1b", "+[", "+2", "+0", "+1", "+~"}, s + "a\rb" + e},
		"cut off in a mark":         {[]string{s + "a\x1b[20", "b"}, s + "a" + e + "b"},
		"stalled":                   {[]string{s + "a", "b\rc" + e}, s + "ab\rc" + e},
		"stalled, a key, the rest":  {[]string{s + "a", "b", "+c\rd" + e}, s + "a" + e + "b" + s + "c\rd" + e},
		"stalled, a key, no end":    {[]string{s + "a", "b", "+c\rd"}, s + "a" + e + "b" + s + "c\rd"},
		"cut off, the mouse moves":  {[]string{s + "a", "\x1b[<35;1;1M\x1b[<35;2;1M", "b"}, s + "a" + e + "\x1b[<35;1;1M\x1b[<35;2;1Mb"},
		"an end in pieces, no more": {[]string{"\x1b[20", "+1~a"}, e + "a"},
	} {
		if got := feed(c.chunks...); got != c.want {
			t.Errorf("%s: %q became %q, want %q", name, c.chunks, got, c.want)
		}
	}
}

// Whoever reads on after a paste has begun is told so: nothing of it is typed.
func TestCase80ReadOnInAPaste(t *testing.T) {
	t.Parallel()
	var f Filter
	now := time.Unix(1, 0)
	f.Take([]byte(startMark+"a"), now)
	f.Out()
	f.Again()
	f.Take([]byte("b\r"+startMark+"c"+endMark), now)
	f.Quiet()
	if got := string(f.Out()); got != startMark+"b\rc"+endMark {
		t.Errorf("%q", got)
	}
	f.Again()
	f.Take([]byte("d"), now.Add(time.Minute))
	if got := string(f.Out()); got != "d" {
		t.Errorf("typed: %q", got)
	}
}

// A paste without an end takes no memory.
func TestCase80EndlessPaste(t *testing.T) {
	t.Parallel()
	var f Filter
	f.Take([]byte(startMark), time.Now())
	for range 100 {
		f.Take([]byte("\x1b]"+strings.Repeat("x", 1000)), time.Now())
		f.Take([]byte(endMark+strings.Repeat("y", maxTail)), time.Now())
		f.More()
		f.Out()
	}
	if size := cap(f.tail) + cap(f.head) + cap(f.content.seq); size > 4*maxTail {
		t.Errorf("%d bytes are kept", size)
	}
}

// FuzzPaste pastes anything, in pieces: it comes out as one paste, and what is
// typed afterwards as typed.
func FuzzPaste(f *testing.F) {
	f.Add([]byte("a boat\r"), uint8(3))
	f.Add([]byte("a"+endMark+"\r"), uint8(7))
	f.Add([]byte("\x1b]52;c;\xe2\x9b\u009b201~"+startMark+"\x1b\x1b["), uint8(1))
	f.Fuzz(func(t *testing.T, content []byte, size uint8) {
		var filter Filter
		now := time.Unix(1, 0)
		var out []byte
		for chunk := range slices.Chunk([]byte(startMark+string(content)+endMark), int(size)+1) {
			filter.Take(chunk, now)
			out = append(out, filter.Out()...)
		}
		filter.Quiet()
		filter.Take([]byte("q"), now.Add(time.Minute))
		out = append(out, filter.Out()...)
		inside, found := bytes.CutPrefix(out, []byte(startMark))
		inside, closed := bytes.CutSuffix(inside, []byte(endMark+"q"))
		if !found || !closed || bytes.IndexByte(inside, escape) >= 0 || strings.Contains(string(inside), "\u009b") {
			t.Errorf("%q, %d bytes each, became %q", content, size, out)
		}
	})
}
