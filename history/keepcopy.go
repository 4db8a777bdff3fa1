package history

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"sync"

	"imagine-tui/api/buffer"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
	"imagine-tui/history/recipe"
)

// keeper copies files into a folder. Several are written at once under hidden
// names; they get theirs one after the other, in their order.
type keeper struct {
	folder  *disk.Folder
	dir     string
	without Without
	// placed have their names, and are not told of before the folder is synced.
	placed []*copying

	mu sync.Mutex
	// open have no name yet.
	open map[*copying]bool
}

// copying is a file on its way to its copy.
type copying struct {
	file    string
	temp    *disk.Temp // nil where the same file is there already
	sum     string
	sidecar *sidecarCopy
	kept    Kept
	err     error
	// sidecarErr is told once the picture is in its place.
	sidecarErr error
}

// begin writes the copy of a file and of its sidecar, under hidden names.
func (k *keeper) begin(ctx context.Context, file string) *copying {
	c := &copying{file: file}
	k.mu.Lock()
	k.open[c] = true
	k.mu.Unlock()
	if k.without == Nothing {
		c.sidecar, c.sidecarErr = readSidecarCopy(file + sidecarExt)
		if c.same(ctx, k.folder) {
			return c
		}
		if c.sidecar != nil && c.sidecarErr == nil {
			c.sidecarErr = c.sidecar.write(k.folder, filepath.Base(file)+sidecarExt)
		}
	}
	c.err = c.write(ctx, k.folder, k.without)
	return c
}

// same tells whether the folder has the very file under its name already, which
// is known without copying it.
func (c *copying) same(ctx context.Context, folder *disk.Folder) bool {
	name := filepath.Base(c.file)
	there, err := folder.Root().Lstat(name)
	if err != nil || !there.Mode().IsRegular() {
		return false
	}
	src, err := plainfile.Open(c.file)
	if err != nil {
		return false
	}
	defer func() { _ = src.Close() }() // only read from
	info, err := src.Stat()
	if err != nil || info.Size() != there.Size() {
		return false
	}
	sum := newHash()
	if _, err := buffer.Copy(sum, plainfile.Reader(ctx, src)); err != nil || hashOf(folder, name) != sum.hex() {
		return false
	}
	c.sum, c.kept.Bytes = sum.hex(), info.Size()
	return true
}

func (c *copying) write(ctx context.Context, folder *disk.Folder, without Without) error {
	src, err := plainfile.Open(c.file)
	if err != nil {
		return errors.New(disk.Reason(err))
	}
	defer func() { _ = src.Close() }() // only read from
	if c.temp, err = folder.Create(filepath.Base(c.file), 0o644); err != nil {
		return errors.New(disk.Reason(err))
	}
	sum := newHash()
	size := counting{w: io.MultiWriter(c.temp, sum)}
	if without != Nothing {
		c.kept.Stripped, err = recipe.Strip(&size, src, without == RecipeAndMarks)
	} else {
		_, err = io.Copy(&size, plainfile.Reader(ctx, src))
	}
	if err != nil {
		return err
	}
	if err := c.temp.SyncFile(); err != nil {
		return errors.New(disk.Reason(err))
	}
	c.kept.Bytes, c.sum = size.n, sum.hex()
	return nil
}

// place gives a copy its name, and its sidecar's.
func (k *keeper) place(c *copying) {
	k.mu.Lock()
	delete(k.open, c)
	k.mu.Unlock()
	defer c.discard()
	k.placed = append(k.placed, c)
	if c.err != nil {
		return
	}
	name := filepath.Base(c.file)
	if k.without != Nothing {
		name = namelessStem(c.kept.Stripped.Ext) + "-" + c.sum[:8] + c.kept.Stripped.Ext
	}
	if c.temp == nil {
		c.kept.Already = true
	} else if name, c.kept.Already, c.err = publishCopy(k.folder, c.temp, name, c.sum); c.err != nil {
		c.err = errors.New(disk.Reason(c.err))
		return
	}
	c.kept.Path = filepath.Join(k.dir, name)
	if c.err = c.sidecarErr; c.err == nil && c.sidecar != nil {
		c.kept.Renewed, c.err = c.sidecar.place(k.folder, name+sidecarExt)
	}
}

// flush makes the names last that were given, and tells of them; false when
// nobody wants to hear more.
func (k *keeper) flush(yield func(Kept, error) bool) bool {
	if len(k.placed) == 0 {
		return true
	}
	problem := k.folder.Sync()
	told := k.placed
	k.placed = nil
	for _, c := range told {
		if c.err == nil {
			c.err = problem
		}
		kept, err := c.kept, error(nil)
		if c.err != nil {
			kept, err = Kept{}, copyError(c.file, c.err)
		}
		if !yield(kept, err) {
			return false
		}
	}
	return true
}

// discard removes what got no name.
func (k *keeper) discard() {
	for c := range k.open {
		c.discard()
	}
}

func (c *copying) discard() {
	if c.temp != nil {
		c.temp.Discard()
	}
	if c.sidecar != nil && c.sidecar.temp != nil {
		c.sidecar.temp.Discard()
	}
}
