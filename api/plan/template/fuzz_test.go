package template

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// markRE finds a mark of the language in a prompt.
var markRE = regexp.MustCompile(`[{}]|\$\$|__[~@!]?[\p{L}\p{N}][\p{L}\p{N}\p{M}_*?./ -]*__`)

// FuzzParse looks for panics, for a count that is not the number of prompts,
// for a plain text that does not stay what it is, and for a mark of the language
// in a prompt that was not written with a backslash.
func FuzzParse(f *testing.F) {
	for _, c := range counts {
		f.Add(c.in)
	}
	for _, c := range axes {
		f.Add(c.in)
	}
	for _, c := range language {
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
			body, axes := splitAxes(s)
			// What is searched for may be a part of a name: who replaces "_" has no names.
			cut := slices.ContainsFunc(axes, func(l axisLine) bool { return strings.Contains(l.search, "_") })
			for _, e := range all {
				if mark := markRE.FindString(e.Prompt); mark != "" && !cut && !isPlain(body, lookup) && !strings.Contains(s, `\`) && !strings.Contains(s, "signs") &&
					(lookup != nil || mark[0] != '_') {
					t.Fatalf("%q gives %q with the mark %q", s, e.Prompt, mark)
				}
			}
			if int64(len(all)) != tpl.Count().Int64() {
				t.Fatalf("count %s, %d expansions", tpl.Count(), len(all))
			}
			if lookup == nil && isPlain(s, nil) && !strings.Contains(s, arrow) && all[0].Prompt != strings.TrimSpace(s) {
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
