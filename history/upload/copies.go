package upload

import (
	"errors"
	"fmt"
	"os"

	"imagine-tui/api"
)

// maxHeld is how many bytes of copies are in memory at once. What is beyond is
// made a second time when it is kept.
const maxHeld = 128 << 20

// Copies are what is sent in place of files. Nothing is written until Keep: what
// is refused, or not paid for, leaves nothing behind.
type Copies struct {
	library Library
	config  Config
	list    []held
	bytes   int
}

// held is a file to be kept. data is nil where it is to be made again of the
// file from.
type held struct {
	path, from, ext string
	data            []byte
}

// NewCopies returns none yet.
func NewCopies(library Library, c Config) *Copies { return &Copies{library: library, config: c} }

// Read is the function Prepare.
func (c *Copies) Read(path string) (*Picture, error) { return Prepare(c.library, c.config, path) }

// Add remembers what is sent of a picture, and returns it as a request names it.
func (c *Copies) Add(p *Picture) api.Source {
	if !p.Copy {
		return api.Source{Upload: p.Upload, Path: p.Path}
	}
	if p.Held || c.bytes+len(p.Upload.Data()) <= maxHeld {
		return c.Made(p.Upload, p.Path)
	}
	source := c.Made(p.Upload, p.Path)
	c.list[len(c.list)-1].data = nil
	c.bytes -= len(p.Upload.Data())
	return source
}

// Made remembers a file that was drawn here, after another one or of nothing.
func (c *Copies) Made(u api.Upload, from string) api.Source {
	ext := u.Info().Ext
	h := held{path: c.library.Path(u.Data(), ext), from: from, ext: ext, data: u.Data()}
	c.bytes += len(h.data)
	c.list = append(c.list, h)
	return api.Source{Upload: u, Path: h.path, From: from}
}

// Empty tells whether there is nothing to keep.
func (c *Copies) Empty() bool { return len(c.list) == 0 }

// Keep writes all of it into the library, or nothing.
func (c *Copies) Keep() (err error) {
	var made []string
	defer func() {
		for _, path := range made {
			if err != nil {
				err = errors.Join(err, os.Remove(path))
			}
		}
	}()
	for _, h := range c.list {
		_, missing := os.Lstat(h.path)
		if err := c.keep(h); err != nil {
			return err
		}
		if missing != nil {
			made = append(made, h.path)
		}
	}
	return nil
}

func (c *Copies) keep(h held) error {
	if h.data == nil {
		again, err := Prepare(c.library, c.config, h.from)
		if err != nil {
			return err
		}
		if h.data = again.Upload.Data(); c.library.Path(h.data, h.ext) != h.path {
			return api.Unsendable(h.from, "it was replaced in the meantime; choose it again")
		}
	}
	if _, err := c.library.Keep(h.data, h.ext); err != nil {
		return fmt.Errorf("nothing was sent: %w", err)
	}
	return nil
}
