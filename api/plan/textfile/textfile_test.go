package textfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

// encoded is a text in UTF-16 behind its mark.
func encoded(order binary.AppendByteOrder, text string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune("\uFEFF" + text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func TestReader(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä 灯 😀 lines\n", 10_000)
	for name, c := range map[string]struct{ in, want, problem string }{
		"empty":            {"", "", ""},
		"UTF-8":            {"größe\n灯", "größe\n灯", ""},
		"with a mark":      {"\xef\xbb\xbfgröße", "größe", ""},
		"a mark alone":     {"\xef\xbb\xbf", "", ""},
		"long":             {long, long, ""},
		"UTF-16LE":         {encoded(binary.LittleEndian, "größe\n😀"), "größe\n😀", ""},
		"UTF-16BE":         {encoded(binary.BigEndian, "größe\n😀"), "größe\n😀", ""},
		"long UTF-16":      {encoded(binary.BigEndian, long), long, ""},
		"Latin-1":          {"one\ntwo\nna\xefve\n", "one\ntwo\nna", "line 3 is not UTF-8"},
		"Latin-1 at end":   {"one\ncaf\xe9", "one\ncaf", "line 2 is not UTF-8"},
		"far away":         {long + "\xff", long, "line 10001 is not UTF-8"},
		"NUL":              {"one\n\x00", "one\n", "line 2 contains a NUL"},
		"UTF-16 unmarked":  {"a\x00\n\x00", "a", "line 1 contains a NUL"},
		"half a unit":      {"\xff\xfea\x00b", "a", "line 1 is broken UTF-16"},
		"half a character": {"\xff\xfea\x00\n\x00\x00\xd8b\x00", "a\n", "line 2 is broken UTF-16"},
		"second half":      {"\xff\xfe\x00\xdc", "", "line 1 is broken UTF-16"},
		"first half":       {"\xff\xfe\x00\xd8", "", "line 1 is broken UTF-16"},
		"UTF-32":           {"\xff\xfe\x00\x00a\x00\x00\x00", "", "line 1 contains a NUL"},
	} {
		for way, r := range map[string]io.Reader{
			"at once": strings.NewReader(c.in), "byte by byte": iotest.OneByteReader(strings.NewReader(c.in)), "with its end": iotest.DataErrReader(strings.NewReader(c.in)),
		} {
			got, err := io.ReadAll(NewReader(r))
			var mistake *Error
			if string(got) != c.want || (c.problem == "") != (err == nil) || err != nil && (!errors.As(err, &mistake) || !strings.HasPrefix(err.Error(), c.problem)) {
				t.Errorf("%s, %s: %.40q, %v", name, way, got, err)
			}
		}
	}
}

func TestReaderTellsOtherErrors(t *testing.T) {
	t.Parallel()
	torn := errors.New("torn")
	got, err := io.ReadAll(NewReader(io.MultiReader(strings.NewReader("one"), iotest.ErrReader(torn))))
	if string(got) != "one" || !errors.Is(err, torn) {
		t.Errorf("%q, %v", got, err)
	}
}

// endless is a file that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return copy(p, bytes.Repeat([]byte("x"), len(p))), nil
}

// No more is read than was asked for.
func TestReaderReadsNoFurther(t *testing.T) {
	t.Parallel()
	e := &endless{}
	if _, err := io.ReadFull(NewReader(e), make([]byte, 100)); err != nil || e.read > 2*chunk {
		t.Errorf("%d bytes, %v", e.read, err)
	}
}

// FuzzReader: what is read is text, and all of it where there is no error.
func FuzzReader(f *testing.F) {
	for _, s := range []string{"größe\n", "\xff\xfea\x00", "\xfe\xff\x00a", "\xef\xbb\xbfa", "a\xff", "a\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := String(data)
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") {
			t.Errorf("%q", got)
		}
		marked := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
		if err == nil && !marked && got != strings.TrimPrefix(string(data), "\uFEFF") {
			t.Errorf("%q became %q", data, got)
		}
	})
}
