package template

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// FuzzParse looks for panics, for a count that is not the number of prompts,
// and for a plain text that does not stay what it is.
func FuzzParse(f *testing.F) {
	for _, c := range counts {
		f.Add(c.in)
	}
	for _, c := range axes {
		f.Add(c.in)
	}
	for _, s := range []string{"a\n => b", "a\na => {b,", "a\na => b\na => c", "__cloth(colour=red)__", "{2$$__*__}", "\\__season__", "{", "}", "${", "{2$$", "{1..", "{0.5::", "__season__", "{2$$__flavours__}", "${a=!__people__}${a}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lookup := range []Lookup{nil, lists} {
			tpl, err := ParseWith(s, lookup)
			if err != nil {
				continue
			}
			if tpl.Count().Sign() <= 0 {
				t.Fatalf("count %s", tpl.Count())
			}
			rng := rand.New(rand.NewPCG(1, 2))
			if _, err := tpl.Pick(rng); err != nil {
				continue
			}
			all, err := tpl.Expand(2000)
			if err != nil {
				continue
			}
			if int64(len(all)) != tpl.Count().Int64() {
				t.Fatalf("count %s, %d expansions", tpl.Count(), len(all))
			}
			if lookup == nil && !strings.ContainsAny(s, "{}") && !strings.Contains(s, arrow) && all[0].Prompt != strings.TrimSpace(s) {
				t.Fatalf("%q became %q", s, all[0].Prompt)
			}
		}
	})
}

func BenchmarkExpand1000(b *testing.B) {
	tpl, err := ParseWith("a {1..10} {a|b|c|d|e|f|g|h|i|j} at {2$$ and $$v|w|x}{, fog|} in {red|blue|{light|dark} green|grey|sand} light", nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tpl.Expand(10_000); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseAndCount(b *testing.B) {
	s := "${who=!{man|woman}}A {0.7::red|blue} ${who} with {2$$ and $$a hat|a dog|a kite} at {1..12} o'clock, {{light|dark} green|sand}"
	b.ReportAllocs()
	for b.Loop() {
		tpl, err := ParseWith(s, nil)
		if err != nil {
			b.Fatal(err)
		}
		_ = tpl.Count()
	}
}
