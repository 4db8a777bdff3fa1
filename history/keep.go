package history

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"

	"imagine-tui/api/buffer"
	"imagine-tui/api/clean"
	"imagine-tui/history/disk"
	"imagine-tui/history/inorder"
	"imagine-tui/history/recipe"
)

// Kept is a copy of a result.
type Kept struct {
	// Path is the copy, Bytes its size.
	Path  string
	Bytes int64
	// Already says that the same file was there before, Renewed that its recipe
	// is a newer one now.
	Already, Renewed bool
	// Stripped says what became of the marks of what was stripped.
	Stripped recipe.Stripped
}

// Without is what a copy is made without.
type Without int

// What a copy may be made without: nothing, what says how it was made, that and
// the marks of its origin.
const (
	Nothing Without = iota
	Recipe
	RecipeAndMarks
)

// Keep copies a result into the folder dir, under its name: the picture, then
// its sidecar. What is stripped is copied without its recipe, and goes alone,
// under a name that tells nothing but its content's hash.
// Nothing is overwritten: where another file has the name, the copy gets it
// with -2, -3 and so on; where the same file has it, only its sidecar is brought
// up to date. It ends early when ctx does, and leaves nothing then.
func Keep(ctx context.Context, file, dir string, without Without) (Kept, error) {
	for kept, err := range KeepAll(ctx, []string{file}, dir, without) {
		return kept, err
	}
	return Kept{}, fmt.Errorf("copy %s: %w", clean.Line(filepath.Base(file)), ctx.Err())
}

// copies is how many files are copied at once. It is the disk that is waited for,
// and one that is asked to sync several syncs them together.
const copies = 8

// KeepAll does with each of the files what Keep does with one. It yields what
// became of them in their order, and names are as if one had been copied after the
// other. What is yielded is on the disk. It ends early when ctx does.
func KeepAll(ctx context.Context, files []string, dir string, without Without) iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		k := &keeper{dir: dir, without: without, open: map[*copying]bool{}}
		folder, err := disk.OpenFolder(dir)
		if err != nil {
			for _, file := range files {
				if !yield(Kept{}, copyError(file, err)) {
					return
				}
			}
			return
		}
		k.folder = folder
		defer func() { _ = folder.Close() }() // was synced
		defer k.discard()
		for c := range inorder.Map(ctx, copies, slices.Values(files), func(file string) *copying { return k.begin(ctx, file) }) {
			k.place(c)
			if len(k.placed) == copies && !k.flush(yield) {
				return
			}
		}
		k.flush(yield)
	}
}

func copyError(file string, err error) error {
	return fmt.Errorf("copy %s: %w", clean.Line(filepath.Base(file)), err)
}

// hashOf returns the hash of a file, "" if there is none.
func hashOf(folder *disk.Folder, name string) string {
	info, err := folder.Root().Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	file, err := folder.Root().Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }() // only read from
	sum := newHash()
	if _, err := buffer.Copy(sum, file); err != nil {
		return ""
	}
	return sum.hex()
}

// counting counts what is written.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
