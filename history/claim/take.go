package claim

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"imagine-tui/history/disk"
)

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
	switch {
	case disk.TooManyOpen(err):
		return err
	case err != nil:
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
	defer disk.Turn()()
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
