package plan

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan/styleset"
)

func TestSeedsThatGoOnAndSample(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]string{
		"7++": "7++", " 7 ++ sample 50": "7++ sample 50", "sample 3": "random sample 3",
		"random:4 sample 2@9": "random:4 sample 2@9", "1-3 SAMPLE 5": "1,2,3 sample 5",
	} {
		s, err := ParseSeeds(spec)
		if err != nil || s.String() != want {
			t.Errorf("%q: %q, %v", spec, s, err)
		}
		again, err := ParseSeeds(s.String())
		if err != nil || again.String() != want {
			t.Errorf("%q read back: %q, %v", spec, again, err)
		}
	}
	for _, spec := range []string{"++", "0++", "7+++", "sample", "sample 0", "sample x", "sample 5@0", "7 sample 5@", "sample 10001"} {
		if s, err := ParseSeeds(spec); err == nil {
			t.Errorf("%q was read as %q", spec, s)
		}
	}
	s, _ := ParseSeeds("2147483647++")
	if s.Random() || s.Count() != 1 || s.Next().String() != "1++" {
		t.Errorf("after the last seed: %q", s.Next())
	}
	if s, _ = ParseSeeds("1-3"); s.Next().String() != "1,2,3" {
		t.Errorf("fixed seeds went on: %q", s.Next())
	}
}

func TestSamplesAreDrawnAgain(t *testing.T) {
	t.Parallel()
	in := Input{Operation: api.TextToImage, Prompts: []string{"a {1..1000} b {1..1000}"}, Rand: rand.New(rand.NewPCG(1, 2))}
	in.Seeds, _ = ParseSeeds("7 sample 5")
	_, total, err := count(in)
	if err != nil || total.Cmp(big.NewInt(5)) != 0 {
		t.Fatalf("%v, %v", total, err)
	}
	first, err := Build(in)
	if err != nil || len(first.Items) != 5 {
		t.Fatalf("%d items, %v", len(first.Items), err)
	}
	// The template says which sample it was, and gives the same one again.
	text := first.Items[0].Template
	_, note, _ := strings.Cut(text, "\n# ")
	in.Prompts = []string{text}
	if in.Seeds, err = ParseSeeds("7 " + note); err != nil {
		t.Fatal(err)
	}
	second, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	for i := range first.Items {
		if first.Items[i].Request.Prompt != second.Items[i].Request.Prompt {
			t.Errorf("%d: %q, then %q", i, first.Items[i].Request.Prompt, second.Items[i].Request.Prompt)
		}
	}
	// A sample larger than the template is all of it.
	in.Prompts = []string{"a {b|c}"}
	if p, err := Build(in); err != nil || len(p.Items) != 2 || strings.Contains(p.Items[0].Template, "sample") {
		t.Errorf("%+v, %v", p.Items, err)
	}
}

func TestSetsWrapPrompts(t *testing.T) {
	t.Parallel()
	in := Input{Operation: api.TextToImage, Prompts: []string{"a {boat|ship}"}, Sets: []styleset.Set{
		{Name: "Film", Prefix: "film still of ", Suffix: ", grain"}, {Name: "Ink", Suffix: ", ink"},
	}}
	in.Seeds, _ = ParseSeeds("7")
	prompts, total, err := count(in)
	if err != nil || prompts != 4 || total.Int64() != 4 {
		t.Fatalf("%d, %v, %v", prompts, total, err)
	}
	p, err := Build(in)
	if err != nil || len(p.Items) != 4 {
		t.Fatalf("%+v, %v", p.Items, err)
	}
	if got := p.Items[0]; got.Request.Prompt != "film still of a boat, grain" || got.Variant != "boat · Film" || got.Template != "a {boat|ship}" {
		t.Errorf("%+v", got)
	}
	if got := p.Items[3]; got.Request.Prompt != "a ship, ink" || got.Variant != "ship · Ink" {
		t.Errorf("%+v", got)
	}
	// What takes no words is not wrapped.
	in.Operation = api.Upscale
	in.Pictures = [][]api.Input{{{Field: "image", Path: "/a", SHA256: "00"}}}
	if _, total, err := count(in); err != nil || total.Int64() != 1 {
		t.Errorf("%v, %v", total, err)
	}
}
