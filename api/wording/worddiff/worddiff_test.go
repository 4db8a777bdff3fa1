package worddiff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMarked(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		{"", "a", "{+a+}"},
		{"a", "", "[-a-]"},
		{"A cityscape at dawn with neon", "A cityscape at dusk with neon", "A cityscape at [-dawn-] {+dusk+} with neon"},
		{"a b c d e", "x b c y e", "[-a-] {+x+} b c [-d-] {+y+} e"},
		{"a a a", "a a", "a a [-a-]"},
		{"one two", "three", "[-one two-] {+three+}"},
		// Punctuation is apart from words, but for what belongs to them.
		{"fog, dawn, rain", "fog, dusk, rain", "fog, [-dawn-] {+dusk+}, rain"},
		{"a boat (red)", "a boat", "a boat [-(red)-]"},
		{"a boat", "a boat, oil painting", "a boat{+, oil painting+}"},
		{"five o'clock at f/1.8", "six o'clock at f/1.4", "[-five-] {+six+} o'clock at f/[-1.8-] {+1.4+}"},
		{"flux-dev look.", "flux-dev-fast look.", "[-flux-dev-] {+flux-dev-fast+} look."},
		{"(cat:1.2)", "(dog:1.2)", "([-cat-] {+dog+}:1.2)"},
		// White space is no difference.
		{"a  b\n\nc", "a b\tc ", "a b c"},
		{"x ,y", "x, y", "x, y"},
		// Scripts without spaces.
		{"夜の城", "朝の城", "[-夜-] {+朝+}の城"},
		{"灯台、夕暮れ", "灯台、朝", "灯台、[-夕暮れ-] {+朝+}"},
		{"neon東京", "neon京都", "neon[-東-]京{+都+}"},
		{"서울의 밤", "서울의 아침", "서울의 [-밤-] {+아침+}"},
		{"हिन्दी चित्र", "हिन्दी रंग", "हिन्दी [-चित्र-] {+रंग+}"},
		// Emoji stay whole.
		{"a 👨‍👩‍👧 🇨🇭!", "a 👨‍👩‍👧 🇦🇹!", "a 👨‍👩‍👧 [-🇨🇭-] {+🇦🇹+}!"},
		{"\xff\xfe", "\xff", "\xff[-\xfe-]"},
	} {
		if got := Marked(Diff(c[0], c[1])); got != c[2] {
			t.Errorf("%q, %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestSegments(t *testing.T) {
	t.Parallel()
	got := Diff("a red boat", "a blue boat")
	want := []Segment{{Same, "a", false}, {Gone, "red", true}, {Added, "blue", true}, {Same, "boat", true}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// The differences are as few as a plain table of all pairs finds.
func TestShortest(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		text := func() string {
			var b strings.Builder
			for range rng.IntN(40) {
				fmt.Fprintf(&b, "w%d ", rng.IntN(12))
			}
			return b.String()
		}
		before, after := text(), text()
		words := map[string]int{}
		a, b := tokens(before, words), tokens(after, words)
		keepA, _ := common(a, b)
		n := 0
		for _, k := range keepA {
			if k {
				n++
			}
		}
		if want := longest(a, b); n != want {
			t.Fatalf("%q, %q: %d words in common, want %d", before, after, n, want)
		}
	}
}

func longest(a, b []token) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i].word == b[j].word {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j], above)
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// Where the best difference is too far away, words that are there once still
// hold the texts together.
func TestFarApart(t *testing.T) {
	t.Parallel()
	var a, b strings.Builder
	for i := range 20 {
		fmt.Fprintf(&a, "chapter%d %s", i, strings.Repeat("x ", 500))
		fmt.Fprintf(&b, "chapter%d %s", i, strings.Repeat("y ", 500))
	}
	same := 0
	for _, s := range Diff(a.String(), b.String()) {
		if s.Kind == Same {
			same++
		}
	}
	if same != 20 {
		t.Errorf("%d of 20 chapters are found again", same)
	}
	got := Marked(Diff("a "+strings.Repeat("x ", 50_000)+"b", "c "+strings.Repeat("y ", 50_000)+"d"))
	if !strings.HasPrefix(got, "[-a x") || !strings.HasSuffix(got, " d+}") {
		t.Errorf("%.40q…", got)
	}
}

func FuzzDiff(f *testing.F) {
	for _, s := range [][2]string{{"a b c", "a c"}, {"夜の城", "朝の城, a"}, {"👨‍👩‍👧 x", "\xff'-"}, {"o'clock-", "-o"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 400 || len(b) > 400 {
			return
		}
		segments := Diff(a, b)
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return // the bytes of two words may be a space together
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		var texts [3]strings.Builder
		for i, s := range segments {
			if s.Text == "" || i > 0 && s.Kind == segments[i-1].Kind {
				t.Fatalf("%q, %q: %+v", a, b, segments)
			}
			if s.Kind != Added {
				texts[Gone].WriteString(s.Text)
			}
			if s.Kind != Gone {
				texts[Added].WriteString(s.Text)
			}
		}
		if got := squeeze(texts[Gone].String()); got != squeeze(a) {
			t.Errorf("%q and %q: the first became %q", a, b, got)
		}
		if got := squeeze(texts[Added].String()); got != squeeze(b) {
			t.Errorf("%q and %q: the second became %q", a, b, got)
		}
	})
}

func words(n int, rng *rand.Rand) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "w%d ", rng.IntN(3000))
	}
	return b.String()
}

func BenchmarkDiff(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	long := words(10_000, rng)
	edited := strings.ReplaceAll(strings.ReplaceAll(long, "w7 ", "w8 "), "w20 ", "")
	b.Run("10000 words, few changed", func(b *testing.B) {
		for b.Loop() {
			Diff(long, edited)
		}
	})
	other := words(10_000, rng)
	b.Run("10000 words, all other", func(b *testing.B) {
		for b.Loop() {
			Diff(long, other)
		}
	})
	b.Run("a usual prompt", func(b *testing.B) {
		for b.Loop() {
			Diff("A futuristic cityscape at dawn with neon lights, rain", "A futuristic cityscape at dusk with neon lights, rain")
		}
	})
}
