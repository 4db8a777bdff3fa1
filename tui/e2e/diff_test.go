package e2e

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestDiffPixels(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	saved := only(h.run("generate", "a {red|blue} boat", "--seed", "5", "--json").want(t, 0).events(t), "saved")
	a, b := saved[0].Path, saved[1].Path
	if r := h.run("diff", "--pixels", a, b).want(t, 0); !strings.Contains(r.stdout, "\npixels    differs: ") || !strings.Contains(r.stdout, "PSNR") {
		t.Errorf("%q", r.stdout)
	}
	if r := h.run("diff", "--pixels", a, a).want(t, 0); r.stdout != "pixels    same pixels\n" {
		t.Errorf("%q", r.stdout)
	}
	h.run("diff", "--textconv", a, b).want(t, 2)
	h.run("diff", "--textconv", "--pixels", a).want(t, 2)
	h.run("diff", "--textconv", h.path("nosuch.jpg")).want(t, 1, "nosuch.jpg")
	h.write(h.path("plain.jpg"), "no picture at all")
	if r := h.run("diff", "--textconv", h.path("plain.jpg")).want(t, 0); !strings.HasPrefix(r.stdout, "no recipe\nsha256 ") {
		t.Errorf("%q", r.stdout)
	}
}

// Git shows the change of a picture as the change of its recipe.
func TestDiffForGit(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	h := newHome(t)
	h.configure(atOnce)
	saved := only(h.run("generate", "a {red|blue} boat at dusk, rain", "--seed", "5", "--json").want(t, 0).events(t), "saved")
	git := func(args ...string) string {
		t.Helper()
		c := exec.CommandContext(t.Context(), "git", append([]string{"-C", h.path("repository"), "-c", "user.name=x", "-c", "user.email=x@example.com"}, args...)...)
		c.Env = h.environ()
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	put := func(from string) {
		t.Helper()
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		h.write(h.path("repository", "boat.jpg"), string(data))
	}
	h.write(h.path("repository", ".gitattributes"), "*.jpg diff=imagine\n")
	git("init", "-q")
	git("config", "diff.imagine.textconv", h.command(t.Context()).Path+" diff --textconv")
	put(saved[0].Path)
	git("add", ".")
	git("commit", "-qm", "a boat")
	put(saved[1].Path)
	got := git("diff", "--word-diff=plain")
	if !strings.Contains(got, "a [-red-]{+blue+} boat at dusk,") && !strings.Contains(got, "a [-blue-]{+red+} boat at dusk,") {
		t.Errorf("git shows\n%s", got)
	}
	git("commit", "-qam", "another")
	if got := git("log", "-p", "-1", "--word-diff=plain"); !strings.Contains(got, "+} boat at dusk,") {
		t.Errorf("git shows\n%s", got)
	}
}
