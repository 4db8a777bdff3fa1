package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history/disk"
)

// Trashed is a result in the trash. Its paths are inside the trash.
type Trashed struct {
	Entry
	// Place is where the picture was, and goes back to.
	Place string
}

// Trashed lists what is in the trash, newest first. What an earlier run left
// half moved is put back before.
func (l *Library) Trashed() ([]Trashed, error) {
	var list []Trashed
	err := l.bin().eachTrashed(func(root *disk.Folder, day string, found []item) error {
		for _, it := range found {
			if _, err := l.bin().mendLocked(root, day, it.name); err != nil {
				return err
			}
		}
		dir := filepath.Join(l.folder, trashName, day)
		names, err := fileNames(dir)
		if err != nil {
			return err
		}
		for _, it := range items(names) {
			list = append(list, l.bin().readTrashed(dir, day, it))
		}
		return nil
	})
	return list, err
}

func (b bin) readTrashed(dir, day string, it item) Trashed {
	file := filepath.Join(dir, it.name)
	t := Trashed{Entry: Entry{Path: file, SidecarPath: file + sidecarExt}, Place: filepath.Join(b.of.folder, day, it.name)}
	if it.sidecar {
		var s Sidecar
		s, t.Problem = readListed(t.SidecarPath)
		t.Sidecar = s.cleaned()
	} else {
		t.Problem = problemNoSidecar
	}
	if !it.picture {
		t.Problem = problemNoPicture
	}
	if t.Sidecar.Saved.IsZero() {
		t.Sidecar.Saved = named(day, it.name, time.Local)
	}
	return t
}

// Emptied says what EmptyTrash removed.
type Emptied struct {
	Results wording.Made
	Bytes   int64
}

// EmptyTrash removes what is in the trash for good. Files that are no results
// stay, and so do their folders.
func (l *Library) EmptyTrash(ctx context.Context) (Emptied, error) {
	var sum Emptied
	err := l.bin().eachTrashed(func(root *disk.Folder, day string, found []item) error {
		for _, it := range found {
			if err := ctx.Err(); err != nil {
				return err
			}
			n, err := l.bin().remove(root, day, it.name)
			if err != nil {
				return err
			}
			if sum.Bytes += n; n > 0 {
				sum.Results.Add(Entry{Path: it.name}.IsVideo())
			}
		}
		_ = root.Root().Remove(path.Join(trashName, day)) // stays if something is left in it
		return nil
	})
	_ = os.Remove(filepath.Join(l.folder, trashName)) // likewise
	return sum, err
}

// remove deletes one result in the trash and returns how many bytes it took.
func (b bin) remove(root *disk.Folder, day, name string) (int64, error) {
	if mended, err := b.mendLocked(root, day, name); mended || err != nil {
		return 0, err
	}
	unlock, _, err := lockNamed(filepath.Join(b.of.folder, trashName, day, name))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil // it was just brought back
	}
	if err != nil {
		return 0, err
	}
	defer unlock()
	size := int64(0)
	for _, file := range []string{path.Join(trashName, day, name), path.Join(trashName, day, name+sidecarExt)} {
		info, err := root.Root().Lstat(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = root.Root().Remove(file)
		}
		if err != nil {
			return size, fmt.Errorf("remove %s from the trash: %s", clean.Line(name), disk.Reason(err))
		}
		size += info.Size()
		b.of.step("removed")
	}
	return size, nil
}

// eachTrashed calls use with the results of each dated folder of the trash,
// newest first.
func (b bin) eachTrashed(use func(root *disk.Folder, day string, found []item) error) error {
	b.of.updates.Lock()
	defer b.of.updates.Unlock()
	entries, err := os.ReadDir(filepath.Join(b.of.folder, trashName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("list the trash: %w", err)
	}
	var errs []error
	for _, e := range slices.Backward(entries) {
		if !e.IsDir() || !dated.Regexp().MatchString(e.Name()) {
			continue
		}
		if err := b.useTrashed(e.Name(), use); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (b bin) useTrashed(day string, use func(root *disk.Folder, day string, found []item) error) error {
	root, err := disk.OpenFolder(b.of.folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // what is moved is synced by Move
	names, err := fileNames(filepath.Join(b.of.folder, trashName, day))
	if err != nil {
		return unreadableDay(day, err)
	}
	return use(root, day, items(names))
}
