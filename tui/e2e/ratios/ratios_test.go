package ratios_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/e2e/ratios"
)

func TestExceeds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		got, was float64
		worse    bool
	}{{0, 0, false}, {1, 0, true}, {15, 10, false}, {15.1, 10, true}, {1, 10, false}} {
		if ratios.Exceeds(c.got, c.was) != c.worse {
			t.Errorf("%+v", c)
		}
	}
}

// recorder is a test that only notes whether it failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Logf(string, ...any)   {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

// A figure that is worse fails, and so does one that nobody keeps.
func TestHolds(t *testing.T) {
	t.Parallel()
	figures, err := ratios.Figures()
	if err != nil || len(figures) < 10 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	for name, was := range figures {
		for got, want := range map[float64]bool{was: false, was * 1.51: true, was / 2: false} {
			r := &recorder{}
			if ratios.Holds(r, name, got); r.failed != want {
				t.Errorf("%s of %v, kept %v: failed %v", name, got, was, r.failed)
			}
		}
	}
	r := &recorder{}
	if ratios.Holds(r, "nobody's", 0); !r.failed {
		t.Error("a figure that is not kept holds")
	}
}

// Each figure that is kept is counted somewhere.
func TestEachIsCounted(t *testing.T) {
	t.Parallel()
	figures, err := ratios.Figures()
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	err = filepath.WalkDir("../../..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.HasSuffix(path, "_test.go") {
			text, readErr := os.ReadFile(path)
			tests.Write(text)
			err = readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range figures {
		counted := strings.TrimSuffix(strings.TrimSuffix(name, ".allocs"), ".bytes")
		parts := strings.Split(counted, ".")
		if !strings.Contains(tests.String(), `"`+counted+`"`) && !strings.Contains(tests.String(), `"`+strings.Join(parts[:len(parts)-1], ".")+`."`) {
			t.Errorf("nothing counts %s", name)
		}
	}
}
