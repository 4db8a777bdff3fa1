package main

import (
	"image"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
)

func TestWordDiff(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{"a b c", "a b c", "a b c"},
		{"", "a", "{+a+}"},
		{"a", "", "[-a-]"},
		{"A cityscape at dawn with neon", "A cityscape at dusk with neon", "A cityscape at [-dawn-] {+dusk+} with neon"},
		{"a b c d e", "x b c y e", "[-a-] {+x+} b c [-d-] {+y+} e"},
		{"a a a", "a a", "a a [-a-]"},
		{"one two", "three", "[-one two-] {+three+}"},
	} {
		if got := wordDiff(c[0], c[1]); got != c[2] {
			t.Errorf("%q, %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
	long := strings.Repeat("x ", 50_000)
	if got := wordDiff("a "+long+"b", "c "+strings.Repeat("y ", 50_000)+"d"); !strings.HasPrefix(got, "[-a x") || !strings.HasSuffix(got, " d+}") {
		t.Errorf("two long prompts: %.40q…", got)
	}
}

func FuzzWordDiff(f *testing.F) {
	f.Add("a b c", "a c")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 || strings.ContainsAny(a+b, "[]{}+-") {
			return // signs of the difference in the text itself are left as they are
		}
		// Without what was added, the difference is the first text; without
		// what is gone, the second.
		diff := wordDiff(a, b)
		only := func(without, with string) string {
			text := regexp.MustCompile(without).ReplaceAllString(diff, " ")
			return strings.Join(strings.Fields(regexp.MustCompile(with).ReplaceAllString(text, " $1 ")), " ")
		}
		if got := only(`(?s)\{\+.*?\+\}`, `(?s)\[-(.*?)-\]`); got != strings.Join(strings.Fields(a), " ") {
			t.Errorf("%q and %q differ as %q, which began as %q", a, b, diff, got)
		}
		if got := only(`(?s)\[-.*?-\]`, `(?s)\{\+(.*?)\+\}`); got != strings.Join(strings.Fields(b), " ") {
			t.Errorf("%q and %q differ as %q, which became %q", a, b, diff, got)
		}
	})
}

func TestRecipeDiff(t *testing.T) {
	t.Parallel()
	a := history.Sidecar{Request: api.Request{Prompt: "a boat", Style: "anime", Seed: 1, AspectRatio: "1:1"}, Key: "work", Width: 10, Height: 10}
	b := a
	b.Request.Style, b.Request.Seed, b.Request.Prompt = "", 2, "a \x1b[1mship"
	got := strings.Join(recipeDiff(a, b), "")
	if want := "prompt    a [-boat-] {+ship+}\nstyle     anime → none\nseed      1 → 2\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if lines := recipeDiff(a, a); len(lines) > 0 {
		t.Errorf("the same recipe differs: %q", lines)
	}
}

func TestCompareImages(t *testing.T) {
	t.Parallel()
	paint := func(side int, change bool) image.Image {
		m := image.NewNRGBA(image.Rect(0, 0, side, side))
		for i := range m.Pix {
			m.Pix[i] = 255
		}
		if change {
			m.SetNRGBA(0, 0, color.NRGBA{0, 255, 255, 255})
		}
		return m
	}
	for _, c := range []struct {
		a, b image.Image
		want string
	}{
		{paint(10, false), paint(10, false), "same pixels"},
		{paint(10, false), paint(10, true), "differs: 1.0 % of the pixels, by 0.2 % on average"},
		{paint(100, false), paint(100, true), "differs: less than 0.1 % of the pixels, by less than 0.1 % on average"},
		{paint(10, false), paint(12, false), "differs: 10×10 became 12×12"},
	} {
		if got := compareImages(c.a, c.b).String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
