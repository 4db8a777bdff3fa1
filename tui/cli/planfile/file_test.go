package planfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/tui/cli/planfile"
)

// A plan that says something else when it is read again says so at its end, be it as
// long as it was.
func TestAPlanThatChanges(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "plan.jsonl")
	line := func(seed string) string {
		return `{"event":"request","operation":"text-to-image","prompt":"a boat","style":"anime","aspect_ratio":"1:1","seed":` + seed + "}\n"
	}
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(line("1") + line("2"))
	f, err := planfile.Open(path, nil, t.TempDir(), &planfile.Inputs{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	read := func() (seeds []int64) {
		for line := range f.Lines() {
			if line.Bad != nil {
				t.Error(line.Bad)
			}
			seeds = append(seeds, line.Item.Request.Seed)
		}
		return seeds
	}
	for range 2 {
		if seeds := read(); len(seeds) != 2 || f.Err() != nil {
			t.Errorf("%v, %v", seeds, f.Err())
		}
	}
	write(line("1") + line("3"))
	if read(); f.Err() == nil || !strings.Contains(f.Err().Error(), "was changed while it was read") {
		t.Errorf("%v", f.Err())
	}
}
