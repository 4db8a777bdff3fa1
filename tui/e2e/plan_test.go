package e2e

import (
	"strings"
	"testing"
)

// A million combinations are counted, not built; more than one plan may hold
// is not sent.
func TestAMillionIsCounted(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	const template = "{1..1000} {1..1000}"
	h.run("generate", template, "--dry-run").want(t, 2, "1000000 pictures, 1000000 tokens")
	if r := h.run("generate", template, "--dry-run", "--json").want(t, 2); !strings.Contains(r.stdout, `"runs":1000000`) {
		t.Errorf("%s", r.stdout)
	}
	h.run("generate", template, "--yes").want(t, 2, "1000000 pictures", "10000")
	if pictures, _ := h.library(); pictures != 0 {
		t.Errorf("%d pictures were made", pictures)
	}
}

func TestWildcardsAndSamples(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[prompts]\nwildcards = \"" + h.path("lists") + "\"\n")
	h.write(h.path("lists", "hull.txt"), "# of boats\nwooden\nsteel\n")
	r := h.run("generate", "a __hull__ boat", "--seed", "7", "--dry-run").want(t, 0)
	for _, prompt := range []string{"a wooden boat", "a steel boat"} {
		if !strings.Contains(r.stdout, prompt) {
			t.Errorf("no %q in\n%s", prompt, r.stdout)
		}
	}
	h.run("generate", "a __hall__ boat", "--dry-run").want(t, 2, "hall")
	r = h.run("generate", "boat {1..1000}", "--seed", "7", "--sample", "5", "--dry-run").want(t, 0)
	if n := strings.Count(strings.TrimSpace(r.stdout), "\n") + 1; n != 5 {
		t.Errorf("%d prompts of a sample of 5:\n%s", n, r.stdout)
	}
}
