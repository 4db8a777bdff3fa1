package history

import (
	"context"
	"fmt"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/api/buffer"
	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/api/queue"
	"imagine-tui/history/disk"
)

// Deliver copies a result to a path outside the library. Nothing is overwritten:
// the error is fs.ErrExist where something has the name. What is there in the end
// is whole and on the disk.
func Deliver(ctx context.Context, file, to string) error {
	if err := deliver(ctx, file, to); err != nil {
		return fmt.Errorf("put %s at %s: %w", clean.Line(filepath.Base(file)), clean.Line(to), err)
	}
	return nil
}

func deliver(ctx context.Context, file, to string) error {
	src, err := plainfile.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }() // only read from
	folder, err := disk.OpenFolder(filepath.Dir(to))
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // synced where needed
	temp, err := folder.Create(filepath.Base(to), 0o644)
	if err != nil {
		return err
	}
	defer temp.Discard()
	if _, err := buffer.Copy(temp, plainfile.Reader(ctx, src)); err != nil {
		return err
	}
	if err := temp.SyncFile(); err != nil {
		return err
	}
	if err := temp.Publish(filepath.Base(to)); err != nil {
		return err
	}
	return folder.Sync()
}

// Delivered tells whether the file at a path is what a request gave at an origin:
// a copy of the library's own result, or one whose recipe says so.
func Delivered(ctx context.Context, l *Library, path, origin string, r api.Request) (queue.Saved, bool) {
	if saved, ok := l.Find(origin, r); ok {
		if sum, err := FileHash(ctx, path); err == nil && sum == saved.FileSHA256 {
			return saved, true
		}
	}
	s, err := ReadRecipe(path)
	if err != nil || s.Origin != origin || s.Hash != r.Hash() || s.Request.Hash() != s.Hash {
		return queue.Saved{}, false
	}
	saved := s.saved(path)
	saved.Reused, saved.Tokens, saved.Priced = true, 0, true
	if saved.FileSHA256 == "" {
		saved.FileSHA256, err = FileHash(ctx, path)
	}
	return saved, err == nil
}
