package template

import (
	"errors"
	"slices"
	"testing"
)

// axes are counted by hand.
var axes = []struct {
	in      string
	prompts []string
}{
	{"a cat\ncat => dog, wolf", []string{"a cat", "a dog", "a wolf"}},
	{"a cat, cat toys\n\n  cat  =>  dog \n\n", []string{"a cat, cat toys", "a dog, dog toys"}},
	// Two of them multiply, the first changing slowest; what replaced is not
	// searched again.
	{"a red cat\ncat => dog\nred => blue, dog", []string{"a red cat", "a blue cat", "a dog cat", "a red dog", "a blue dog", "a dog dog"}},
	// Whole words, of which the longest counts.
	{"a cat in a category\ncat => dog", []string{"a cat in a category", "a dog in a category"}},
	{"red cat, red\nred => blue\nred cat => fox", []string{"red cat, red", "fox, red", "red cat, blue", "fox, blue"}},
	{"東京の夜\n夜 => 朝", []string{"東京の夜", "東京の朝"}},
	{"f/1.8 #1\n#1 => #2", []string{"f/1.8 #1", "f/1.8 #2"}},
	// With templates on both sides.
	{"a {big|small} cat\ncat => dog", []string{"a big cat", "a small cat", "a big dog", "a small dog"}},
	{"{a cat|no cat}\ncat => dog", []string{"a cat", "no cat", "a dog", "no dog"}},
	{"a cat\ncat => {big|small, old} dog", []string{"a cat", "a big dog", "a small, old dog"}},
	{"a cat\ncat => ${x=!{a|b}}${x}${x}", []string{"a cat", "a aa", "a bb"}},
	{"${x=!cat}a ${x}\ncat => dog", []string{"a cat", "a dog"}},
	// A text without braces stays what it is, but for the words replaced.
	{"a # b \\| cat\ncat => dog", []string{"a # b \\| cat", "a # b \\| dog"}},
	{"a cat {x} # note\n# animals\ncat => dog # not a cat\n# the end", []string{"a cat x", "a dog x"}},
	{"a cat\r\ncat => dog, wolf\r\n", []string{"a cat", "a dog", "a wolf"}},
	{"a cat\ncat => dog\\, big, wolf,, ", []string{"a cat", "a dog, big", "a wolf"}},
	// Not search and replace.
	{"cat => dog, wolf", []string{"cat => dog, wolf"}},
	{"\n\ncat => dog", []string{"cat => dog"}},
	{"cat => dog\na cat", []string{"cat => dog\na cat"}},
	{"a => b of the map", []string{"a => b of the map"}},
	{"x\na=>b", []string{"x\na=>b"}},
	{"{a|b}\n{a|b} => c", []string{"a\na => c", "a\nb => c", "b\na => c", "b\nb => c"}},
}

func TestSearchAndReplace(t *testing.T) {
	t.Parallel()
	for _, c := range axes {
		tpl, err := ParseWith(c.in, nil)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		all, err := tpl.Expand(100)
		if err != nil || !slices.Equal(prompts(all), c.prompts) || tpl.Count().Int64() != int64(len(all)) {
			t.Errorf("%q: %q of %v, %v, want %q", c.in, prompts(all), tpl.Count(), err, c.prompts)
		}
	}
}

func TestSearchAndReplaceLabels(t *testing.T) {
	t.Parallel()
	tpl, err := ParseWith("a cat at {dawn|dusk}\ncat => dog", nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := tpl.Expand(10)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, e := range all {
		labels = append(labels, e.Label)
	}
	if want := []string{"cat · dawn", "cat · dusk", "dog · dawn", "dog · dusk"}; !slices.Equal(labels, want) {
		t.Errorf("%q, want %q", labels, want)
	}
}

func TestSearchAndReplaceMistakes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a category\ncat => dog":           `Line 2, column 1: "cat" is not in the prompt, so it cannot be replaced`,
		"a cat\ncat =>":                    `Line 2, column 7: nothing follows =>: write cat => this, that`,
		"a cat\ncat => , ,":                `Line 2, column 11: nothing follows =>: write cat => this, that`,
		"a cat\ncat => dog, {wolf":         `Line 2, column 13: "{" is never closed`,
		"a cat\ncat => dog, wolf}":         `Line 2, column 17: "}" has no "{" before it`,
		"a cat\ncat => dog\ncat => wolf":   `Line 3, column 1: "cat" is replaced twice: use a single line for it`,
		"a cat {\ncat => dog":              `Column 7: "{" is never closed`,
		"{x}\n# cat\n\n  cat => dog, wolf": `Line 4, column 1: "cat" is not in the prompt, so it cannot be replaced`,
	} {
		_, err := ParseWith(in, nil)
		var mistake *Error
		if !errors.As(err, &mistake) || err.Error() != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestSearchAndReplaceInLists(t *testing.T) {
	t.Parallel()
	tpl, err := ParseWith("__season__ or not\nsummer => __flavours__", lists)
	if err != nil {
		t.Fatal(err)
	}
	all, err := tpl.Expand(100)
	if err != nil || len(all) != 4*4 || all[4].Prompt != "mint or not" {
		t.Errorf("%q, %v", prompts(all), err)
	}
}
