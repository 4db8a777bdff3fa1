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
	case errors.Is(err, fs.ErrExist): // it goes from hand to hand
		info, _ := d.readNow(name)
		return nil, &BusyError{info}
	}
	if info, ok := d.readNow(name); ok && info.Problem == "" { // what cannot be written may be full, or somebody was faster
		if standing := d.Judge(info); standing != nil {
			return nil, errors.Join(standing, err)
		}
	}
	return nil, &UnsupportedError{err}
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
	return &Claim{dir: d, name: name, run: who.Run, file: info}, nil
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
	return writeLine(folder, name, line{
		Schema: Schema, State: Held, Run: who.Run, Key: who.Key, Origin: s.Origin, Hash: s.Request.Hash(),
		Request: &s.Request, Time: &who.At, Holder: &d.me,
	})
}

func writeLine(folder *disk.Folder, name string, l line) (*disk.Temp, error) {
	text, err := l.encode()
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
// that had sent nothing. Two who find it dead at once are kept apart by the right
// to it; who has that looks at the claim again.
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
	free, err := d.takeRight(folder, info, false)
	if err != nil {
		return nil, err
	}
	defer free()
	now, ok := d.readNow(name)
	if !ok {
		return d.create(name, s, who)
	}
	if err := d.judge(now); err != nil { // somebody was faster
		return nil, err
	}
	return d.inherit(folder, now, s, who)
}

// inherit puts a claim in the place of a dead one's. The right to it is ours.
func (d *Dir) inherit(folder *disk.Folder, was Info, s Subject, who Who) (*Claim, error) {
	if !was.Holder.here(d.me) {
		if err := d.fence(folder, was); err != nil {
			return nil, err
		}
	}
	temp, err := d.write(folder, was.Name, s, who)
	if err != nil {
		return nil, err
	}
	d.step("written")
	mine, err := replace(temp, was)
	if err != nil {
		return nil, err
	}
	d.step("replaced")
	return &Claim{dir: d, name: was.Name, run: who.Run, file: mine}, nil
}

// fence keeps the holder of a claim out for good, who seemed dead on another
// computer and may wake up in this moment: it sends only if it finds its claim in
// its place after it said sent there. So a copy takes that place first, which
// nobody takes for free, and we go on only if it had not said so by then.
func (d *Dir) fence(folder *disk.Folder, was Info) error {
	old, err := folder.Root().Open(was.Name)
	if err != nil {
		return err
	}
	defer func() { _ = old.Close() }() // only read from
	temp, err := writeLine(folder, was.Name, line{
		Schema: Schema, State: Left, Run: was.Run, Key: was.Key, Origin: was.Origin, Hash: was.Request.Hash(),
		Request: was.Request, Time: &was.Time, Holder: &was.Holder,
	})
	if err != nil {
		return err
	}
	d.step("copied")
	if _, err := replace(temp, was); err != nil {
		return err
	}
	d.step("fenced")
	if now := readClaim(was.Name, old); now.State != Held || now.Run != was.Run {
		return &UnsettledError{now}
	}
	return nil
}

// replace puts a new file in the place of a claim.
func replace(temp *disk.Temp, was Info) (fs.FileInfo, error) {
	info, err := temp.Stat()
	if err != nil {
		temp.Discard()
		return nil, err
	}
	if err := temp.Replace(was.Name); err != nil { // somebody looks at it, where that is in the way
		temp.Discard()
		return nil, errors.Join(&BusyError{was}, err)
	}
	return info, nil
}

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
func (c *Claim) Free() error {
	c.dir.forget(c)
	var unmarked error
	if c.marked { // first: who dies in between leaves the claim
		unmarked = c.dir.unmark(c.name, c.run)
	}
	if !c.ours() {
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
		if f, err := c.append([]byte("\n")); err == nil { // else the next touch may go better
			_ = f.Close()
		}
	}
	if d.timer != nil {
		d.timer.Reset(touchEvery)
	}
}
