package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// many are results and files of others, some of one name, some the same, some
// that cannot be read.
func many(t *testing.T, l *testLibrary) []string {
	t.Helper()
	var list []string
	for i := range 12 {
		list = append(list, save(t, l, request(fmt.Sprint("fog ", i)), pngBytes(t, 16+i)).Path)
	}
	for i := range 12 {
		file := filepath.Join(t.TempDir(), "fox.png")
		write(t, file, pngBytes(t, 8+i/2)) // each twice
		if i%3 > 0 {
			write(t, file+sidecarExt, fmt.Appendf(nil, "of %d", i/2))
		}
		list = append(list, file)
		if i%5 == 0 {
			list = append(list, filepath.Join(filepath.Dir(file), "none.png"), list[0])
		}
	}
	return list
}

// Copied together, results have the names, the sidecars and the order that they
// have when they are copied one by one.
func TestKeepAllAsOneByOne(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	list := many(t, l)
	for _, without := range []Without{Nothing, Recipe} {
		alone, together := t.TempDir(), t.TempDir()
		for round := range 2 { // at the second all of it is there already
			var want, got []string
			for _, file := range list {
				kept, err := Keep(t.Context(), file, alone, without)
				kept.Path = strings.Replace(kept.Path, alone, "", 1)
				want = append(want, fmt.Sprint(kept, err))
			}
			for kept, err := range KeepAll(t.Context(), list, together, without) {
				kept.Path = strings.Replace(kept.Path, together, "", 1)
				got = append(got, fmt.Sprint(kept, err))
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("round %d:\n%s\nnot\n%s", round, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
		if got, want := contents(t, together), contents(t, alone); got != want {
			t.Errorf("the folder has\n%s\nnot\n%s", got, want)
		}
	}
}

// contents are the names of a folder's files, with what is in them.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range files(t, dir) {
		sum := newHash()
		_, _ = sum.Write(read(t, filepath.Join(dir, name)))
		fmt.Fprintln(&b, name, sum.hex())
	}
	return b.String()
}

// Who calls it off, or wants no more, finds whole copies of what was told, and
// no file without a name.
func TestKeepAllEnds(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	list := many(t, l)[:12]
	for name, end := range map[string]func(cancel func()) bool{
		"called off": func(cancel func()) bool { cancel(); return true },
		"no more":    func(func()) bool { return false },
	} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		var told []string
		for kept, err := range KeepAll(ctx, list, dir, Nothing) {
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, filepath.Base(kept.Path))
			if len(told) == 3 && !end(cancel) {
				break
			}
		}
		cancel()
		hidden, err := filepath.Glob(filepath.Join(dir, ".*"))
		if err != nil || len(hidden) > 0 {
			t.Errorf("%s: %q is left over, %v", name, hidden, err)
		}
		for _, file := range told {
			read(t, filepath.Join(dir, file))
			read(t, filepath.Join(dir, file+sidecarExt))
		}
		if len(told) < 3 || len(told) > len(list)-1 {
			t.Errorf("%s: %d told", name, len(told))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Keep(ctx, list[0], t.TempDir(), Nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("ended before: %v", err)
	}
}

// A folder that is gone is told of for each.
func TestKeepAllNowhere(t *testing.T) {
	t.Parallel()
	n := 0
	for _, err := range KeepAll(t.Context(), []string{"a.png", "b.png"}, filepath.Join(t.TempDir(), "gone"), Nothing) {
		n++
		if !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	}
	if n != 2 {
		t.Errorf("told of %d", n)
	}
}
