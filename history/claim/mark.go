package claim

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"imagine-tui/api"
	"imagine-tui/history/disk"
)

// A claim says sent in its file, which all see at once. That it still says so after a
// loss of power would take a sync for each; instead a name beside it says so, of one
// file that all claims of this process have in common: with one sync of the folder
// the names of all who send at the same time are on disk. What is in the claim's file
// then does not matter, and an earlier version reads the name as a claim beside it.

// markInfix comes between the name of a claim and the run that has sent it, in the
// name of the mark.
const markInfix = ".sent-"

// marksPrefix begins the name of the file that the marks of a process name.
const marksPrefix = ".marks-"

func markName(name, run string) string { return name + markInfix + run }

// ofMark takes the name of a mark apart.
func ofMark(name string) (of, run string, ok bool) { return strings.Cut(name, markInfix) }

// mark makes a mark of a claim. It is on disk with the folder.
func (d *Dir) mark(name, run string) error {
	mark := d.file(markName(name, run))
	d.marking.Lock()
	defer d.marking.Unlock()
	for fresh := d.marks == ""; !d.single; fresh = true {
		if d.marks == "" {
			if err := d.newMarks(); err != nil {
				return err
			}
		}
		err := os.Link(d.file(d.marks), mark)
		if err == nil || errors.Is(err, fs.ErrExist) { // it was to be sent before
			return nil
		}
		if fresh { // each claim is synced itself from here on
			_ = os.Remove(d.file(d.marks))
			d.single = true
		}
		d.marks = "" // else somebody tidied up, or it has as many names as it can
	}
	return errors.ErrUnsupported
}

// unmarkable tells whether it turned out that there can be no marks here.
func (d *Dir) unmarkable() bool {
	d.marking.Lock()
	defer d.marking.Unlock()
	return d.single
}

// newMarks makes the file that marks name, whose content is on disk before it has
// one. The lock is held.
func (d *Dir) newMarks() error {
	folder, err := d.open()
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	text, err := line{Schema: Schema, State: Sent, Request: &api.Request{}, Holder: &d.me}.encode()
	if err != nil {
		return err
	}
	name := d.me.fileName(marksPrefix) + "_" + disk.Hex(4)
	temp, err := folder.Create(name, 0o644)
	if err != nil {
		return err
	}
	if _, err = temp.Write(text); err == nil {
		err = temp.SyncFile()
	}
	if err == nil {
		err = temp.Publish(name)
	}
	if err != nil {
		temp.Discard()
		return err
	}
	d.marks = name
	return nil
}

// marked tells whether a claim has a mark of a run.
func (d *Dir) marked(name, run string) bool {
	if run == "" {
		return false
	}
	_, err := os.Lstat(d.file(markName(name, run)))
	return err == nil
}

// unmark takes the mark of a run away.
func (d *Dir) unmark(name, run string) error {
	if err := os.Remove(d.file(markName(name, run))); !gone(err) {
		return err
	}
	return nil
}

// gone tells whether there is no file, because its folder went away or something
// else came in its place as well.
func gone(err error) bool {
	return err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// runsOf are the runs of which a claim has marks.
func (d *Dir) runsOf(name string) (runs []string, err error) {
	names, err := os.ReadDir(d.path)
	if gone(err) {
		err = nil
	}
	for _, n := range names {
		if of, run, ok := ofMark(n.Name()); ok && of == name {
			runs = append(runs, run)
		}
	}
	return runs, err
}

// onlyMark is the run that sent a claim which does not say whose it is, "" where that
// is not known.
func (d *Dir) onlyMark(name string) string {
	if runs, err := d.runsOf(name); err == nil && len(runs) == 1 {
		return runs[0]
	}
	return ""
}

// unmarkAll takes the marks of a claim away that is settled: those of its run, or
// where that is not known those of nobody alive.
func (d *Dir) unmarkAll(info Info) error {
	if info.Run != "" {
		return d.unmark(info.Name, info.Run)
	}
	runs, err := d.runsOf(info.Name)
	for _, run := range runs {
		var busy *BusyError
		if mark, there := d.readNow(markName(info.Name, run)); there && !errors.As(d.judge(mark), &busy) {
			err = errors.Join(err, d.unmark(info.Name, run))
		}
	}
	return err
}
