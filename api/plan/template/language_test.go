package template

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// language is what others write who know templates from elsewhere: what it
// plans, or where the mistake is.
var language = []struct {
	in      string
	prompts []string
	mistake string
}{
	// What stands between options may be any sign but braces.
	{"{2$$|$$A|B|C}", []string{"A|B", "A|C", "B|A", "B|C", "C|A", "C|B"}, ""},
	{"{2$$ | $$a|b}", []string{"a | b", "b | a"}, ""},
	{"{1$$A|{2$$ and $$X|Y}}", []string{"A", "X and Y", "Y and X"}, ""},
	{"{ 1 - 2 $$a|b}", []string{"a", "b", "a, b", "b, a"}, ""},
	{"{$$a|b}", nil, `Column 2: "$$" needs a number before it`},
	{"{2$$a$$b$$c|d}", nil, `Column 9: "$$" needs`},
	{"{x$$a|b}", nil, `Column 3: "$$" needs`},
	{"cost $$ {a|b}", nil, `Column 6: "$$" needs`},
	{"__größe__ $$", nil, `Column 11: "$$" needs`},
	{`cost \$5 $$`, nil, `Column 10: "$$" needs`},
	{"cost $$ and $x | y # z", []string{"cost $$ and $x | y # z"}, ""}, // no template
	{"{-1::a|b}", nil, "Column 2: the weight -1 is negative"},
	// How to choose.
	{"{!a|b}", []string{"a", "b"}, ""},
	{"{!2$$a|b}", []string{"a, b", "b, a"}, ""},
	{"{x|y|z} {@a|b}", []string{"x a", "y b", "z a"}, ""},
	{"{@a|b} {x|y|z}", []string{"a x", "b y", "a z"}, ""},
	{"{@a|b} and {@c|d}", []string{"a and c"}, ""},
	{"{x|y|z|w} {@a|{!b|c}}", []string{"x a", "y b", "z a", "w c"}, ""},
	{"{x|y} ${v=!{@a|b}}${v}${v}", []string{"x aa", "y bb"}, ""},
	{"{x|y|z} {@2$$a|b}", []string{"x a, b", "y b, a", "z a, b"}, ""},
	{"{x|y} {@1..3}", []string{"x 1", "y 2"}, ""},
	{"{x|y} __@flavours__", []string{"x mint", "y lemon"}, ""},
	{"{x|y} {2$$__@flavours__}", []string{"x mint, lemon", "y mint, plum"}, ""},
	{"__!l/warm__", []string{"red", "gold"}, ""},
	{"{~a|a} b", []string{"a b"}, ""},
	{"__~größe__", []string{"groß"}, ""},
	{"{ ~a|a}", []string{"a"}, ""},
	{`{\~a|\@b}`, []string{"~a", "@b"}, ""},
	{"{@~a|b}", nil, `Column 3: "@~": use only one of ~, @ and !`},
	// Words around others.
	{"%{... in jail$${fox|cow}}", []string{"fox in jail", "cow in jail"}, ""},
	{"%{happy … on a meadow$${fox|cow}}", []string{"happy fox on a meadow", "happy cow on a meadow"}, ""},
	{"%{happy $${fox|cow}}", []string{"happy fox", "happy cow"}, ""},
	{"%{ {cool|hot} ......... $$ fox}!", []string{"cool fox !", "hot fox !"}, ""},
	{"%{__wrappers__$$fox}", []string{"Deco, fox, sleek", "Pop fox", "Op fox"}, ""},
	{"%{a ...$$%{b ...$$c}}", []string{"a b c"}, ""},
	{"{x|y} %{{@a ...|b ...}$$c}", []string{"x a c", "y b c"}, ""},
	{"50%{a|b} 50%{2$$a|b}", []string{"50%a 50%a, b", "50%a 50%b, a", "50%b 50%a, b", "50%b 50%b, a"}, ""},
	{`\%{a|b}`, []string{"%a", "%b"}, ""},
	{"a %{b|c}", nil, `Column 3: "%{" wraps words around others`},
	{"%{a$$b|c}", nil, `Column 7: "|" is outside braces`},
	{"%{a$$b$$c}", nil, `Column 7: "$$" needs`},
	{"%{a$$b", nil, `Column 2: "{" is never closed`},
	// Variables.
	{"${größe=!{a|b}}${größe}", []string{"a", "b"}, ""},
	{"${ x = ! {a|b} }${x}${x}", []string{"aa", "bb"}, ""},
	{"${x=a|b}${x}", nil, `Column 6: "|" is outside braces`},
	{"${x y}", nil, `Column 1: "${" starts a variable`},
	{"${1x=a}", nil, `Column 1: "${" starts a variable`},
	{"${x", nil, `Column 2: "{" is never closed`},
	{"${x=5}costs $${x}", []string{"costs $5"}, ""},
	{"${5.50|6} or $5", []string{"$5.50 or $5", "$6 or $5"}, ""},
	// Lists by made names, and what is given to them.
	{"${x=!{warm|cold}}__l/${x}__, ${x}", []string{"red, warm", "gold, warm", "blue, cold"}, ""},
	{"${x={warm|cold}}__l/${x}__", []string{"red", "gold", "blue"}, ""},
	{"__l/{warm|cold}__", []string{"red", "gold", "blue"}, ""},
	{"__l/${x:cold}__ ${x:none}", []string{"blue none"}, ""},
	{"{2$$__l/${x:warm}__}", []string{"red, gold", "gold, red"}, ""},
	{"{a|b} __@l/${x:warm}__", []string{"a red", "b gold"}, ""},
	{"${y=!w}${x=!${y}arm}__l/${x}__", []string{"red", "gold"}, ""},
	{"${x=!{warm|cold}}__shade__", []string{"red sky", "gold sky", "blue sky"}, ""},
	{"__shade(x={warm|cold})__", []string{"red sky", "gold sky", "blue sky"}, ""},
	{"__deepname(x=!{warm|cold})__", []string{"a warm red", "a warm gold", "a cold blue"}, ""},
	{"{${x=!cold}__l/${x}__|c}", []string{"blue", "c"}, ""},
	{"__cloth(colour={red|blue}, size=big)__", []string{"red hat", "blue hat", "red big coat", "blue big coat"}, ""},
	{`__cloth(colour=\{x\}\, y)__`, []string{"{x}, y hat", "{x}, y small coat"}, ""},
	{"__cloth(colour=red|blue)__", nil, `Column 19: "|" is outside braces`},
	{"__cloth(red)__", nil, "Column 1: (red): write it as (name=value)"},
	{"__l/${x}__", nil, `Column 5: "${x}" has no value`},
	{"${x=!{warm|hot}}a __l/${x}__", nil, "Column 19: __l/hot__: no such list"},
	{"${x=!{~warm|cold}}__l/${x}__", nil, "Column 19: ~ and @ cannot be used inside the name of a list"},
	{"${x=!hot}__shade__", nil, `Column 10: __shade__, value "__l/${x}__ sky": Column 1: __l/hot__: no such list`},
	// What is left over of names.
	{"a __time", nil, `Column 3: "__" starts a list name and is never closed`},
	{"foo__bar {a}", nil, `Column 4: "__" starts`},
	{"a time__", nil, `Column 7: "__" closes a list name that was never opened`},
	{"{a|b}__ x", nil, `Column 6: "__" closes`},
	{"__{a", nil, `Column 1: "__" starts`},
	{"sign here: ____ or __, {a|b}", []string{"sign here: ____ or __, a", "sign here: ____ or __, b"}, ""},
	{"snake_case _ a_", []string{"snake_case _ a_"}, ""},
	{"{_|a}{_|b}x{_|c}{_|d}", nil, `Column 2: "__" ends up in the prompt "__x__"`},
	{"{$|a}{$|b}", nil, `Column 2: "$$" ends up`},
	// Escapes, also where nothing else makes a text a template.
	{`\_\_time\_\_`, []string{"__time__"}, ""},
	{`\__time__`, []string{"__time__"}, ""},
	{`a \# b`, []string{"a # b"}, ""},
	{`cost \$5`, []string{"cost $5"}, ""},
	{`{a\|b|\{c\}|\$\$|\#} # d`, []string{"a|b", "{c}", "$$", "#"}, ""},
	{`{\$|a}\$`, []string{"$$", "a$"}, ""},
	// A value is read as a template is.
	{"__signs__", []string{"cost $$", "a", "__x__"}, ""},
	{"__marks__", nil, `Column 1: __marks__, value "{b} $$": Column 5: "$$" needs`},
	// What is replaced may be a list.
	{"a __l/cold__ x\n__l/cold__ => dawn", []string{"a blue x", "a dawn x"}, ""},
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range language {
		tpl, err := ParseWith(c.in, lists)
		var all []Expansion
		if err == nil {
			all, err = tpl.Expand(100)
		}
		var mistake *Error
		switch {
		case c.mistake != "":
			if !errors.As(err, &mistake) || !strings.HasPrefix(err.Error(), c.mistake) {
				t.Errorf("%q: %q, %v, want %s", c.in, prompts(all), err, c.mistake)
			}
		case err != nil || !slices.Equal(prompts(all), c.prompts) || tpl.Count().Int64() != int64(len(all)):
			t.Errorf("%q: %q, %v, want %q", c.in, prompts(all), err, c.prompts)
		}
	}
}

// All mistakes are known, in their order, each place once.
func TestEveryMistakeIsMarked(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]int{
		"a } {b} ${x} $$ __nothing__": {3, 9, 14, 17},
		"{a ${x} {b":                  {4, 9}, // behind the open brace nothing can be told
		"__loop__ __broken__":         {1, 10},
		"{x$$a|{y$$b|c}} ${":          {3, 9, 18},
		"a {b}}\nb => c, }":           {6, 0},
	} {
		_, err := ParseWith(in, lists)
		var first *Error
		if !errors.As(err, &first) {
			t.Errorf("%q: %v", in, err)
			continue
		}
		var got []int
		for _, m := range append([]*Error{first}, first.Others...) {
			got = append(got, m.Column)
		}
		if want[len(want)-1] == 0 { // on another line
			want[len(want)-1] = 9
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: columns %v, want %v", in, got, want)
		}
	}
}

// Where a prompt is empty, what empties it is named.
func TestEmpty(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"{|a}":                 "Column 2: the empty alternative would be an empty prompt",
		"{a||b}":               "Column 4: the empty alternative",
		"{a|{b|}}":             "Column 7: the empty alternative",
		"{a|0.5:: }":           "Column 4: the empty alternative",
		"{0$$a|b}":             "Column 1: choosing none of these",
		"{0-1$$a|b}":           "Column 1: choosing none of these",
		"${x=a}":               "Column 1: one prompt of this template is empty",
		"# {nothing\n":         "Column 1: one prompt of this template is empty",
		"{__l/cold__|b|\n\n }": "Line 1, column 15",
	} {
		tpl, err := ParseWith(in, lists)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if got := tpl.Empty().Error(); !strings.HasPrefix(got, strings.Replace(want, "Line 1, column", "Column", 1)) {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// A hundred levels are read, one more is a mistake at its place.
func TestNesting(t *testing.T) {
	t.Parallel()
	nested := func(open string, n int, end string) string {
		return strings.Repeat(open, n) + "x" + strings.Repeat(end, n)
	}
	for _, open := range []string{"{", "{a|", "${x=", "%{a$$", "{2$$b|"} {
		if _, err := ParseWith(nested(open, maxDepth, "}"), lists); err != nil {
			t.Errorf("%s: %v", open, err)
		}
		if _, err := ParseWith(nested(open, maxDepth+1, "}"), lists); err == nil || !strings.HasSuffix(err.Error(), "nested too deeply") {
			t.Errorf("%s: %v", open, err)
		}
	}
}

func TestOpenName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a __ti": "ti", "__": "", "a __~ti": "ti", "__time__ and __pl": "pl", "{a|__sky/w": "sky/w", "__a__b": "-", "__a__b__c": "c", "a": "-", "": "-",
		"__time__": "-", `\__ti`: "-", "____": "-", "__ti\n": "-", "__ ti": "-", "a __ b": "-", "__t*": "-", "__${x}": "-", "__größe": "größe",
		"__time__ x __": "", "\\": "-", "__coat(": "-",
	} {
		typed, ok := OpenName(in)
		if !ok {
			typed = "-"
		}
		if typed != want {
			t.Errorf("%q: %q, want %q", in, typed, want)
		}
	}
}
