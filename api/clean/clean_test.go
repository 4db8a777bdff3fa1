package clean

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "a red bicycle", "a red bicycle"},
		{"empty", "", ""},
		{"newline and tab stay", "a\n\tb", "a\n\tb"},
		{"crlf", "a\r\nb\rc", "a\nb\nc"},
		{"cr and lf with something between", "a\r\x1b[0m\x00\nb", "a\nb"},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"clear screen", "a\x1b[2Jb", "ab"},
		{"clipboard", "a\x1b]52;c;aGVsbG8=\x07b", "ab"},
		{"hyperlink", "\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\", "text"},
		{"title", "\x1b]2;gone\x07left", "left"},
		{"device control", "a\x1bPq#0\x1b\\b", "ab"},
		{"kitty picture", "a\x1b_Gf=100;AAAA\x1b\\b", "ab"},
		{"unterminated", "text\x1b]0;rest", "text"},
		{"backspace overwrite", "safe\b\b\b\bevil", "safeevil"},
		{"bell del nul", "a\x07b\x7fc\x00d", "abcd"},
		{"c1 as text", "a\u009b31mb", "a31mb"},
		{"c1 as a raw byte", "a\x9b31mb", "a\uFFFD31mb"},
		{"not utf-8", "a\xffb\xc3", "a\uFFFDb\uFFFD"},
		{"right-to-left override", "exe\u202egnp.\u2066x\u2069\u200f\u061c", "exegnp.x"},
		{"separators and mark", "\ufeffa\u2028b\u2029c", "abc"},
		{"tags", "a\U000E0041\U000E0042b", "ab"},
		{"what shows nothing", "w\u200bo\u2060r\u00adk\u180e\ufff9\ufffa\ufffb\u3164\uffa0\u115f\u1160\u034f\u2063\u206a\U0001D173", "work"},
		{"what scripts need stays", "می\u200cخواهم ᠠ\u180b ❤\ufe0f 葛\U000E0100", "می\u200cخواهم ᠠ\u180b ❤\ufe0f 葛\U000E0100"},
		{"emoji with joiners stay", "👩‍👩‍👧 👍🏽", "👩‍👩‍👧 👍🏽"},
		{"right-to-left letters stay", "مرحبا بالعالم", "مرحبا بالعالم"},
		{"wide letters stay", "夜の街　ネオン", "夜の街　ネオン"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Text(tt.in); got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{" \n\t ", ""},
		{"  a\r\n\r\n b\t\tc  ", "a b c"},
		{"夜　街", "夜　街"},
	} {
		if got := Line(tt.in); got != tt.want {
			t.Errorf("Line(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestShort(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"harbour", 7, "harbour"},
		{"harbour", 6, "harbo…"},
		{"harbour", 1, "…"},
		{"harbour", 0, ""},
		{"harbour", -3, ""},
		{"夜の街", 3, "夜の街"},
		{"夜の街", 2, "夜…"},
		{"a👩‍🚀b", 4, "a…"},
		{"ae\u0301b", 3, "a…"},
		{"👍🏽👍🏽", 3, "👍🏽…"},
		{"a\nb", 3, "a b"},
	} {
		if got := Short(tt.in, tt.n); got != tt.want {
			t.Errorf("Short(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestScrub(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"nothing here", "nothing here"},
		{"Bearer vk-test-0123456789abcdef refused", "Bearer vk-… refused"},
		{"vk-abcdef01,vk-ABC_DEF-1,vk-seven-7", "vk-…,vk-…,vk-seven-7"},
		{"?api_key=vk-0123456789&x=1", "?api_key=vk-…&x=1"},
		{"vk-…9f2a", "vk-…9f2a"},
		{"vk-short", "vk-short"},
		{`{"k":"vk-0123456789"}`, `{"k":"vk-…"}`},
	} {
		if got := Scrub(tt.in); got != tt.want {
			t.Errorf("Scrub(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"plain", "\x1b[31mred\x1b[0m", "\x1b]52;c;aGk=\x07", "\x1bP\xc2\x9b\x1b\\", "\u009b31m", "\x9b",
		"\r\x00\n", "👩‍👩‍👧", "夜\x1b[街", "vk-test-0123456789", "\xf0\x9f\x1b[m\x98\x80",
	} {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		text := Text(s)
		if !utf8.ValidString(text) {
			t.Errorf("Text(%q) = %q is not UTF-8", s, text)
		}
		for _, r := range text {
			if r != '\n' && r != '\t' && unicode.IsControl(r) {
				t.Errorf("Text(%q) = %q keeps %U", s, text, r)
			}
		}
		if again := Text(text); again != text {
			t.Errorf("Text(%q) = %q, and of that %q", s, text, again)
		}
		line := Line(s)
		if strings.ContainsAny(line, "\n\t") || strings.Contains(line, "  ") || strings.Trim(line, " ") != line || Line(line) != line {
			t.Errorf("Line(%q) = %q, and of that %q", s, line, Line(line))
		}
		n %= 200
		if got := Short(s, n); utf8.RuneCountInString(got) > max(n, 0) {
			t.Errorf("Short(%q, %d) = %q of %d", s, n, got, utf8.RuneCountInString(got))
		}
		if scrubbed := Scrub(s); keyLike.Regexp().MatchString(scrubbed) {
			t.Errorf("Scrub(%q) = %q", s, scrubbed)
		}
	})
}

func BenchmarkText(b *testing.B) {
	plain := strings.Repeat("a quiet harbour in fog, ", 40)
	hostile := strings.Repeat("a \x1b[31mquiet\x1b[0m harbour\r\n", 40)
	for name, s := range map[string]string{"plain": plain, "hostile": hostile} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Text(s)
			}
		})
	}
}

// Letters that nobody sees are in no text that is shown: two texts that look the
// same are the same.
func TestCase81LettersThatAreNotSeen(t *testing.T) {
	t.Parallel()
	for _, r := range []rune{0x200b, 0x2060, 0xad, 0x180e, 0xfff9, 0xfffa, 0xfffb, 0x3164, 0xffa0, 0x115f, 0x202e, 0xfeff} {
		for name, show := range map[string]func(string) string{"Text": Text, "Line": Line, "Short": func(s string) string { return Short(s, 20) }} {
			if got := show("wo" + string(r) + "rk"); got != "work" {
				t.Errorf("%s with %U: %q", name, r, got)
			}
		}
	}
}
