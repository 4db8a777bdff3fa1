package cells

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
)

// follow makes r the rule for a test.
func follow(t *testing.T, r Rule) {
	t.Helper()
	before := Now()
	Use(r)
	t.Cleanup(func() { Use(before) })
}

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text                          string
		codePoints, graphemes, agreed int
		drawn                         string
	}{
		{"plain", 5, 5, 5, "plain"},
		{"\x1b[1;31mred\x1b[m", 3, 3, 3, "\x1b[1;31mred\x1b[m"},
		{"\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", 4, 4, 4, "\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\"},
		{"灯台の夕暮", 10, 10, 10, "灯台の夕暮"},
		{"┌─│…é", 5, 5, 5, "┌─│…é"},
		{"e\u0301", 1, 1, 1, "e\u0301"},
		{"각", 2, 2, 2, "각"},
		{"مرحبا", 5, 5, 5, "مرحبا"},
		{"👩‍🚀", 4, 2, 2, "👩"},
		{"👨‍👩‍👧", 6, 2, 2, "👨"},
		{"👍🏽", 4, 2, 2, "👍"},
		{"☝🏽", 3, 2, 1, "□"},
		{"⚠️", 1, 2, 1, "⚠"},
		{"❤️", 1, 2, 1, "❤"},
		{"1️⃣", 1, 2, 1, "1"},
		{"🏳️‍🌈", 3, 2, 1, "🏳"},
		{"👁️‍🗨️", 2, 2, 1, "👁"},
		{"🇨🇭", 2, 2, 2, "CH"},
		{"🇯", 1, 1, 1, "J"},
		{"स्ते", 2, 1, 2, "स्\u200cते"},
		{"น้ำ", 2, 1, 2, "น้\u0e4dา"},
		{"किताब", 5, 3, 5, "कइतआब"},
		{"বাংলা", 5, 2, 5, "বআ◌লআ"},
		{"कः", 2, 1, 2, "क:"},
		{"ខ្មែរ", 4, 2, 4, "ខ្\u200cមឯរ"},
		{"ｶﾞ", 2, 1, 2, "ガ"},
		{"می\u200cخ", 3, 3, 3, "می\u200cخ"},
	} {
		for r, want := range map[Rule]int{CodePoints: c.codePoints, Graphemes: c.graphemes, Agreed: c.agreed} {
			follow(t, r)
			if got := Width(c.text); got != want {
				t.Errorf("%s: %q has %d cells, want %d", r, c.text, got, want)
			}
			shown := c.text
			switch {
			case r == Agreed:
				shown = c.drawn
			case r == Graphemes && c.text == "☝🏽":
				shown = "☝\ufe0f"
			case c.text == "🇯":
				shown = "J"
			}
			if got := Drawn(c.text); got != shown {
				t.Errorf("%s: %q is drawn as %q, want %q", r, c.text, got, shown)
			}
		}
	}
}

var texts = []string{
	"", "plain text", "灯台の夕暮と海", "a👩‍🚀b👍🏽c⚠️d1️⃣e", "स्ते नमस्ते", "مرحبا بك 12", "\x1b[31mred灯\x1b[m台", "e\u0301e\u0301", "🇨🇭🇨🇭🇨", "\x1b[1m👨‍👩‍👧\x1b[m│x",
	"x\u200d\u200dy", "한국어 각각", "किताब की दुकान", "ক্ষ বাংলা", "ខ្មែរ ကျွန်", "น้ำตก ｶﾞﾗｽ", "a🫪\u0378", "\u1112\u1161\u11ab", "✌🏽 ✌", "❤️❤️❤️", "a\tb", strings.Repeat("👩‍🚀", 9),
}

func TestCutting(t *testing.T) {
	for _, r := range []Rule{Agreed, CodePoints, Graphemes} {
		follow(t, r)
		for _, s := range texts {
			whole := Width(s)
			for w := range whole + 3 {
				for _, tail := range []string{"", "…"} {
					for name, cut := range map[string]string{"right": Truncate(s, w, tail), "left": TruncateLeft(s, w, tail)} {
						switch n := Width(cut); {
						case w >= whole && cut != s:
							t.Errorf("%s, %s: %q at %d is changed to %q", r, name, s, w, cut)
						case n > w:
							t.Errorf("%s, %s: %q at %d is %q of %d", r, name, s, w, cut, n)
						case w < whole && w > 0 && !strings.Contains(cut, tail):
							t.Errorf("%s, %s: %q at %d is %q", r, name, s, w, cut)
						case ansi.Strip(cut) != "" && strings.Count(cut, "\x1b") != strings.Count(s, "\x1b"):
							t.Errorf("%s, %s: %q at %d loses sequences: %q", r, name, s, w, cut)
						}
					}
				}
				for to := w; to <= whole; to++ {
					if got := Cut(s, w, to); Width(got) != to-w {
						t.Errorf("%s: %q from %d to %d is %q of %d", r, s, w, to, got, Width(got))
					}
				}
			}
		}
	}
}

func TestCutTellsHalves(t *testing.T) {
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 6, "a灯b台"}, {0, 2, "a "}, {2, 5, " b "}, {1, 3, "灯"}, {3, 4, "b"}, {4, 4, ""}, {5, 9, " "}} {
		if got := Cut("a灯b台", c.from, c.to); got != c.want {
			t.Errorf("from %d to %d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, r := range []Rule{Agreed, CodePoints, Graphemes} {
		follow(t, r)
		for _, s := range texts {
			for w := 2; w < 12; w++ {
				var all strings.Builder
				for _, l := range Wrap(s, w) {
					if n := Width(l); n > w && n > 8 { // a family has up to 8
						t.Errorf("%s: %q at %d has a line %q of %d", r, s, w, l, n)
					}
					all.WriteString(l)
				}
				if got, want := strings.Join(strings.Fields(all.String()), ""), strings.Join(strings.Fields(Drawn(s)), ""); got != want {
					t.Errorf("%s: %q at %d is %q", r, s, w, all.String())
				}
			}
		}
	}
	if got := strings.Join(Wrap("one two three", 7), "|"); got != "one two|three" {
		t.Errorf("%q", got)
	}
	if got := strings.Join(Wordwrap("a longword b", 4), "|"); got != "a|longword|b" {
		t.Errorf("%q", got)
	}
}

// Whatever there is, the renderer measures what is drawn by any rule as it was laid
// out, and what all agree on by either of its own.
func TestDrawnAgrees(t *testing.T) {
	some := slices.Clone(texts)
	dice := rand.New(rand.NewPCG(1, 2))
	blocks := []rune{0x20, 0x300, 0x590, 0x600, 0x900, 0x980, 0xB80, 0xC00, 0xD00, 0xE00, 0x1000, 0x1100, 0x1780, 0x1B00, 0x2000, 0x2600, 0x3000, 0xA980, 0xAC00, 0xFE00, 0xFF80, 0x11000, 0x1D100, 0x1F180, 0x1F380, 0x1F900, 0x1FA80, 0x10EEEE}
	for range 3000 {
		var s strings.Builder
		for range 1 + dice.IntN(6) {
			s.WriteRune(blocks[dice.IntN(len(blocks))] + rune(dice.IntN(128)))
			if dice.IntN(4) == 0 {
				s.WriteRune([]rune{joiner, notJoined, emojiVariation, 0x94D, 0x93F, 0x1F3FD}[dice.IntN(6)])
			}
		}
		some = append(some, clean.Text(s.String()))
	}
	for _, r := range []Rule{
		Agreed, Agreed | JoinersTakeCells, CodePoints, Graphemes, Consonants | Recent, Of(EmojiAgreed, LettersFirst), Of(EmojiAgreed, LettersConsonants),
		Of(EmojiParts, LettersAgreed), Of(EmojiWhole, LettersAgreed),
	} {
		follow(t, r)
		for _, s := range some {
			want, d := Width(s), Drawn(s)
			wc, whole := ansi.StringWidthWc(d), ansi.StringWidth(d)
			switch {
			case r&^JoinersTakeCells == Agreed && wc != whole, r.Whole() && whole != want, !r.Whole() && wc != want:
				t.Errorf("%s: %+q is laid out in %d cells, and drawn as %+q in %d or %d", r, s, want, d, wc, whole)
			}
			if again := Drawn(d); again != d && Width(d) != want && !strings.ContainsFunc(s, jamo) {
				t.Errorf("%s: %+q is drawn as %+q, and that as %+q", r, s, d, again)
			}
		}
	}
}

func TestShortWaysAgreeWithTheFullSearch(t *testing.T) {
	followers := []string{"", "a", " ", "\n", "灯", "か", "│", "⣿", "\u0301", "\u3099", "\u200d", "\ufe0f", "🇨", "각"}
	full := map[Rule]ansi.Method{CodePoints | Recent: ansi.WcWidth, Graphemes | Recent: ansi.GraphemeWidth}
	for rule, method := range full {
		follow(t, rule)
		for _, span := range [][2]rune{{' ', '~'}, {0x2400, 0x2900}, {0x2F00, 0xA100}, {0x1CCFF, 0x1CDFF}, {0x1FAFF, 0x1FC00}} {
			for r := span[0]; r <= span[1]; r++ {
				for _, f := range followers {
					if f == "\ufe0f" && unicode.In(r, unicode.L, unicode.Cn) || unicode.In(r, people, odd, unicode.Mc) {
						continue // that is no emoji, or drawn as one, or as a letter
					}
					s := string(r) + f
					c, w := ansi.FirstGraphemeCluster(s, method)
					if got, n := First(s); got != c || n != w {
						t.Fatalf("%s: %+q: %q of %d cells, want %q of %d", rule, s, got, n, c, w)
					}
				}
			}
		}
	}
}

// The environment does not change widths: neither ours nor the renderer's.
func TestEastAsianWidthIsNotRead(t *testing.T) {
	const line = "│é…■°"
	if os.Getenv("RUNEWIDTH_EASTASIAN") != "" {
		fmt.Print("widths")
		for _, n := range []int{Width(line), ansi.StringWidth(line), ansi.StringWidthWc(line), ansi.GraphemeWidth.StringWidth(line)} {
			fmt.Print(" ", n)
		}
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestEastAsianWidthIsNotRead$")
	cmd.Env = append(os.Environ(), "RUNEWIDTH_EASTASIAN=1")
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "widths 5 5 5 5") {
		t.Errorf("%s, %v", out, err)
	}
}

func BenchmarkWidth(b *testing.B) {
	for name, s := range map[string]string{
		"text":    strings.Repeat("a lighthouse on a cliff, ", 8),
		"styled":  strings.Repeat("\x1b[38;2;10;20;30;48;2;1;2;3m▀", 100),
		"cjk":     strings.Repeat("灯台の夕暮、", 16),
		"borders": "┃" + strings.Repeat("━", 160) + "┃",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Width(s)
			}
		})
		b.Run(name+"/library", func(b *testing.B) {
			for b.Loop() {
				ansi.StringWidth(s)
			}
		})
	}
}

// Runs of letters are what First says of each, also where something joins the last.
func TestRuns(t *testing.T) {
	for _, s := range []string{"", "a", "ab c", "abe\u0301", "灯台", "灯台a", "灯台\u3099", "か\u3099灯", "灯\xff", "a\x7f", "\tab", "灯台の👩‍🚀", "a灯"} {
		for n := range 6 {
			letters, ideographs := Letters(s, n), Ideographs(s, n)
			if letters > n || ideographs > n || letters > 0 && ideographs > 0 {
				t.Errorf("%q: %d and %d of at most %d", s, letters, ideographs, n)
			}
			for rest := s; letters+ideographs > 0; letters, ideographs = max(0, letters-1), max(0, ideographs-1) {
				one, width := First(rest)
				if letters > 0 && (len(one) != 1 || width != 1) || ideographs > 0 && (len(one) != 3 || width != 2) {
					t.Errorf("%q begins with %q, %d cells", rest, one, width)
				}
				rest = rest[len(one):]
			}
		}
	}
	if Letters("boat ", 9) != 4 || Ideographs("灯台の夕暮、", 9) != 6 {
		t.Error("the runs are not seen")
	}
}

// What has too many lines is cut, and seen to be.
func TestWrapIn(t *testing.T) {
	for _, c := range []struct {
		w, n int
		want string
	}{
		{20, 3, "The file is empty."}, {9, 2, "The file|is empty."}, {9, 1, "The file…"}, {6, 2, "The|file…"}, {1, 1, "…"}, {5, 0, ""}, {0, 5, ""},
	} {
		lines := WrapIn("The file is empty.", c.w, c.n)
		if got := strings.Join(lines, "|"); got != c.want || len(lines) > c.n {
			t.Errorf("in %d × %d: %q, want %q", c.w, c.n, got, c.want)
		}
		for _, l := range lines {
			if Width(l) > c.w {
				t.Errorf("in %d × %d: %q is too wide", c.w, c.n, l)
			}
		}
	}
}
