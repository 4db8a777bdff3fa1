package template

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestSampleFollowsWeights(t *testing.T) {
	tpl, err := ParseWith("{9::a|b|0::c}{1..1000000}", nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := tpl.Sample(10_000, rand.New(rand.NewPCG(7, 7)))
	if err != nil {
		t.Fatal(err)
	}
	times := map[byte]int{}
	for _, e := range all {
		times[e.Prompt[0]]++
	}
	if times['c'] != 0 || times['a'] < 8800 || times['a'] > 9200 {
		t.Errorf("a, b, c came %v times, want about 9000, 1000, 0", times)
	}
}

func TestSampleIsDistinctWhereItCanBe(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	tpl, err := ParseWith("{2$$a|b|c|d|e}, {x|y} ${v=!{1..9}}${v}${v}", nil)
	if err != nil {
		t.Fatal(err)
	}
	valid, err := tpl.Expand(1000)
	if err != nil {
		t.Fatal(err)
	}
	known := map[Expansion]bool{}
	for _, e := range valid {
		known[e] = true
	}
	got, err := tpl.Sample(50, rng)
	if err != nil || len(got) != 50 {
		t.Fatalf("%d, %v", len(got), err)
	}
	seen := map[string]bool{}
	for _, e := range got {
		if !known[e] {
			t.Errorf("%+v is not among the expansions", e)
		}
		if seen[e.Prompt] {
			t.Errorf("%q twice", e.Prompt)
		}
		seen[e.Prompt] = true
	}

	few, err := tpl.Sample(1000, rng)
	if err != nil || !slices.Equal(few, valid) {
		t.Errorf("a sample larger than the template is not all of it: %d, %v", len(few), err)
	}
	same, err := ParseWith("{a|a|a|a}", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := same.Sample(3, rng); err != nil || len(got) != 3 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := same.Sample(0, rng); err != nil || got != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestAllWeightsZero(t *testing.T) {
	tpl, err := ParseWith("{0::a|0::b}{1..10}", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := tpl.Sample(5, rand.New(rand.NewPCG(1, 1))); err != nil || len(got) != 5 {
		t.Errorf("%v, %v", got, err)
	}
}

// lists knows no folders, and not where its values stand.
func lists(name, _ string) ([]*List, error) {
	values, ok := map[string][]string{
		"season":   {"summer", "{autumn|fall}", "winter"},
		"flavours": {"mint", "lemon", "plum"},
		"people":   {"__season__ child", "sailor"},
		"loop":     {"__loop__"},
		"empty":    {},
		"broken":   {"{a"},
		"who":      {"a ${colour} fox"},
		"a/b":      {"x"},
		"colours*": {"blue", "3::red"},
		"cloth":    {"${colour} hat", "${colour:grey} ${size:small} coat"},
		"twice":    {"__season__ or __flavours__", "__season__"},
		"deep1":    slices.Repeat([]string{"${x:}__deep2__"}, 1000),
		"deep2":    slices.Repeat([]string{"${x:}__deep3__"}, 1000),
		"deep3":    slices.Repeat([]string{"a"}, 1000),
		"größe":    {"groß"},
		"l/warm":   {"red", "gold"},
		"l/cold":   {"blue"},
		"wrappers": {"Deco, ..., sleek", "{Pop|Op} …"},
		"shade":    {"__l/${x}__ sky"},
		"deepname": {"a ${x:warm} __l/${x:warm}__"},
		"signs":    {"cost $$", "a", `\_\_x\_\_`},
		"marks":    {"a", "{b} $$"},
	}[name]
	if !ok {
		return nil, fmt.Errorf("__%s__: no such list", name)
	}
	return []*List{{Name: name, Values: values}}, nil
}

func TestWildcards(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"__season__ is here", []string{"summer is here", "autumn is here", "fall is here", "winter is here"}},
		{"{2$$__flavours__}", []string{"mint, lemon", "mint, plum", "lemon, mint", "lemon, plum", "plum, mint", "plum, lemon"}},
		{"{1$$__flavours__|__a/b__}", []string{"mint", "lemon", "plum", "x"}},
		{"__people__", []string{"summer child", "autumn child", "fall child", "winter child", "sailor"}},
		{"${colour=!{red|blue}}__who__", []string{"a red fox", "a blue fox"}},
		{"a __colours*__ shirt", []string{"a blue shirt", "a red shirt"}},
		{"__cloth(colour=dark red, size=big)__", []string{"dark red hat", "dark red big coat"}},
		{"${colour=blue}__cloth__", []string{"blue hat", "blue small coat"}},
		{"${colour=blue}__cloth(colour=red)__, ${colour}", []string{"red hat, blue", "red small coat, blue"}},
		{"${f=!__flavours__}${f} or ${f}", []string{"mint or mint", "lemon or lemon", "plum or plum"}},
		{"{__a/b__|y} __größe__", []string{"x groß", "y groß"}},
		{`\__season__ {a} \_\_season\_\_`, []string{"__season__ a __season__"}},
		{"snake_case __ and __", []string{"snake_case __ and __"}},
	} {
		tpl, err := ParseWith(c.in, lists)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		all, err := tpl.Expand(100)
		if err != nil || !slices.Equal(prompts(all), c.want) || tpl.Count().Int64() != int64(len(all)) {
			t.Errorf("%q: %q, %v, want %q", c.in, prompts(all), err, c.want)
		}
	}
	for in, want := range map[string]string{
		"a __nothing__":  "Column 3: __nothing__: no such list",
		"__cloth__":      `Column 1: __cloth__, value "${colour} hat": Column 1: "${colour}" has no value: set it before with ${colour=…}`,
		"__cloth(red)__": "Column 1: (red): write it as (name=value)",
		"__loop__":       `Column 1: __loop__, value "__loop__": Column 1: __loop__ contains itself`,
		"__empty__":      "Column 1: __empty__ has no values",
		"x {__broken__}": `Column 4: __broken__, value "{a": Column 1: "{" is never closed`,
	} {
		if _, err := ParseWith(in, lists); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

// Lists in lists in lists are read once each, and where variables forbid that,
// a slip does not keep the program busy.
func TestManyNestedValues(t *testing.T) {
	tpl, err := ParseWith("__deep1__", lists)
	if err != nil || tpl.Count().String() != "1000000000" {
		t.Fatalf("%v, %v", tpl, err)
	}
	_, err = ParseWith("${x=!{a|b}}${x}__deep1__", lists)
	if err == nil || !strings.Contains(err.Error(), "hold more than 200000 values") {
		t.Fatal(err)
	}
}

func TestSampleSeed(t *testing.T) {
	t.Parallel()
	tpl, err := ParseWith("{3::a|b|c} {1..1000000} {2$$x|y|z}", nil)
	if err != nil {
		t.Fatal(err)
	}
	draw := func(seed uint64) []Expansion {
		all, err := tpl.SampleSeed(20, seed)
		if err != nil || len(all) != 20 {
			t.Fatal(all, err)
		}
		return all
	}
	if !slices.Equal(draw(7), draw(7)) || slices.Equal(draw(7), draw(8)) {
		t.Error("a seed does not stand for its sample")
	}
	if got := draw(7)[0].Prompt; got != "b 379149 y, z" {
		t.Errorf("seed 7 begins with %q: samples that were written down can no longer be drawn", got)
	}
}
