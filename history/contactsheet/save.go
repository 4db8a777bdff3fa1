package contactsheet

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"imagine-tui/history/disk"
)

// Written is a sheet on disk.
type Written struct {
	Result
	// Path may have another name than was asked for, since nothing is
	// overwritten.
	Path  string
	Bytes int64
}

// CheckName tells whether a sheet can have the name: it ends in .html, .htm
// or .png, which says what is written.
func CheckName(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".png":
		return nil
	}
	return fmt.Errorf("a sheet is an HTML page or a PNG picture: its name has to end in .html or .png")
}

// Save writes the sheet to path. A file that has the name already is only
// replaced with force; else the sheet gets the name with -2, -3 and so on. No
// half of a sheet is ever to be seen.
func (s *Sheet) Save(ctx context.Context, path string, force bool) (Written, error) {
	if err := CheckName(path); err != nil {
		return Written{}, err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return Written{}, err
	}
	written, err := s.save(ctx, path, force)
	if err != nil && ctx.Err() == nil {
		return Written{}, fmt.Errorf("write the sheet %s: %w", filepath.Base(path), err)
	}
	return written, err
}

func (s *Sheet) save(ctx context.Context, path string, force bool) (Written, error) {
	folder, err := disk.OpenFolder(filepath.Dir(path))
	if err != nil {
		return Written{}, fmt.Errorf("its folder cannot be opened: %s", disk.Reason(err))
	}
	defer func() { _ = folder.Close() }() // synced below
	name := filepath.Base(path)
	temp, err := folder.Create(name, 0o644)
	if err != nil {
		return Written{}, errors.New(disk.Reason(err))
	}
	defer temp.Discard()
	w := Written{}
	buffered := bufio.NewWriterSize(&counter{temp, &w.Bytes}, 256<<10)
	if strings.EqualFold(filepath.Ext(name), ".png") {
		w.Result, err = s.WritePNG(ctx, buffered)
	} else {
		w.Result, err = s.WriteHTML(ctx, buffered)
	}
	if err != nil {
		return Written{}, err
	}
	if err := errors.Join(buffered.Flush(), temp.SyncFile()); err != nil {
		return Written{}, errors.New(disk.Reason(err))
	}
	if name, err = publish(temp, name, force); err != nil {
		return Written{}, errors.New(disk.Reason(err))
	}
	w.Path = filepath.Join(filepath.Dir(path), name)
	return w, folder.Sync()
}

// maxTries bounds how many names are tried.
const maxTries = 10_000

// publish gives the file the name, or the next that is free.
func publish(temp *disk.Temp, name string, force bool) (string, error) {
	if force {
		return name, temp.Replace(name)
	}
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext)
		}
		if err := temp.Publish(try); !errors.Is(err, fs.ErrExist) || n == maxTries {
			return try, err
		}
	}
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n *int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	*c.n += int64(n)
	return n, err
}
