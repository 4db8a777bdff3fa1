package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// heaviest is how many bytes a release may have, for one computer.
const heaviest = 22 << 20

// A release is told its number by the linker, is the same bytes wherever it is built,
// and stays small.
func TestRelease(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	h := newHome(t)
	here, elsewhere := release(t, repository(t)), release(t, copied(t))
	said := exec.CommandContext(t.Context(), here, "--version")
	said.Env = h.environ()
	if out, err := said.CombinedOutput(); err != nil || string(out) != "imagine-tui 1.2.3\n" {
		t.Errorf("%v: %q", err, out)
	}
	one, err := os.ReadFile(here)
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(elsewhere)
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("two builds differ: %v, %d and %d bytes", err, len(one), len(other))
	}
	if len(one) > heaviest {
		t.Errorf("it has %d bytes, and may have %d", len(one), heaviest)
	}
}

// release builds the program as a release is, from a folder with its source.
func release(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "imagine-tui")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X "+module+"tui/app.release=1.2.3", "-o", path, ".")
	build.Dir, build.Env = folder, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// copied copies the source to another folder: what git is told to leave out, folders
// with test data and pictures do not belong to it.
func copied(t *testing.T) string {
	t.Helper()
	root, to := repository(t), t.TempDir()
	everyFile(t, func(file string) {
		rel, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(filepath.ToSlash(rel), "testdata/") || strings.HasPrefix(rel, ".cache") || strings.HasPrefix(rel, ".pictures") || strings.HasPrefix(rel, "dist") {
			return
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		at := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, data, info.Mode().Perm()); err != nil {
			t.Fatal(err)
		}
	})
	return to
}

// The module can get another path, and nothing is left of the one it had: every import
// leads somewhere, and a package that others use builds.
func TestRenamingTheModule(t *testing.T) {
	t.Parallel()
	provedWithoutDetector(t)
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("the script needs bash")
	}
	folder := copied(t)
	script := filepath.Join(folder, ".ci", "rename-module")
	rename := func(path string) (string, error) {
		out, err := exec.CommandContext(t.Context(), bash, script, path).CombinedOutput()
		return string(out), err
	}
	for _, wrong := range []string{"", "imagine-tui", "a b", "https://example.org/a", "example.org"} {
		if out, err := rename(wrong); err == nil {
			t.Errorf("%q is taken for a path: %s", wrong, out)
		}
	}
	const path = "example.org/somebody/imagine-tui"
	if out, err := rename(path); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	in := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir, cmd.Env = folder, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("go %q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	imports := in("list", "-test", "-deps", "-f", `{{.ImportPath}}`, "./...")
	if !strings.Contains(imports, path+"/tui/studio\n") || strings.Contains("\n"+imports, "\n"+module) {
		t.Errorf("imports of old are left:\n%s", imports)
	}
	in("build", "./api/clean", "./tui/terminal")
	for _, file := range []string{".golangci.yml", ".goreleaser.yaml", filepath.Join("tui", "app", "version.go")} {
		data, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil || !bytes.Contains(data, []byte(path+"/")) || bytes.Contains(data, []byte(" "+module+"tui")) {
			t.Errorf("%s names another path: %v", file, err)
		}
	}
	places, err := os.ReadFile(filepath.Join(folder, "tui", "app", "places.go"))
	if err != nil || !bytes.Contains(places, []byte(`const Name = "imagine-tui"`)) {
		t.Errorf("the program has another name: %v", err)
	}
}
