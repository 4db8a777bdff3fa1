package letters

import "testing"

// Names as locales write them.
func TestOf(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]bool{
		"iso-8859-1": true, "iso88591": true, "iso8859-15": true, "cp1252": true, "koi8-r": true, "windows-1251": true,
		"": false, "utf-8": false, "eucjp": false, "gb2312": false, "ansi_x3.4-1968": false,
	} {
		if got := Of(name); (got != nil) != known {
			t.Errorf("%q: known %v", name, got != nil)
		}
	}
}

// What is typed arrives as what was meant, whether the terminal sends letters of
// the locale's set or of UTF-8, whole or in pieces.
func TestReader(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set   string
		typed []string // "" is a pause
		want  string
	}{
		"ASCII":                {"iso-8859-1", []string{"fox\x1b[A\r"}, "fox\x1b[A\r"},
		"umlauts":              {"iso-8859-1", []string{"F\xfc\xdfe"}, "Füße"},
		"one by one":           {"iso-8859-1", []string{"\xe4", "", "\xf6", "", "\xfc"}, "äöü"},
		"one that may go on":   {"iso-8859-1", []string{"\xe4", "x"}, "äx"},
		"the euro":             {"iso-8859-15", []string{"5 \xa4 "}, "5 € "},
		"Russian":              {"koi8-r", []string{"\xcd\xc9\xd2", ""}, "мир"},
		"UTF-8 all the same":   {"iso-8859-1", []string{"Füße 日本"}, "Füße 日本"},
		"UTF-8 in pieces":      {"iso-8859-1", []string{"F\xc3", "\xbc\xc3", "\x9fe \xe6\x97", "\xa5"}, "Füße 日"},
		"control characters":   {"iso-8859-1", []string{"a\x9b31mb\x85"}, "a31mb"},
		"of no letter":         {"iso-8859-3", []string{"a\xa5 b"}, "a b"},
		"no set that is known": {"eucjp", []string{"a\xa4\xa2"}, "a\xa4\xa2"},
	} {
		r := Reader{Table: Of(c.set)}
		var got []byte
		for i, typed := range c.typed {
			got = append(got, r.Take([]byte(typed))...)
			if typed == "" || i+1 == len(c.typed) {
				got = append(got, r.Rest()...)
			}
		}
		if string(got) != c.want || r.Waiting() {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What is written back is a byte for each letter of the set, and no control
// character.
func TestByte(t *testing.T) {
	t.Parallel()
	latin := Of("iso-8859-1")
	for r, want := range map[rune]byte{'ü': 0xfc, 'ß': 0xdf, '€': 0, '日': 0, 'a': 0, '\u009b': 0} {
		if b, has := latin.Byte(r); b != want && has || has != (want != 0) {
			t.Errorf("%q: %x, %v", r, b, has)
		}
	}
	if _, has := (*Table)(nil).Byte('ü'); has {
		t.Error("no set has a letter")
	}
}
