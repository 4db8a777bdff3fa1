package e2e

import (
	"os"
	"strings"
	"testing"
)

func TestRerunAndDiff(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	first := only(h.run("generate", "a {red|blue} boat", "--seed", "5", "-s", "anime", "--json").want(t, 0).events(t), "saved")
	if len(first) != 2 {
		t.Fatalf("%d saved", len(first))
	}
	a, b := first[0].Path, first[1].Path
	r := h.run("rerun", a, b).want(t, 0)
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "identical\t"+a+"\t") || !strings.HasPrefix(lines[1], "identical\t"+b+"\t") {
		t.Errorf("rerun: %q", r.stdout)
	}
	if again := strings.Split(lines[0], "\t")[2]; again == a {
		t.Error("nothing was made")
	}
	if list := h.run("history", "--json").want(t, 0).events(t); len(list) != 4 {
		t.Errorf("%d pictures", len(list))
	}
	r = h.run("diff", a, b).want(t, 0)
	if !strings.HasPrefix(r.stdout, "prompt    a ") || !strings.Contains(r.stdout, "[-") || strings.Count(r.stdout, "\n") != 1 {
		t.Errorf("diff: %q", r.stdout)
	}
	h.run("diff", a, a).want(t, 0, "The recipes are the same.")

	// Given away without its sidecar, a picture still tells how it was made.
	data, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	h.write(h.path("given.jpg"), string(data))
	if r = h.run("rerun", h.path("given.jpg")).want(t, 0); !strings.HasPrefix(r.stdout, "identical\t") {
		t.Errorf("rerun of a given picture: %q", r.stdout)
	}
	h.write(h.path("plain.jpg"), "no picture at all")
	h.run("rerun", h.path("plain.jpg"), a).want(t, 1, "plain.jpg")
	h.run("rerun", "nosuch.jpg").want(t, 1, "nosuch.jpg")
	h.run("rerun", "-k", "nosuch", a).want(t, 2, "nosuch")
	h.run("diff", a, h.path("plain.jpg")).want(t, 1, "plain.jpg")
	h.run("diff", a).want(t, 2)
}
