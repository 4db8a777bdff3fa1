package plan

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/wildcard"
)

// someTemplate writes a template at random: mostly a right one.
func someTemplate(dice *rand.Rand, depth int) string {
	some := func() string { return someTemplate(dice, depth-1) }
	of := func(list ...string) string { return list[dice.IntN(len(list))] }
	if depth == 0 {
		return of("a", "boat ", "red", " at sea", "", "a", "snake_case", "5%", `\{x\}`)
	}
	switch dice.IntN(12) {
	case 0, 1:
		return some() + " " + some()
	case 2, 3:
		return "{" + some() + "|" + some() + "|" + of("a", "b") + "}"
	case 4:
		return "{" + of("2$$", "1-2$$", "0-1$$", "2$$|$$", "-$$ and $$") + some() + "|" + some() + "}"
	case 5:
		return "{" + of("~", "@", "!") + some() + "|" + some() + "}"
	case 6:
		return of("__ship__", "__sea/all__", "__sea/*__", "__@ship__", "{2$$__ship__}", "__sea/${x:warm}__", "__sea/{warm|cold}__", "__coat(colour={red|"+of("red", "blue")+"})__")
	case 7:
		return "${x=" + of("", "!") + "{warm|" + of("warm", "cold") + "}}${x} __sea/${x}__"
	case 8:
		return "%{" + some() + " ... " + some() + "$$" + some() + "}"
	case 9:
		return of("{1..3}", "{3..1..2}", "{~1..9}", "{2::a|b}")
	case 10:
		return some() + of("", " # note", "|", "}", "{", "$$", "__x", "${y}")
	}
	return some() + of(", ", " ") + some()
}

// someLists writes lists into a folder, others each time.
func someLists(t *testing.T, dice *rand.Rand, dir string, at time.Time) {
	t.Helper()
	values := func(from ...string) string {
		dice.Shuffle(len(from), func(i, j int) { from[i], from[j] = from[j], from[i] })
		return strings.Join(from[:1+dice.IntN(len(from))], "\n") + "\n"
	}
	for name, text := range map[string]string{
		"ship.txt": values("brig", "sloop", "{big|small} ketch", "brig ", "3::__sea/cold__"), "sea/all.txt": values("__warm__", "__cold__", "__w*__"),
		"sea/warm.txt": values("red", "gold", "blue"), "sea/cold.txt": values("blue", "grey", "${x:ice}"), "coat.txt": values("a ${colour} coat", "${colour}"),
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever the template, the lists, the sets and the seeds are, and whatever
// becomes of the lists after they were read: as many requests are planned as
// were counted, for the price that was told, no two the same, and no prompt is
// empty or holds a mark of the language.
func TestCase80WhatIsCountedIsPlanned(t *testing.T) {
	t.Parallel()
	first := uint64(time.Now().UnixNano())
	t.Logf("dice: %d", first)
	dice := rand.New(rand.NewPCG(first, 0))
	dir := t.TempDir()
	folder := wildcard.NewFolder(dir)
	planned, refused := 0, 0
	for i := range 200 {
		someLists(t, dice, dir, time.Unix(int64(2*i+1), 0))
		lists, err := folder.Load()
		if err != nil {
			t.Fatal(err)
		}
		in := someInput(t, dice)
		in.Lookup = lists.Lookup
		r, err := Read(in)
		if err != nil {
			refused++
			continue
		}
		someLists(t, dice, dir, time.Unix(int64(2*i+2), 0))
		if _, err := folder.Load(); err != nil {
			t.Fatal(err)
		}
		if r.TooMany() != nil {
			continue
		}
		planned++
		checkPlan(t, r, dice)
	}
	if planned < 40 || refused == 0 {
		t.Errorf("%d were planned, %d refused", planned, refused)
	}
}

// someInput is an input with a template and much else at random.
func someInput(t *testing.T, dice *rand.Rand) Input {
	t.Helper()
	in := Input{
		Operation: api.TextToImage, Prompts: []string{someTemplate(dice, 1+dice.IntN(4))}, Rand: dice, Limit: AtOnce,
		Styles: []string{"anime", "flux-dev", "sdxl-9"}[:1+dice.IntN(3)], AspectRatios: []string{"1:1", "16:9"}[:1+dice.IntN(2)],
		Seeds: mustSeeds(t, []string{"1", "1-3", "random:2", "7++", "5 sample 3", "random sample 4@9"}[dice.IntN(6)]),
	}
	if dice.IntN(3) == 0 {
		in.Prompts = append(in.Prompts, someTemplate(dice, 2))
	}
	if dice.IntN(3) == 0 {
		in.Sets = []styleset.Set{{Name: "Film", Prefix: "film of "}, {Name: "Ink", Suffix: ", ink"}}[:1+dice.IntN(2)]
	}
	return in
}

func checkPlan(t *testing.T, r *Reading, dice *rand.Rand) {
	t.Helper()
	what := fmt.Sprintf("%q, seeds %v", r.Input().Prompts, r.Input().Seeds)
	p, err := r.Plan(dice)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if n := big.NewInt(int64(len(p.Items))); r.Total().Cmp(n) != 0 || p.Prompts != r.Prompts() {
		t.Errorf("%s: %v were counted, %d prompts, %s", what, r.Total(), r.Prompts(), p.Summary())
	}
	shown, unpriced := r.Tokens()
	known, n, names := p.Tokens()
	if shown.Cmp(big.NewInt(int64(known))) != 0 || (n > 0) != (len(unpriced) > 0) || !slices.Equal(unpriced, names) {
		t.Errorf("%s: %v tokens and %v were told, %d and %v are planned", what, shown, unpriced, known, names)
	}
	hashes := map[string]bool{}
	for _, it := range p.Items {
		prompt := it.Request.Prompt
		hashes[it.Request.Hash()] = true
		if strings.TrimSpace(prompt) == "" || strings.Contains(prompt, "$$") && (strings.Contains(it.Template, "{") || strings.Contains(it.Template, "__")) || strings.ContainsAny(strings.ReplaceAll(prompt, "{x}", ""), "{}") || strings.Contains(prompt, "__") {
			t.Errorf("%s plans %q", what, prompt)
		}
	}
	if len(hashes) != len(p.Items) {
		t.Errorf("%s: %d of %d requests are different", what, len(hashes), len(p.Items))
	}
}
