package history

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"imagine-tui/history/disk"
	"imagine-tui/history/index"
)

// A day is read from its file in the index while its folder says that nothing
// in it changed. What a person changed in place, without the folder knowing, is
// looked for among so many of the newest results at each reading, and with all
// others before they are acted upon or shown (Library.still).
const lookedAt = 2000

// settles is how long a file must have rested before its time of writing tells
// any later change: disks and networks count in steps of up to two seconds.
const settles = 2 * time.Second

// unkept is how many results of a day may be missing in its file before it is
// written again while the folder still changes.
const unkept = 50

// dayReader is the reading of one day's results, last name first.
type dayReader struct {
	library *Library
	name    string     // of the folder
	kept    *index.Day // nil where there is none
	folder  int64      // when the folder was last written to, 0 while that is too near
	trusted bool       // kept is all there is to know
	looked  bool       // each description was looked at just now
	items   []item     // as listed, where it is not
	fresh   []index.Item
	read    int       // how many of fresh were read from their descriptions
	inIndex bool      // fresh was kept
	written time.Time // when the folder had last been written to
}

// openDay begins the reading of a day. With careful each description is looked
// at for whether it changed in place.
func (l *Library) openDay(name string, careful bool) (*dayReader, error) {
	d := &dayReader{library: l, name: name}
	dir := filepath.Join(l.folder, name)
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	d.written = info.ModTime()
	if d.folder = info.ModTime().UnixNano(); time.Since(info.ModTime()) < settles {
		d.folder = 0
	}
	d.kept, _ = index.Read(indexFile(l.indexDir, name), l.indexID(name)) // else all is read
	if d.kept != nil && d.kept.Folder() != 0 && d.kept.Folder() == d.folder && (!careful || d.unchanged()) {
		d.trusted, d.looked = true, careful
		return d, nil
	}
	names, err := fileNames(dir)
	if err != nil {
		return nil, err
	}
	d.items = items(names)
	d.fresh = make([]index.Item, len(d.items))
	return d, nil
}

// unchanged tells whether every description still has its stamp.
func (d *dayReader) unchanged() bool {
	look := d.look()
	defer look.Close()
	for i := range d.kept.Len() {
		if !d.still(look, i) {
			return false
		}
	}
	return true
}

// look begins to look at the files of the day.
func (d *dayReader) look() *disk.Look {
	return disk.LookInto(filepath.Join(d.library.folder, d.name))
}

func (d *dayReader) path(name string) string {
	return filepath.Join(d.library.folder, d.name, name)
}

// stampOf is the stamp of a description now.
func stampOf(look *disk.Look, name string) index.Stamp {
	modified, size, regular := look.At(name + sidecarExt)
	if !regular {
		return index.Stamp{}
	}
	if time.Since(time.Unix(0, modified)) < settles {
		modified = 0
	}
	return index.Stamp{Modified: modified, Size: size}
}

// size is how many results there are.
func (d *dayReader) size() int {
	if d.trusted {
		return d.kept.Len()
	}
	return len(d.items)
}

// file is the name of the picture at a place.
func (d *dayReader) file(i int) string {
	if d.trusted {
		return d.kept.Item(i).Name
	}
	return d.items[i].name
}

// known is what is known of the result at a place, from the index where that
// still holds, else from its description.
func (d *dayReader) known(look *disk.Look, i int) known {
	if d.trusted {
		if text, err := d.kept.Known(i); err == nil {
			if k, ok := decodeKnown(text); ok {
				return k
			}
		}
		return d.again(i) // its file was written anew meanwhile
	}
	it := d.items[i]
	var stamp index.Stamp
	if it.sidecar {
		stamp = stampOf(look, it.name)
	}
	if k, fresh, ok := d.unread(it, stamp); ok {
		d.fresh[i] = fresh
		return k
	}
	k := d.library.know(d.name, it)
	d.read++
	d.fresh[i] = index.Item{
		Name: it.name, Picture: it.picture, Described: it.sidecar, Stamp: stamp,
		Search: SearchText(k.searched(it.name)...), Known: k.encode(),
	}
	facts := (&Entry{Path: d.path(it.name), Sidecar: k.sidecar}).facts()
	d.fresh[i].Facts, d.fresh[i].Words = facts.encode()
	k.asked(&d.fresh[i])
	return k
}

// unread is what was kept of a result, if its description is the same still.
func (d *dayReader) unread(it item, stamp index.Stamp) (k known, fresh index.Item, ok bool) {
	if d.kept == nil || it.sidecar && !stamp.Settled() {
		return known{}, index.Item{}, false
	}
	at := d.kept.Find(it.name)
	if at < 0 {
		return known{}, index.Item{}, false
	}
	if was := d.kept.Item(at); was.Described != it.sidecar || was.Picture != it.picture || was.Stamp != stamp {
		return known{}, index.Item{}, false
	}
	fresh, err := d.kept.Whole(at)
	if err != nil {
		return known{}, index.Item{}, false
	}
	k, ok = decodeKnown(fresh.Known)
	k.asked(&fresh)
	return k, fresh, ok
}

// each calls use with the results whose searched text holds all of the words,
// last name first, until it returns false; it tells whether it never did. With
// careful a description that changed in place is read again.
func (d *dayReader) each(words []string, careful bool, use func(name string, k known) bool) bool {
	if d.trusted {
		return d.eachKept(words, careful, use)
	}
	look := d.look()
	defer look.Close()
	for i := range d.items {
		name, k := d.file(i), d.known(look, i)
		if len(words) > 0 && !index.Holds(d.fresh[i].Search, words) {
			continue
		}
		if !use(name, k) {
			return false
		}
	}
	d.keep()
	return true
}

// eachKept is each of a day whose file is all there is to know.
func (d *dayReader) eachKept(words []string, careful bool, use func(name string, k known) bool) bool {
	look := d.look()
	defer look.Close()
	all := true
	next := func(i int, searched bool) bool {
		name, k := d.file(i), d.known(look, i)
		if careful && !d.looked && !d.still(look, i) {
			k, searched = d.again(i), false
		}
		if !searched && !index.Holds(SearchText(k.searched(name)...), words) {
			return true
		}
		all = use(name, k)
		return all
	}
	if d.kept.Search(words, func(i int) bool { return next(i, true) }) != nil {
		// Somebody wrote the file anew meanwhile.
		for i := 0; i < d.kept.Len() && next(i, false); i++ {
		}
	}
	return all
}

// still tells whether the description at a place of a trusted day is what was
// kept.
func (d *dayReader) still(look *disk.Look, i int) bool {
	it := d.kept.Item(i)
	return !it.Described || it.Stamp.Settled() && stampOf(look, it.Name) == it.Stamp
}

// there tells whether the description at a place of a trusted day is there: one
// that went is told by its folder, and all of them at once went with their disk.
func (d *dayReader) there(i int) bool {
	_, err := os.Lstat(d.path(d.kept.Item(i).Name) + sidecarExt)
	return err == nil
}

// again reads what changed in place; the day's file is not believed any more.
func (d *dayReader) again(i int) known {
	l, it := d.library, d.kept.Item(i)
	_ = os.Remove(indexFile(l.indexDir, d.name)) // somebody else may have been first
	return l.know(d.name, item{name: it.Name, picture: it.Picture, sidecar: it.Described})
}

// keep writes the day into the index after all of it was read, if that spares
// the next reading something.
func (d *dayReader) keep() {
	if d.trusted || d.read < unkept && d.folder == 0 {
		return
	}
	l := d.library
	if err := index.Write(indexFile(l.indexDir, d.name), l.indexID(d.name), d.folder, d.fresh); err != nil {
		l.unindexed.Do(func() { l.warn(fmt.Errorf("remember the results of %s for the next start: %w", d.name, err)) })
		return
	}
	d.inIndex = true
	d.noteAhead()
}
