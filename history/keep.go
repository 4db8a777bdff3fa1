package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
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
	kept, err := keep(ctx, file, dir, without)
	if err != nil {
		return Kept{}, fmt.Errorf("copy %s: %w", clean.Line(filepath.Base(file)), err)
	}
	return kept, nil
}

func keep(ctx context.Context, file, dir string, without Without) (Kept, error) {
	src, err := plainfile.Open(file)
	if err != nil {
		return Kept{}, errors.New(disk.Reason(err))
	}
	defer func() { _ = src.Close() }() // only read from
	folder, err := disk.OpenFolder(dir)
	if err != nil {
		return Kept{}, err
	}
	defer func() { _ = folder.Close() }() // synced below
	name := filepath.Base(file)
	temp, err := folder.Create(name, 0o644)
	if err != nil {
		return Kept{}, errors.New(disk.Reason(err))
	}
	defer temp.Discard()
	sum := newHash()
	size := counting{w: io.MultiWriter(temp, sum)}
	kept := Kept{}
	if without != Nothing {
		kept.Stripped, err = recipe.Strip(&size, src, without == RecipeAndMarks)
	} else {
		_, err = io.Copy(&size, plainfile.Reader(ctx, src))
	}
	if err != nil {
		return Kept{}, err
	}
	if err := temp.SyncFile(); err != nil {
		return Kept{}, errors.New(disk.Reason(err))
	}
	kept.Bytes = size.n
	if without != Nothing {
		name = namelessStem(kept.Stripped.Ext) + "-" + sum.hex()[:8] + kept.Stripped.Ext
	}
	name, kept.Already, err = publishCopy(folder, temp, name, sum.hex())
	if err != nil {
		return Kept{}, errors.New(disk.Reason(err))
	}
	kept.Path = filepath.Join(dir, name)
	if without == Nothing {
		if kept.Renewed, err = keepSidecar(folder, file+sidecarExt, name+sidecarExt); err != nil {
			return Kept{}, err
		}
	}
	return kept, folder.Sync()
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
	if _, err := io.Copy(sum, file); err != nil {
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
