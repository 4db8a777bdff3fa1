package comparison

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func everybody(string) bool { return true }

// One stays where it is, the next takes the place of the other; who cannot come
// any more is passed over, and each turn can be taken back.
func TestBout(t *testing.T) {
	gone := map[string]bool{"d": true}
	can := func(id string) bool { return !gone[id] }
	b := newBout([]string{"a", "b", "c", "d", "e"})
	state := func() string {
		who, n := b.streak()
		return fmt.Sprintf("%s|%s %d+%d %s×%d", b.left, b.right, len(b.past), b.toCome(can), who, n)
	}
	for _, step := range []struct{ stay, want string }{
		{"", "a|b 0+3 ×0"},
		{"b", "c|b 1+2 b×1"},
		{"x", "c|b 1+2 b×1"}, // not in it
		{"b", "e|b 2+1 b×2"},
		{"e", "e| 3+0 e×1"},
		{"e", "e| 3+0 e×1"}, // over
	} {
		if step.stay != "" {
			b.stay(step.stay, can)
		}
		if got := state(); got != step.want {
			t.Errorf("after %q: %s, want %s", step.stay, got, step.want)
		}
	}
	if !b.over() || b.last() != "e" {
		t.Errorf("%q is the last", b.last())
	}
	for _, want := range []string{"e|b 2+1 b×2", "c|b 1+2 b×1", "a|b 0+3 ×0", "a|b 0+3 ×0"} {
		b.back()
		if got := state(); got != want {
			t.Errorf("back: %s, want %s", got, want)
		}
	}
	if b.back() {
		t.Error("there was nothing to take back")
	}
}

// However it goes, each takes part, one is left who won its last duel, and no
// duel is between one and itself.
func TestEveryBoutEnds(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for n := 2; n < 40; n++ {
		var order []string
		for i := range n {
			order = append(order, fmt.Sprint(i))
		}
		b, met := newBout(order), map[string]bool{}
		for turns := 0; !b.over(); turns++ {
			if turns > 3*n {
				t.Fatalf("%d: no end", n)
			}
			if b.left == b.right || len(b.past)+b.toCome(everybody) != n-1 {
				t.Fatalf("%d: %+v", n, b)
			}
			met[b.left], met[b.right] = true, true
			if dice.IntN(5) == 0 {
				b.back()
				continue
			}
			b.stay([]string{b.left, b.right}[dice.IntN(2)], everybody)
		}
		if who, _ := b.streak(); len(met) != n || who != b.last() || len(b.past) != n-1 {
			t.Fatalf("%d met, %s is the last, %s won last, after %d duels", len(met), b.last(), who, len(b.past))
		}
	}
}
