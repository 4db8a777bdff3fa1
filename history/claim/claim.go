package claim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"imagine-tui/history/disk"
)

// Claim is a claim of this process.
type Claim struct {
	dir  *Dir
	name string
	file fs.FileInfo // of the file that is ours
	sent bool
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

// Take claims a subject. It fails with a *BusyError while somebody alive has
// it, with an *UnsettledError when it was sent and nobody knows the end, and
// with an *UnsupportedError where the folder knows no exclusive names.
func (d *Dir) Take(s Subject, who Who) (*Claim, error) {
	name := s.name()
	c, err := d.create(name, s, who)
	for try := 0; errors.Is(err, fs.ErrExist) && try < 100; try++ {
		if c, err = d.takeOver(name, s, who); err == nil || !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err == nil && !who.Beside {
		if other := d.beside(name); other != nil {
			err, c = errors.Join(other, c.Free()), nil
		}
	}
	var busy *BusyError
	var unsettled *UnsettledError
	if who.Beside && (errors.As(err, &busy) || errors.As(err, &unsettled)) {
		c, err = d.create(name+"."+who.Run, s, who)
	}
	switch {
	case err == nil:
		d.keep(c)
		return c, nil
	case errors.As(err, &busy), errors.As(err, &unsettled):
		return nil, err
	case errors.Is(err, fs.ErrExist): // somebody looks at a dead one's, or died over it
		info, _ := d.readNow(name)
		return nil, &BusyError{info}
	default:
		return nil, &UnsupportedError{err}
	}
}

// beside looks for claims that were taken beside the one of a name, and are not
// settled although that one is.
func (d *Dir) beside(name string) error {
	names, err := os.ReadDir(d.path)
	if err != nil {
		return nil //nolint:nilerr // the claim that was just made says that the folder works
	}
	for _, n := range names {
		if !strings.HasPrefix(n.Name(), name+".") {
			continue
		}
		if info, ok := d.read(n.Name()); ok {
			if err := d.Judge(info); err != nil {
				return err
			}
		}
	}
	return nil
}

// create makes a claim whole, or fails with fs.ErrExist.
func (d *Dir) create(name string, s Subject, who Who) (*Claim, error) {
	folder, err := d.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Close() }()
	temp, err := d.write(folder, name, s, who)
	if err != nil {
		return nil, err
	}
	info, err := temp.Stat()
	if err == nil {
		err = temp.Publish(name)
	}
	if err != nil {
		temp.Discard()
		return nil, err
	}
	return &Claim{dir: d, name: name, file: info}, nil
}

func (d *Dir) open() (*disk.Folder, error) {
	folder, err := disk.OpenFolder(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = disk.MakeAll(d.path, 0o755); err == nil {
			folder, err = disk.OpenFolder(d.path)
		}
	}
	return folder, err
}

func (d *Dir) write(folder *disk.Folder, name string, s Subject, who Who) (*disk.Temp, error) {
	text, err := line{
		Schema: Schema, State: Held, Run: who.Run, Key: who.Key, Origin: s.Origin, Hash: s.Request.Hash(),
		Request: &s.Request, Time: &who.At, Holder: &d.me,
	}.encode()
	if err != nil {
		return nil, err
	}
	// It is synced when it says sent: what is lost before that is free.
	temp, err := folder.CreateFleeting(name, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err := temp.Write(text); err != nil {
		temp.Discard()
		return nil, err
	}
	return temp, nil
}

// takeOver looks at who has the name, and takes it over from a dead holder
// that had sent nothing. Two who find it dead at once are kept apart by a
// second name, which one of them gets; under it the claim is looked at again.
func (d *Dir) takeOver(name string, s Subject, who Who) (*Claim, error) {
	info, ok := d.read(name)
	if !ok {
		return d.create(name, s, who) // it is free again
	}
	if err := d.Judge(info); err != nil {
		return nil, err
	}
	folder, err := d.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Close() }()
	done, err := d.lockName(folder, name)
	if err != nil {
		return nil, err
	}
	defer done()
	now, ok := d.readNow(name)
	if !ok {
		return d.create(name, s, who)
	}
	if now.Run != info.Run {
		return nil, fs.ErrExist // somebody was faster
	}
	temp, err := d.write(folder, name, s, who)
	if err != nil {
		return nil, err
	}
	mine, err := temp.Stat()
	if err == nil {
		err = temp.Replace(name)
	}
	if err != nil {
		temp.Discard()
		return nil, err
	}
	return &Claim{dir: d, name: name, file: mine}, nil
}

// lockName gets the right to take a name over. The file of one who died with
// it is taken away once it is old.
func (d *Dir) lockName(folder *disk.Folder, name string) (done func(), err error) {
	lock := "." + name + ".take"
	f, err := folder.Root().OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		if there, statErr := os.Lstat(d.file(lock)); statErr == nil {
			if now, clockErr := d.clock(); clockErr == nil && now.Sub(there.ModTime()) > looking {
				_ = folder.Root().Remove(lock)
			}
		}
		time.Sleep(10 * time.Millisecond)
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	_ = f.Close() // its name is all
	return func() { _ = folder.Root().Remove(lock) }, nil
}

// Sent records, on disk, that the request may leave from now on. It fails with
// ErrLost when the claim is no longer ours, or was taken away with its folder;
// nothing may be sent then, before all is looked at anew.
func (c *Claim) Sent() error {
	if err := c.add(Sent, true); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = ErrLost
		}
		return err
	}
	c.sent = true
	return nil
}

// add appends a state to the claim's file, which must be ours.
func (c *Claim) add(state State, sync bool) error {
	text, err := line{State: state}.encode()
	if err != nil {
		return err
	}
	if err := c.append(text, sync); err != nil {
		return fmt.Errorf("write the claim of a request: %w", err)
	}
	if !c.ours() {
		return ErrLost
	}
	return nil
}

func (c *Claim) append(text []byte, sync bool) error {
	f, err := os.OpenFile(c.dir.file(c.name), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(opened, c.file) {
		err = ErrLost
	}
	if err == nil {
		_, err = f.Write(text)
	}
	if err == nil && sync {
		err = disk.Together(func() error { return disk.Sync(f) }, func() error { return disk.SyncPath(c.dir.path) })
	}
	return errors.Join(err, f.Close())
}

// ours tells whether the file under the claim's name is the one we made.
func (c *Claim) ours() bool {
	there, err := os.Lstat(c.dir.file(c.name))
	return err == nil && os.SameFile(there, c.file)
}

// Free gives the claim up: the picture is in place, or nothing was charged.
func (c *Claim) Free() error {
	c.dir.forget(c)
	if !c.ours() {
		return nil
	}
	if err := os.Remove(c.dir.file(c.name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the claim of a request: %w", err)
	}
	return nil
}

// Leave is done with a claim whose end is unknown: it stays, for a person to
// settle. One that was never sent is freed.
func (c *Claim) Leave() error {
	if !c.sent {
		return c.Free()
	}
	c.dir.forget(c)
	return c.add(Left, true)
}

// keep touches the claims of this process while there are any.
func (d *Dir) keep(c *Claim) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held[c] = true
	if d.timer == nil {
		d.timer = time.AfterFunc(touchEvery, d.touch)
	}
}

func (d *Dir) forget(c *Claim) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.held, c)
	if len(d.held) == 0 && d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
}

// touch writes an empty line into each claim: the folder's own clock then
// stamps it, which no setting of times would do.
func (d *Dir) touch() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c := range d.held {
		_ = c.append([]byte("\n"), false) // the next touch may go better
	}
	if d.timer != nil {
		d.timer.Reset(touchEvery)
	}
}
