package journal

import (
	"os"
	"runtime"
	"strings"
	"sync"

	"imagine-tui/history/disk"
)

// A file system takes longer to make two files and to remove them than to write down
// all that an entry says. So the files of an entry that has ended are kept for the
// next one as long as other requests of this process are in flight: empty, locked,
// and under hidden names, by which there is no entry for anybody. When the last of
// them has ended they are removed; those of a process that was killed whoever
// recovers removes.

// spare is a pair of files without an entry.
type spare struct {
	name string // of both, as an ID
	file *os.File
}

// stock is what this process has in hand of one journal.
type stock struct {
	live   int // entries
	spares []spare
	// useless says that a pair that was kept would not do.
	useless bool
}

var stocks struct {
	sync.Mutex
	of map[Dir]*stock
}

// began counts an entry that this process has in hand from now on.
func (d Dir) began() {
	stocks.Lock()
	defer stocks.Unlock()
	if stocks.of == nil {
		stocks.of = map[Dir]*stock{}
	}
	if stocks.of[d] == nil {
		stocks.of[d] = &stock{}
	}
	stocks.of[d].live++
}

// ended is the end of began. With the last entry the spares go.
func (d Dir) ended() {
	stocks.Lock()
	s := stocks.of[d]
	if s.live--; s.live > 0 {
		stocks.Unlock()
		return
	}
	delete(stocks.of, d)
	stocks.Unlock()
	for _, one := range s.spares {
		d.discard(one)
	}
}

// spare takes a pair out of the stock.
func (d Dir) spare() (one spare, there bool) {
	stocks.Lock()
	defer stocks.Unlock()
	s := stocks.of[d]
	if s == nil || len(s.spares) == 0 {
		return spare{}, false
	}
	last := len(s.spares) - 1
	one, s.spares = s.spares[last], s.spares[:last]
	return one, true
}

// keeps tells whether another pair may be of use: not more than there are entries
// beside the one that ends.
func (d Dir) keeps() bool {
	stocks.Lock()
	defer stocks.Unlock()
	s := stocks.of[d]
	return runtime.GOOS != "windows" && s != nil && !s.useless && len(s.spares) < s.live-1 // open files cannot be renamed there
}

// put adds a pair to the stock. The entry it was of still counts as one in hand.
func (d Dir) put(one spare) {
	stocks.Lock()
	defer stocks.Unlock()
	s := stocks.of[d]
	s.spares = append(s.spares, one)
}

// refuse removes a pair that would not do: no more are kept for now.
func (d Dir) refuse(one spare) {
	stocks.Lock()
	if s := stocks.of[d]; s != nil {
		s.useless = true
	}
	stocks.Unlock()
	d.discard(one)
}

// discard removes a pair.
func (d Dir) discard(one spare) {
	_ = os.Remove(d.path(one.name, partExt)) // who recovers takes what cannot be removed now
	_ = os.Remove(d.path(one.name, entryExt))
	_ = one.file.Close()
}

// reuse makes a pair that is kept the files of an entry, which says by then what it
// is about; false where there is none that will do.
func (r *Record) reuse(first line) bool {
	one, there := r.dir.spare()
	if !there {
		return false
	}
	r.file = one.file
	path := r.dir.path(r.entry.ID, entryExt)
	if r.write(first) == nil && disk.Rename(r.dir.path(one.name, entryExt), path) == nil {
		if os.Rename(r.dir.path(one.name, partExt), r.part("")) != nil {
			_ = os.Remove(r.dir.path(one.name, partExt)) // the bytes get a file of their own
		}
		return true
	}
	r.dir.refuse(one)
	r.file, r.torn = nil, false
	return false
}

// keep ends a record whose picture is saved, and keeps its files for the next. It
// does nothing where they do not lie as they were made. The bytes go first, as in
// remove.
func (r *Record) keep() bool {
	if !r.made || r.body == nil || r.fresh || r.torn || r.body.Name() != r.part("") || !r.dir.keeps() {
		return false
	}
	one := spare{"." + disk.Hex(8), r.file}
	body := r.body
	if body.Truncate(0) != nil || os.Rename(body.Name(), r.dir.path(one.name, partExt)) != nil {
		return false
	}
	if os.Rename(r.dir.path(r.entry.ID, entryExt), r.dir.path(one.name, entryExt)) != nil || r.file.Truncate(0) != nil {
		_ = os.Remove(r.dir.path(one.name, partExt)) // and remove does the rest
		_ = os.Remove(r.dir.path(one.name, entryExt))
		return false
	}
	_ = body.Close() // nothing is in it
	r.body, r.file = nil, nil
	r.dir.put(one)
	r.dir.ended()
	return true
}

// Tidy removes the files that processes kept for further entries which are dead by
// now.
func (d Dir) Tidy() {
	for _, name := range d.kept() {
		if path := d.path(name, entryExt); disk.Abandoned(path) {
			_ = os.Remove(d.path(name, partExt)) // the next one tries again
			_ = os.Remove(path)
		}
	}
}

// kept are the names of pairs that somebody keeps.
func (d Dir) kept() (names []string) {
	files, _ := os.ReadDir(string(d)) // where nothing can be listed nothing is removed
	for _, file := range files {
		if name, entry := strings.CutSuffix(file.Name(), entryExt); entry && strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	return names
}
