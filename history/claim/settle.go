package claim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/history/disk"
)

// Settle removes a claim that nobody alive holds, whatever it is: the person
// decided.
func (d *Dir) Settle(name string) error {
	if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
		return fmt.Errorf("%q names no claim", name)
	}
	return d.remove(name, true, func(info Info) error {
		var busy *BusyError
		if err := d.judge(info); errors.As(err, &busy) {
			return err
		}
		return nil
	})
}

// SettleRun removes the claims that a run left, after its picture was saved or
// the person gave it up, by whose word also what nobody else can tell about is
// settled. It fails with a *BusyError while somebody alive takes the claim over or
// away, and with an *UnsettledError when that cannot be told.
func (d *Dir) SettleRun(s Subject, run string, word bool) error {
	if c := d.holding(s, run); c != nil {
		return c.Free()
	}
	for _, name := range []string{s.name(), s.name() + "." + run} {
		info, ok := d.readNow(name)
		if !ok || info.Run != run {
			continue
		}
		var busy *BusyError
		if errors.As(d.judge(info), &busy) && info.Holder == d.me { // nobody takes it from us
			if err := errors.Join(d.unmark(name, run), d.unlink(name)); err != nil {
				return err
			}
			continue
		}
		err := d.remove(name, word, func(now Info) error {
			if now.Run != run {
				return errTaken
			}
			return nil
		})
		if err != nil && !errors.Is(err, errTaken) {
			return err
		}
	}
	return errors.Join(d.unmark(s.name(), run), d.unmark(s.name()+"."+run, run))
}

// holding is the claim of a run that this process holds, nil for none.
func (d *Dir) holding(s Subject, run string) *Claim {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c := range d.held {
		if c.run == run && (c.name == s.name() || c.name == s.name()+"."+run) {
			return c
		}
	}
	return nil
}

// errTaken says that a name is somebody else's by now.
var errTaken = errors.New("someone else has the claim")

// remove takes a claim away unless what it is by then speaks against it. Whoever
// finds a dead one's claim may take it over at any moment: that is kept away in
// the meantime, or the claim of a living one would go.
func (d *Dir) remove(name string, word bool, against func(Info) error) error {
	folder, err := disk.OpenFolder(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove the claim %s: %w", name, err)
	}
	defer func() { _ = folder.Close() }()
	info, ok := d.readNow(name)
	if !ok {
		return nil
	}
	free, err := d.takeRight(folder, info, word)
	if err != nil {
		return fmt.Errorf("remove the claim %s, which is in use: %w", name, err)
	}
	defer free()
	if info, ok = d.readNow(name); !ok {
		return nil // whoever makes one from now on is alive
	}
	if err := against(info); err != nil {
		return err
	}
	return errors.Join(d.unmarkAll(info), d.unlink(name))
}

// freeByRight removes a claim of this process, with the right to it, if it is ours
// still.
func (d *Dir) freeByRight(c *Claim) error {
	var unmarked error
	if c.marked {
		unmarked = d.unmark(c.name, c.run)
	}
	if !c.perhapsOurs() {
		return unmarked
	}
	err := d.remove(c.name, false, func(Info) error {
		if !c.perhapsOurs() {
			return errTaken
		}
		return nil
	})
	var busy *BusyError
	var unsettled *UnsettledError
	switch {
	case err == nil, errors.Is(err, errTaken):
		return unmarked
	case c.perhapsOurs() && (!d.unmarkable() || !errors.As(err, &busy) && !errors.As(err, &unsettled)):
		// The disk is full, too many files are open, or somebody died with the right to
		// it: it must go all the same. Who says sent meanwhile has a mark of its own.
		err = d.unlink(c.name)
	}
	return errors.Join(unmarked, err)
}

// unlink removes a claim's file. A folder somebody put there goes only if it is
// empty.
func (d *Dir) unlink(name string) error {
	if err := os.Remove(d.file(name)); !gone(err) {
		return fmt.Errorf("remove the claim %s: %w", name, err)
	}
	return nil
}
