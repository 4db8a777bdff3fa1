package claim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"imagine-tui/history/disk"
)

// Claim is a claim of this process.
type Claim struct {
	dir  *Dir
	name string
	run  string
	file fs.FileInfo // of the file that is ours
	sent bool
	// marked says that there can be a mark of it.
	marked bool
}

// Who says for which run of which key a claim is taken.
type Who struct {
	Run, Key string
	At       time.Time
	// Beside takes a claim of its own where the subject is claimed already:
	// the person wants another picture of the same request.
	Beside bool
}

// ErrLost says that the claim is no longer ours.
var ErrLost = errors.New("the claim of this request was taken over or taken away, so nothing was sent")

// Sent records, on disk, that the request may leave from now on. It fails with
// ErrLost when the claim is no longer ours, or was taken away with its folder;
// nothing may be sent then, before all is looked at anew.
func (c *Claim) Sent() error {
	last, err := c.Saying()
	if err != nil {
		return err
	}
	return last()
}

// Saying is Sent up to where all see it. The request may leave once last, which must
// be called, has made that last and looked whether the claim is ours still.
func (c *Claim) Saying() (last func() error, err error) {
	added, err := c.add(Sent, c.mark)
	if err != nil {
		return nil, lost(err)
	}
	return func() error {
		if err := added(); err != nil {
			return lost(err)
		}
		c.sent = true
		return nil
	}, nil
}

// lost is the error of a claim that cannot be written.
func lost(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrLost
	}
	return err
}

// mark makes sure that the claim says sent whatever happens: by its mark, or where a
// file has one name only by its own file.
func (c *Claim) mark(f *os.File) error {
	c.marked = true // there may be one from here on
	if c.dir.mark(c.name, c.run) != nil {
		return c.sync(f)
	}
	return disk.SyncPath(c.dir.path)
}

func (c *Claim) sync(f *os.File) error {
	return disk.Together(func() error { return disk.Sync(f) }, func() error { return disk.SyncPath(c.dir.path) })
}

// add appends a state to the claim's file, which must be ours. last makes it last by
// sync, and looks again.
func (c *Claim) add(state State, sync func(*os.File) error) (last func() error, err error) {
	text, err := line{State: state}.encode()
	if err != nil {
		return nil, err
	}
	f, err := c.append(text)
	if err != nil {
		return nil, fmt.Errorf("write the claim of a request: %w", err)
	}
	return func() error {
		if err := errors.Join(sync(f), f.Close()); err != nil {
			return fmt.Errorf("write the claim of a request: %w", err)
		}
		if !c.ours() {
			return ErrLost
		}
		return nil
	}, nil
}

// append writes to the claim's file, which the caller closes.
func (c *Claim) append(text []byte) (*os.File, error) {
	f, err := c.open(os.O_RDWR | os.O_APPEND)
	if err != nil {
		return nil, err
	}
	if _, err = f.Write(text); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// ours tells whether the file under the claim's name is the one we made.
func (c *Claim) ours() bool {
	f, err := c.open(os.O_RDONLY)
	return err == nil && f.Close() == nil
}

// perhapsOurs is ours, but for a claim that cannot be looked into, as with too many
// files open: under its name is the file we made, and it must go.
func (c *Claim) perhapsOurs() bool {
	f, err := c.open(os.O_RDONLY)
	if err == nil {
		return f.Close() == nil
	}
	return !errors.Is(err, ErrLost) && !gone(err)
}

// open opens the claim's file, or fails with ErrLost when it is not the one we
// made. The number of one that is gone is given to the next, so what it says
// counts too.
func (c *Claim) open(flag int) (*os.File, error) {
	path := c.dir.file(c.name)
	there, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !os.SameFile(there, c.file) { // it may be what cannot be opened
		return nil, ErrLost
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, err
	}
	opened, err := f.Stat()
	if info := readClaim(c.name, f); err != nil || !os.SameFile(opened, c.file) || info.Run != c.run || info.Holder != c.dir.me {
		return nil, errors.Join(ErrLost, f.Close())
	}
	return f, nil
}

// Free gives the claim up: the picture is in place, or nothing was charged.
//
// On another computer somebody may think that we are dead, because this one slept, and
// take the claim over between a look at it and its removal. Where it says sent nobody
// does. Else, and where files have one name only, it is removed with the right to it,
// which keeps them away.
func (c *Claim) Free() error {
	c.dir.forget(c)
	if !c.sent || c.dir.unmarkable() {
		return c.dir.freeByRight(c)
	}
	var unmarked error
	if c.marked { // first: who dies in between leaves the claim
		unmarked = c.dir.unmark(c.name, c.run)
	}
	if !c.perhapsOurs() {
		return unmarked
	}
	if err := os.Remove(c.dir.file(c.name)); !gone(err) {
		return fmt.Errorf("remove the claim of a request: %w", err)
	}
	return unmarked
}

// Leave is done with a claim whose end is unknown: it stays, for a person to
// settle. One that was never sent is freed.
func (c *Claim) Leave() error {
	if !c.sent {
		return c.Free()
	}
	c.dir.forget(c)
	last, err := c.add(Left, c.sync)
	if err == nil {
		err = last()
	}
	if err != nil {
		return err
	}
	return c.dir.unmark(c.name, c.run)
}
