package contactsheet

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// told is a layout in a few words: "rows/columns: section[columns: row=cells …]".
func told(l layout) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s:", l.rows, l.columns)
	for _, s := range l.sections {
		fmt.Fprintf(&b, " %s[%s:", s.title, strings.Join(s.columns, ","))
		for _, r := range s.rows {
			fmt.Fprintf(&b, " %s=%v", r.label, r.cells)
		}
		b.WriteString("]")
	}
	return b.String()
}

func entry(prompt, style, ratio string, seed int64) Entry {
	return Entry{Prompt: prompt, Style: style, Ratio: ratio, Seed: seed}
}

func TestArrange(t *testing.T) {
	t.Parallel()
	full := []Entry{
		entry("a cat", "x", "1:1", 2), entry("a cat", "y", "1:1", 2), entry("a cat", "x", "1:1", 10), entry("a cat", "y", "1:1", 10),
		entry("a cat", "x", "1:1", 3), entry("a cat", "y", "1:1", 3),
	}
	three := append(slices.Clone(full), entry("a dog", "x", "1:1", 2), entry("a dog", "y", "1:1", 2), entry("a dog", "x", "1:1", 10),
		entry("a dog", "y", "1:1", 10), entry("a dog", "x", "1:1", 3), entry("a dog", "y", "1:1", 3))
	random := make([]Entry, 0, 6)
	for i := range 6 {
		random = append(random, entry(fmt.Sprint("prompt ", i), []string{"x", "y", "z"}[i%3], "1:1", int64(100-i)))
	}
	for _, c := range []struct {
		name          string
		entries       []Entry
		rows, columns Axis
		want          string
		common        string
		varied        string
	}{
		{"one", full[:1], Auto, Auto, "none/none: [: =[[0]]]", "prompt=a cat style=x ratio=1:1 seed=2", ""},
		{"two that vary", full, Auto, Auto, "style/seed: [seed 2,seed 3,seed 10: x=[[0] [4] [2]] y=[[1] [5] [3]]]", "prompt=a cat ratio=1:1", ""},
		{"three, two values each", three, Auto, Auto, "prompt/seed: x[seed 2,seed 3,seed 10: cat=[[0] [4] [2]] dog=[[6] [10] [8]]] y[seed 2,seed 3,seed 10: cat=[[1] [5] [3]] dog=[[7] [11] [9]]]", "ratio=1:1", ""},
		{"as told", full, Seed, Style, "seed/style: [x,y: seed 2=[[0] [1]] seed 3=[[4] [5]] seed 10=[[2] [3]]]", "prompt=a cat ratio=1:1", ""},
		{"rows told", full, Seed, Auto, "seed/style: [x,y: seed 2=[[0] [1]] seed 3=[[4] [5]] seed 10=[[2] [3]]]", "prompt=a cat ratio=1:1", ""},
		{"columns told", full, Auto, Style, "seed/style: [x,y: seed 2=[[0] [1]] seed 3=[[4] [5]] seed 10=[[2] [3]]]", "prompt=a cat ratio=1:1", ""},
		{"the same twice", full, Style, Style, "style/none: [: x=[[0] [2] [4]] y=[[1] [3] [5]]]", "prompt=a cat ratio=1:1", "seed"},
		{"a flow told", full, None, None, "none/none: [: =[[0] [1] [2] [3] [4] [5]]]", "prompt=a cat ratio=1:1", "style seed"},
		{"one axis", full[:2], Auto, Auto, "none/none: [: =[[0] [1]]]", "prompt=a cat ratio=1:1 seed=2", "style"},
		{"takes share a cell", append(slices.Clone(full[:4]), full[0]), Auto, Auto, "style/seed: [seed 2,seed 10: x=[[0 4] [2]] y=[[1] [3]]]", "prompt=a cat ratio=1:1", ""},
		{"a seed for each prompt", random, Auto, Auto, "none/none: [: =[[0] [1] [2] [3] [4] [5]]]", "ratio=1:1", "prompt style seed"},
		{"nearly empty", []Entry{entry("a", "x", "", 1), entry("b", "x", "", 2), entry("c", "x", "", 3), entry("a", "x", "", 4), entry("b", "x", "", 5), entry("c", "x", "", 6)}, Auto, Auto, "none/none: [: =[[0] [1] [2] [3] [4] [5]]]", "style=x", "prompt seed"},
		{"nothing is known", []Entry{{}, {}}, Auto, Auto, "none/none: [: =[[0] [1]]]", "", ""},
		{"a hole", full[:5], Auto, Auto, "style/seed: [seed 2,seed 3,seed 10: x=[[0] [4] [2]] y=[[1] [] [3]]]", "prompt=a cat ratio=1:1", ""},
	} {
		l := arrange(c.entries, c.rows, c.columns)
		if got := told(l); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		var common, varied []string
		for _, f := range l.common {
			common = append(common, f.Name+"="+f.Value)
		}
		for _, a := range l.varied {
			varied = append(varied, string(a))
		}
		if strings.Join(common, " ") != c.common || strings.Join(varied, " ") != c.varied {
			t.Errorf("%s: in common %q, varied %q", c.name, common, varied)
		}
	}
}

// TestArrangeLosesNothing: whatever is there and is asked for, each entry
// stands somewhere once, and what its place does not tell its caption does.
func TestArrangeLosesNothing(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	choices := append([]Axis{Auto, None}, axes...)
	for range 3000 {
		entries := make([]Entry, 1+rng.IntN(30))
		kinds := 1 + rng.IntN(5)
		for i := range entries {
			entries[i] = entry(fmt.Sprint("p ", rng.IntN(kinds)), fmt.Sprint("s", rng.IntN(kinds)), fmt.Sprint("r", rng.IntN(2)), int64(rng.IntN(kinds*2)))
		}
		rows, columns := choices[rng.IntN(len(choices))], choices[rng.IntN(len(choices))]
		l := arrange(entries, rows, columns)
		seen := make([]int, len(entries))
		for _, s := range l.sections {
			for _, r := range s.rows {
				if s.columns != nil && len(r.cells) != len(s.columns) {
					t.Fatalf("a row of %d cells under %d columns", len(r.cells), len(s.columns))
				}
				for _, cell := range r.cells {
					for _, i := range cell {
						seen[i]++
					}
				}
			}
		}
		if slices.ContainsFunc(seen, func(n int) bool { return n != 1 }) {
			t.Fatalf("%s by %s: %v", rows, columns, seen)
		}
	}
}

func TestPromptLabels(t *testing.T) {
	t.Parallel()
	for _, c := range [][2][]string{
		{{"a cat"}, {"a cat"}},
		{{"a red cat, etching", "a blue cat, etching"}, {"red", "blue"}},
		{{"a cat", "a cat in the fog"}, {"a cat", "in the fog"}},
		{{"a cat at dawn, oil", "a cat at dusk, oil", "a dog at dusk, oil"}, {"cat at dawn", "cat at dusk", "dog at dusk"}},
		{{"cat", "dog"}, {"cat", "dog"}},
		{{"", "dog"}, {"", "dog"}},
		{{"x x", "x x x"}, {"x x", "x x x"}},
	} {
		labels := promptLabels(c[0])
		for i, prompt := range c[0] {
			if labels[prompt] != c[1][i] {
				t.Errorf("%q is called %q, want %q", prompt, labels[prompt], c[1][i])
			}
		}
	}
}

func TestParseAxis(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Axis{"": Auto, "auto": Auto, "Seed": Seed, "none": None, "prompt": Prompt} {
		if got, err := ParseAxis(text); got != want || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if _, err := ParseAxis("colour\x1b[31m"); err == nil || strings.ContainsRune(err.Error(), '\x1b') {
		t.Errorf("%v", err)
	}
}
