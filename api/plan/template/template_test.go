package template

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// counts are counted by hand. prompts, where given, are all of them in order.
var counts = []struct {
	in      string
	count   string
	prompts []string
}{
	// Texts that are no templates.
	{"", "1", []string{""}},
	{"a red fox", "1", []string{"a red fox"}},
	{"  a red fox\n", "1", []string{"a red fox"}},
	{"photo of #1 dog, f/1.8", "1", []string{"photo of #1 dog, f/1.8"}},
	{"# a heading\nand a line", "1", []string{"# a heading\nand a line"}},
	{`back\slash \| pipe | pipe`, "1", []string{`back\slash \| pipe | pipe`}},
	{"cost $$ and $x, __colour__", "1", []string{"cost $$ and $x, __colour__"}},
	{"(masterpiece:1.2), [old], <lora:x>", "1", []string{"(masterpiece:1.2), [old], <lora:x>"}},
	{"日本の城 🏯", "1", []string{"日本の城 🏯"}},
	// One of several.
	{"{a|b}", "2", []string{"a", "b"}},
	{"{a}", "1", []string{"a"}},
	{"x{}y", "1", []string{"xy"}},
	{"{a|}", "2", []string{"a", ""}},
	{"{|}", "2", []string{"", ""}},
	{"{a|a}", "2", []string{"a", "a"}},
	{"a {big |}house", "2", []string{"a big house", "a house"}},
	{"city at {dawn|night} with {rain|snow|fog}", "6", []string{
		"city at dawn with rain", "city at dawn with snow", "city at dawn with fog",
		"city at night with rain", "city at night with snow", "city at night with fog",
	}},
	{"{a|b}{a|b}{a|b}", "8", nil},
	{"{a|{b|c}}", "3", []string{"a", "b", "c"}},
	{"{a {x|y}|b {x|y|z}|c}", "6", []string{"a x", "a y", "b x", "b y", "b z", "c"}},
	{"{{a|b}{c|d}|{e|f}}", "6", []string{"ac", "ad", "bc", "bd", "e", "f"}},
	{"{{{a|b}}}", "2", []string{"a", "b"}},
	{"{a|b} | {c|d}", "4", []string{"a | c", "a | d", "b | c", "b | d"}},
	{"{x|y} 日本", "2", []string{"x 日本", "y 日本"}},
	// Weights do not change what there is.
	{"{0.7::a|b}", "2", []string{"a", "b"}},
	{"{0.5::summer|0.1::autumn|0.3::winter|0.1::spring}", "4", []string{"summer", "autumn", "winter", "spring"}},
	{"{3::{a|b}|.5::c}", "3", []string{"a", "b", "c"}},
	{"{2:: red | 1::blue}", "2", []string{"red", "blue"}},
	{"{0::a|b}", "2", []string{"a", "b"}},
	{"{std::vector|a::b}", "2", []string{"std::vector", "a::b"}},
	// Several of them.
	{"{2$$a|b|c}", "6", []string{"a, b", "a, c", "b, a", "b, c", "c, a", "c, b"}},
	{"{2$$ and $$a|b|c}", "6", []string{"a and b", "a and c", "b and a", "b and c", "c and a", "c and b"}},
	{"{1-2$$a|b|c}", "9", []string{"a", "b", "c", "a, b", "a, c", "b, a", "b, c", "c, a", "c, b"}},
	{"{1$$a|b|c}", "3", []string{"a", "b", "c"}},
	{"{3$$a|b|c}", "6", nil},
	{"{4$$a|b|c}", "6", nil},
	{"{0$$a|b}", "1", []string{""}},
	{"{0-1$$a|b}", "3", []string{"", "a", "b"}},
	{"{0-2$$a|b}", "5", []string{"", "a", "b", "a, b", "b, a"}},
	{"{-2$$a|b|c}", "9", nil},
	{"{2-$$a|b|c}", "12", nil},
	{"{-$$a|b|c}", "15", nil},
	{"{1-3$$a|b|c}", "15", nil},
	{"{2$$$$a|b}", "2", []string{"ab", "ba"}},
	{`{2$$\|$$a|b}`, "2", []string{"a|b", "b|a"}},
	{"{2$$/$$a|b}{c|d}", "4", []string{"a/bc", "a/bd", "b/ac", "b/ad"}},
	{"{2$${a|b}|c}", "4", []string{"a, c", "b, c", "c, a", "c, b"}},
	{"{2$${a|b}|{c|d|e}|f}", "22", nil}, // 2 × (2·3 + 2·1 + 3·1)
	{"{1-2$${a|b}|c|d}", "14", nil},     // 4 + 2 × (2 + 2 + 1)
	{"{2$$2::a|b|0.5::c}", "6", nil},
	{"{99999999999999999999$$a|b}", "2", []string{"a, b", "b, a"}},
	// Numbers.
	{"{1..5}", "5", []string{"1", "2", "3", "4", "5"}},
	{"{5..1}", "5", []string{"5", "4", "3", "2", "1"}},
	{"{-1..1}", "3", []string{"-1", "0", "1"}},
	{"{1..10..3}", "4", []string{"1", "4", "7", "10"}},
	{"{10..1..4}", "3", []string{"10", "6", "2"}},
	{"{08..10}", "3", []string{"08", "09", "10"}},
	{"{-01..1}", "3", []string{"-01", "000", "001"}},
	{"{3..3}", "1", []string{"3"}},
	{"{ 1..2 } cats", "2", []string{"1 cats", "2 cats"}},
	{"{{1..3}|many}", "4", []string{"1", "2", "3", "many"}},
	{"{1..3|x}", "2", []string{"1..3", "x"}},
	{"{1..1000000000}", "1000000000", nil},
	{"{1..100}{1..100}{1..100}", "1000000", nil},
	// Variables.
	{"${x=!{a|b}}${x} and ${x}", "2", []string{"a and a", "b and b"}},
	{"${x={a|b}}${x} and ${x}", "4", []string{"a and a", "a and b", "b and a", "b and b"}},
	{"${x=!{a|b}} ${y=!${x}{1|2}} ${y}${x}", "4", []string{"a1a", "a2a", "b1b", "b2b"}},
	{"${x=!{a|b}}c", "1", []string{"c"}},
	{"${x={a|b}}c", "1", []string{"c"}},
	{"${x= red }a ${x}fox", "1", []string{"a redfox"}},
	{"${x:summer} day", "1", []string{"summer day"}},
	{"${x:{a|b}} day", "2", []string{"a day", "b day"}},
	{"${x=!winter}${x:summer} day", "1", []string{"winter day"}},
	{"${x=a}${x?=b}${x}", "1", []string{"a"}},
	{"${x?=!{a|b}}${x}${x}", "2", []string{"aa", "bb"}},
	{"${x=a}${x=${x}{b|c}}${x}", "2", []string{"ab", "ac"}},
	{"{${x=!{a|b}}${x}${x}|c}", "3", []string{"aa", "bb", "c"}},
	{"${x=!{a|b}}{${x}|c}", "4", []string{"a", "c", "b", "c"}},
	{"${x=!{2$$a|b|c}}${x}; ${x}", "6", nil},
	{"${p={a|b}, {c|d} eyes}${p} man, ${p} woman", "16", nil},
	{"$5 or ${5|10}", "2", []string{"$5 or $5", "$5 or $10"}},
	{"${5}", "1", []string{"$5"}},
	// Escapes.
	{`\{a\|b\}`, "1", []string{"{a|b}"}},
	{`{a\|b|c}`, "2", []string{"a|b", "c"}},
	{`{a\}|\{b}`, "2", []string{"a}", "{b"}},
	{`{a|b} \(x\) \n`, "2", []string{`a \(x\) \n`, `b \(x\) \n`}},
	{`{a|b} \# not a comment`, "2", []string{"a # not a comment", "b # not a comment"}},
	{`\${x}`, "1", []string{"$x"}},
	// Comments and layout.
	{"{a|b} x # a {comment}", "2", []string{"a x", "b x"}},
	{"# a {comment\n{a|b}", "2", []string{"a", "b"}},
	{"{a|b}\n# c|d}\nx", "2", []string{"a\nx", "b\nx"}},
	{"{a|b} #1 #shot", "2", []string{"a #1 #shot", "b #1 #shot"}},
	{"{\n  summer\n  |autumn # best\n  # | fall\n  |winter\n}", "3", []string{"summer", "autumn", "winter"}},
	{"# who\n${who={man|woman}}\n\n${n=2}${m=3}\na ${who}", "2", []string{"a man", "a woman"}},
	{"x\n${a=1}\ny ${a}", "1", []string{"x\ny 1"}},
	{"{# a|b}", "2", []string{"# a", "b"}},
}

func TestCountsByHand(t *testing.T) {
	for _, c := range counts {
		tpl, err := ParseWith(c.in, nil)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got := tpl.Count().String(); got != c.count {
			t.Errorf("%q: %s prompts, want %s", c.in, got, c.count)
			continue
		}
		if len(c.count) > 6 {
			continue
		}
		all, err := tpl.Expand(1_000_000)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if n := tpl.Count().Int64(); int64(len(all)) != n {
			t.Errorf("%q: %d expansions, want %d", c.in, len(all), n)
		}
		if c.prompts != nil && !slices.Equal(prompts(all), c.prompts) {
			t.Errorf("%q: %q, want %q", c.in, prompts(all), c.prompts)
		}
	}
}

func prompts(all []Expansion) []string {
	var list []string
	for _, e := range all {
		list = append(list, e.Prompt)
	}
	return list
}

func TestLargeCountsAreNotBuilt(t *testing.T) {
	for in, want := range map[string]string{
		strings.Repeat("{a|b}", 100):                                       "1267650600228229401496703205376",
		"{1..999999999999999}{a|b}":                                        "1999999999999998",
		"{10$$a|b|c|d|e|f|g|h|i|j}":                                        "3628800",
		"${a={1..100}}${b=${a}${a}}${c=${b}${b}}${d=${c}${c}}${d}":         "10000000000000000",
		"{" + strings.Repeat("x|", 50_000/2) + "x}":                        "25001",
		"{2$$" + strings.Repeat("x|", 999) + "x}{" + "1..1000000" + "}{a}": "999000000000",
	} {
		tpl, err := ParseWith(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := tpl.Count().String(); got != want {
			t.Errorf("%.40q: %s, want %s", in, got, want)
		}
		var many *TooManyError
		if _, err := tpl.Expand(10_000); !errors.As(err, &many) || many.Count.String() != want {
			t.Errorf("%.40q: %v", in, err)
		}
	}
}

func TestMistakesSayWhere(t *testing.T) {
	for _, c := range []struct {
		in, want string
	}{
		{"{", `Column 1: "{" is never closed`},
		{"A futuristic cityscape at night {dawn", `Column 33: "{" is never closed`},
		{"日本 {dawn", `Column 4: "{" is never closed`},
		{"{a {b|c}", `Column 1: "{" is never closed`},
		{"{a|{b|c", `Column 4: "{" is never closed`},
		{"a }", `Column 3: "}" has no "{" before it`},
		{"{a|b}}", `Column 6: "}" has no "{" before it`},
		{"line\n  {a", `Line 2, column 3: "{" is never closed`},
		{`{a\}`, `Column 1: "{" is never closed`},
		{"${x=a", `Column 2: "{" is never closed`},
		{"a ${colour} fox", `Column 3: "${colour}" has no value: set it before with ${colour=…}`},
		{"{${x=a}|b} ${x}", `Column 12: "${x}" has no value: set it before with ${x=…}`},
		{"{3-1$$a|b|c}", `Column 2: 3-1 is backwards: write 1-3`},
		{"{$$a|b}", `Column 2: "$$" needs a number before it: write {2$$a|b}, or \$ for a literal $`},
		{"{1..5..0}", `Column 1: a step of 0 never reaches the end`},
		{strings.Repeat("{", 200) + strings.Repeat("}", 200), `Column 101: groups are nested too deeply`},
		{"{x}" + strings.Repeat("x", maxSource), `Column 1: a template can have at most 64 KiB`},
		{"{500$$" + strings.Repeat("x|", 500) + "}", `Column 1: there are not enough alternatives to choose that many`},
	} {
		_, err := ParseWith(c.in, nil)
		var mistake *Error
		if !errors.As(err, &mistake) || err.Error() != c.want {
			t.Errorf("%.40q: %v, want %s", c.in, err, c.want)
		}
	}
}

func TestLabelsHoldWhatWasChosen(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a fox", []string{""}},
		{"a {red} fox", []string{""}},
		{"a {red|blue} fox at {dawn}", []string{"red", "blue"}},
		{"{a|b} x {c|d}", []string{"a · c", "a · d", "b · c", "b · d"}},
		{"{big {red|blue}|small} fox", []string{"big red", "big blue", "small"}},
		{"a {big |}fox {x|y}", []string{"big · x", "big · y", "x", "y"}},
		{"{2$$ and $$a|b}", []string{"a and b", "b and a"}},
		{"{1..2} cats", []string{"1", "2"}},
		{"${x=!{a|b}}${x} ${x}", []string{"a", "b"}},
		{"${x={a|b}}${x} ${x}", []string{"a · a", "a · b", "b · a", "b · b"}},
		{"${x=!the {a|b}}{c|d} ${x}", []string{"the a · c", "the a · d", "the b · c", "the b · d"}},
	} {
		tpl, err := ParseWith(c.in, nil)
		if err != nil {
			t.Fatal(err)
		}
		all, err := tpl.Expand(100)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range all {
			got = append(got, e.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLiteralKeepsBraces(t *testing.T) {
	all, err := Literal(" {a|b} ").Expand(1)
	if err != nil || len(all) != 1 || all[0].Prompt != "{a|b}" {
		t.Fatalf("%v, %v", all, err)
	}
}

func TestSmallTemplateThatWritesABook(t *testing.T) {
	for _, value := range []string{"0123456789", ""} {
		var b strings.Builder
		b.WriteString("${a0=" + value + "}")
		for i := range 40 {
			b.WriteString(strings.NewReplacer("N", string(rune('a'+i%26))+"_"+string(rune('a'+i/26)), "P", prev(i)).Replace("${N=${P}${P}}"))
		}
		b.WriteString("${" + prev(40) + "}")
		tpl, err := ParseWith(b.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tpl.Expand(10); err == nil {
			t.Error("no error")
		}
		if _, err := tpl.Pick(rand.New(rand.NewPCG(1, 2))); err == nil {
			t.Error("no error from Pick")
		}
	}
}

// Many prompts that take long each are not written out: somebody waits at every
// key.
func TestSlowTemplate(t *testing.T) {
	var b strings.Builder
	b.WriteString("${a0=x}")
	for i := range 14 {
		b.WriteString(strings.NewReplacer("N", prev(i+1), "P", prev(i)).Replace("${N=${P}${P}}"))
	}
	b.WriteString("${" + prev(14) + "}")
	if tpl, err := ParseWith(b.String(), nil); err != nil {
		t.Fatal(err)
	} else if _, err := tpl.Expand(10); err != nil {
		t.Fatal(err)
	}
	tpl, err := ParseWith("{1..1000}"+b.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tpl.Expand(1000); !errors.Is(err, errSlow) {
		t.Fatal(err)
	}
	if _, err := tpl.First(6); err != nil {
		t.Fatal(err)
	}
}

// prev names the variable before the i-th.
func prev(i int) string {
	if i == 0 {
		return "a0"
	}
	i--
	return string(rune('a'+i%26)) + "_" + string(rune('a'+i/26))
}
