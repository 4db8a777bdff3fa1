package plan

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan/template"
)

func TestSeeds(t *testing.T) {
	for spec, want := range map[string]string{
		"7": "7", "1-4": "1,2,3,4", "1,5,9": "1,5,9", "1-2,9": "1,2,9", "5,5": "5", "3 - 4": "3,4",
		"": "random", "random": "random", "random:4": "random:4", "RANDOM:2": "random:2", "2147483647": "2147483647",
	} {
		s, err := ParseSeeds(spec)
		if err != nil || s.String() != want {
			t.Errorf("%q: %v, %v; want %s", spec, s, err, want)
		}
	}
	for _, spec := range []string{"0", "-1", "2147483648", "99999999999999999999", "x", "8-1", "1,", "random:0", "random:x", "1-99999", "1-2-3", "1.5"} {
		if s, err := ParseSeeds(spec); err == nil {
			t.Errorf("%q was read as %v", spec, s)
		}
	}
}

func TestDrawIsDistinctAndInRange(t *testing.T) {
	s, err := ParseSeeds("random:500")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for _, n := range s.Draw(rand.New(rand.NewPCG(1, 2))) {
		if n < 1 || n > api.MaxSeed || seen[n] {
			t.Fatalf("drew %d", n)
		}
		seen[n] = true
	}
	if len(seen) != 500 {
		t.Fatal(len(seen))
	}
}

func mustSeeds(t *testing.T, spec string) Seeds {
	t.Helper()
	s, err := ParseSeeds(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// count is how many prompts and requests a reading of in has.
func count(in Input) (prompts int, total *big.Int, err error) {
	r, err := Read(in)
	if err != nil {
		return 0, nil, err
	}
	return r.Prompts(), r.Total(), nil
}

func TestBuildMultipliesInOrderAndPrices(t *testing.T) {
	p, err := Build(Input{
		Operation: api.TextToImage, Prompts: []string{"a city at {dawn|night}"}, Styles: []string{"imagine-turbo", "flux-dev"},
		AspectRatios: []string{"1:1", "16:9"}, Seeds: mustSeeds(t, "1-3"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Items) != 24 || p.Summary() != "2 prompts × 2 styles × 2 ratios × 3 seeds = 24" {
		t.Fatal(len(p.Items), p.Summary())
	}
	if known, unpriced, _ := p.Tokens(); known != 12*1+12*15 || unpriced != 0 {
		t.Fatal(known, unpriced)
	}
	if r := p.Items[1].Request; r.Prompt != "a city at dawn" || r.Style != "imagine-turbo" || r.AspectRatio != "1:1" || r.Seed != 2 {
		t.Fatalf("%+v", r)
	}
	if p.Items[0].Variant != "dawn" || p.Items[0].Template != "a city at {dawn|night}" {
		t.Fatalf("%+v", p.Items[0])
	}
}

func TestPriceEqualsTheSumOfItems(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	styles := api.Styles(api.TextToImage)
	for range 200 {
		var ids []string
		for _, s := range styles {
			if rng.IntN(2) == 0 {
				ids = append(ids, s.ID)
			}
		}
		p, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"x {a|b|c}"}, Styles: ids, Seeds: mustSeeds(t, "random:3"), Rand: rng})
		if err != nil {
			t.Fatal(err)
		}
		sum, unknown := 0, 0
		for _, it := range p.Items {
			if n, ok := api.Price(it.Request.Operation, it.Request.Style); ok {
				sum += n
			} else {
				unknown++
			}
		}
		if known, unpriced, _ := p.Tokens(); known != sum || unpriced != unknown {
			t.Fatal(ids, known, sum)
		}
	}
}

func TestOperationsWithoutStyleIgnoreStyles(t *testing.T) {
	p, err := Build(Input{Operation: api.TextToPNG, Prompts: []string{"a fox"}, Styles: []string{"anime", "flux-dev"}, Seeds: mustSeeds(t, "7")})
	if err != nil || len(p.Items) != 1 || p.Items[0].Request.Style != "" || p.Items[0].Priced {
		t.Fatalf("%+v %v", p, err)
	}
}

func TestTooManyIsCountedNotBuilt(t *testing.T) {
	in := Input{Operation: api.TextToImage, Prompts: []string{strings.Repeat("{1..100} ", 10)}, Seeds: mustSeeds(t, "1-8")}
	var many *TooManyError
	if _, err := Build(in); !errors.As(err, &many) || many.Count.String() != "800000000000000000000" {
		t.Fatal(err)
	}
	if prompts, total, err := count(in); err != nil || prompts != MaxRuns+1 || total.String() != many.Count.String() {
		t.Fatal(prompts, total, err)
	}
}

func TestBadInput(t *testing.T) {
	seeds := mustSeeds(t, "1")
	for name, in := range map[string]Input{
		"empty":     {Operation: api.TextToImage, Prompts: []string{" \n "}},
		"none":      {Operation: api.TextToImage},
		"ratio":     {Operation: api.TextToImage, Prompts: []string{"x"}, AspectRatios: []string{"7:3"}},
		"style":     {Operation: api.TextToImage, Prompts: []string{"x"}, Styles: []string{"ani\x00me"}},
		"operation": {Operation: "paint", Prompts: []string{"x"}},
	} {
		in.Seeds = seeds
		if _, err := Build(in); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	var at *template.Error
	if _, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"a {b"}, Seeds: seeds}); !errors.As(err, &at) || at.Column != 3 {
		t.Error(err)
	}
	if _, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"  a {b"}, Seeds: seeds}); !errors.As(err, &at) || at.Column != 5 {
		t.Error(err)
	}
	long := strings.Repeat("word ", 20_000)
	if p, err := Build(Input{Operation: api.TextToImage, Prompts: []string{long}, Seeds: seeds, Literal: true}); err != nil || len(p.Items) != 1 {
		t.Error(err)
	}
}

func TestControlCharactersAreCleaned(t *testing.T) {
	p, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"a\x1b[31m fox\x07 🎨\r\nline"}, Seeds: mustSeeds(t, "1")})
	if err != nil || p.Items[0].Request.Prompt != "a fox 🎨\nline" {
		t.Fatalf("%q %v", p.Items[0].Request.Prompt, err)
	}
}

func FuzzParseSeeds(f *testing.F) {
	f.Add("1-8")
	f.Add("random:4")
	f.Fuzz(func(t *testing.T, spec string) {
		s, err := ParseSeeds(spec)
		if err != nil {
			return
		}
		again, err := ParseSeeds(s.String())
		if err != nil || again.String() != s.String() {
			t.Fatalf("%q -> %q -> %q, %v", spec, s, again, err)
		}
	})
}

func TestRandomSeedsAreSharedByAllCells(t *testing.T) {
	p, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"{a|b}"}, Styles: []string{"anime", "realistic"}, Seeds: mustSeeds(t, "random:3")})
	if err != nil || len(p.Items) != 12 {
		t.Fatal(len(p.Items), err)
	}
	for i, it := range p.Items {
		if it.Request.Seed != p.Items[i%3].Request.Seed {
			t.Fatalf("item %d has a seed of its own", i)
		}
	}
}

func TestIdenticalRequestsAreMerged(t *testing.T) {
	p, err := Build(Input{Operation: api.TextToImage, Prompts: []string{"{a|b}", "a"}, Seeds: mustSeeds(t, "1")})
	if err != nil || len(p.Items) != 2 || p.Summary() != "2 prompts × 1 style × 1 seed = 2" {
		t.Fatal(p.Summary(), err)
	}
}

func TestOperationsWithoutSeedCountOne(t *testing.T) {
	in := Input{
		Operation: api.GenerativeFill, Prompts: []string{"a fox"}, Seeds: mustSeeds(t, "1-8"),
		Pictures: pictures(1, "image", "mask"),
	}
	if _, total, err := count(in); err != nil || total.Int64() != 1 {
		t.Fatal(total, err)
	}
}

// pictures stands for n pictures that were looked at, each with the fields.
func pictures(n int, fields ...string) [][]api.Input {
	var all [][]api.Input
	for i := range n {
		var one []api.Input
		for _, f := range fields {
			one = append(one, api.Input{Field: f, Path: fmt.Sprintf("/p/%d.png", i), SHA256: fmt.Sprint(f, i)})
		}
		all = append(all, one)
	}
	return all
}

// TestPlansOfEveryOperation gives each operation more than it takes: what it
// does not have must not be in its requests.
func TestPlansOfEveryOperation(t *testing.T) {
	for _, tt := range []struct {
		op     api.Operation
		style  string
		fields []string
		n      int
		says   string
		prompt bool
		seed   bool
		priced bool
	}{
		{api.TextToImage, "anime", nil, 2 * 1 * 2 * 3, "2 prompts × 1 style × 2 ratios × 3 seeds = 12", true, true, true},
		{api.TextToPNG, "", nil, 12, "2 prompts × 1 style × 2 ratios × 3 seeds = 12", true, true, false},
		{api.RemoveBackground, "", []string{"image"}, 4, "4 pictures = 4", false, false, false},
		{api.Upscale, "", []string{"image"}, 4, "4 pictures = 4", false, false, false},
		{api.GenerativeFill, "", []string{"image", "mask"}, 8, "2 prompts × 4 pictures = 8", true, false, false},
		{api.Resize, "", []string{"image", "mask"}, 8, "2 prompts × 4 pictures = 8", true, false, false},
		{api.Retouch, "", []string{"image", "mask"}, 4, "4 pictures = 4", false, false, false},
		{api.AIBackground, "product-shoot", []string{"image"}, 24, "2 prompts × 3 seeds × 4 pictures = 24", true, true, false},
		{api.TextToVideo, "veo2", nil, 4, "2 prompts × 1 style × 2 ratios × 1 seed = 4", true, false, false},
		{api.ImageToVideo, "veo2", []string{"file"}, 16, "2 prompts × 2 ratios × 4 pictures = 16", true, false, false},
	} {
		t.Run(string(tt.op), func(t *testing.T) {
			in := Input{
				Operation: tt.op, Prompts: []string{"a {red|blue} fox"}, Styles: []string{tt.style},
				AspectRatios: []string{"1:1", "16:9"}, Seeds: mustSeeds(t, "1-3"), Extra: map[string]string{"x": "1"},
			}
			if tt.fields != nil {
				in.Pictures = pictures(4, tt.fields...)
			}
			p, err := Build(in)
			if err != nil || len(p.Items) != tt.n || p.Summary() != tt.says {
				t.Fatalf("%d, %q, %v", len(p.Items), p.Summary(), err)
			}
			if _, total, err := count(in); err != nil || total.Int64() != int64(tt.n) {
				t.Errorf("counted %v, %v", total, err)
			}
			for _, it := range p.Items {
				r := it.Request
				if (r.Prompt != "") != tt.prompt || (it.Template != "") != tt.prompt || (r.Seed != 0) != tt.seed ||
					r.Style != tt.style || len(r.Inputs) != len(tt.fields) || it.Priced != tt.priced || r.Extra["x"] != "1" {
					t.Fatalf("%+v", it)
				}
			}
			in.Pictures = pictures(1, "image")
			if tt.fields != nil {
				in.Pictures = nil
			}
			if _, err := Build(in); err == nil || !strings.Contains(err.Error(), "picture") {
				t.Errorf("the wrong number of pictures: %v", err)
			}
		})
	}
	in := Input{Operation: api.GenerativeFill, Prompts: []string{"x"}, Pictures: pictures(1, "image")}
	if _, err := Build(in); err == nil || !strings.Contains(err.Error(), "needs the file mask") {
		t.Errorf("without a mask: %v", err)
	}
}
