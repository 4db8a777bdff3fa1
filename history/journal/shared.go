package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"imagine-tui/history/disk"
)

// mostShared is how large a file may be that another entry joins: who looks at one
// of its entries reads all of it.
const mostShared = 128 << 10

// shared is a file with the entries of some requests that this process has in
// flight at the same time. Each has a name of it, and the lock on it is that of all
// of them.
type shared struct {
	dir Dir

	mu   sync.Mutex
	file *os.File // nil once nobody here owns an entry in it
	size int64
	// torn says that the file may end in the middle of a line, single that no other
	// entry could join.
	torn, single bool
	// owned are the entries that this process works on, left those it gave up and
	// that could not get a file of their own.
	owned map[string]bool
	left  map[string]bool
}

// opened are the files of this process with entries in them, by folder, the newest
// last.
var opened struct {
	sync.Mutex
	files map[Dir][]*shared
}

// owning makes a locked file, in which one entry stands, one of this process.
func owning(d Dir, id string, file *os.File, size int64, torn bool) *shared {
	return &shared{dir: d, file: file, size: size, torn: torn, owned: map[string]bool{id: true}, left: map[string]bool{}}
}

// offer lets other entries join the file.
func (s *shared) offer() {
	opened.Lock()
	defer opened.Unlock()
	if opened.files == nil {
		opened.files = map[Dir][]*shared{}
	}
	opened.files[s.dir] = append(opened.files[s.dir], s)
}

// withdraw forgets a file that was closed.
func (s *shared) withdraw() {
	opened.Lock()
	defer opened.Unlock()
	rest := slices.DeleteFunc(opened.files[s.dir], func(o *shared) bool { return o == s })
	if len(rest) == 0 {
		delete(opened.files, s.dir)
		return
	}
	opened.files[s.dir] = rest
}

func (d Dir) open() []*shared {
	opened.Lock()
	defer opened.Unlock()
	return slices.Clone(opened.files[d])
}

// join adds an entry with its first line to the file of others, nil where there is
// none that takes it: then it gets one of its own.
func (d Dir) join(id string, first []byte) *shared {
	files := d.open()
	if len(files) == 0 || runtime.GOOS == "windows" { // no name of an open file can be taken away there
		return nil
	}
	if s := files[len(files)-1]; s.take(id, first) {
		return s
	}
	return nil
}

// take is join. The line comes before the name: an entry is never empty.
func (s *shared) take(id string, first []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil || s.single || s.size > mostShared || s.append(first) != nil {
		return false
	}
	for other := range s.owned {
		if os.Link(s.dir.path(other, entryExt), s.dir.path(id, entryExt)) != nil {
			break
		}
		if !same(s.file, s.dir.path(id, entryExt)) { // somebody gave the other's name to another file
			_ = os.Remove(s.dir.path(id, entryExt))
			break
		}
		s.owned[id] = true
		return true
	}
	s.single = true // there are no second names here, or the disk is full
	return false
}

// write adds a line, in one piece.
func (s *shared) write(text []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return ErrEnded
	}
	return s.append(text)
}

// append is write, with the lock held. What did not go in whole is taken out again,
// so that it is in no other entry's way.
func (s *shared) append(text []byte) error {
	if s.torn {
		text = append([]byte{'\n'}, text...)
	}
	n, err := s.file.Write(text)
	if err == nil {
		s.size += int64(n)
		s.torn = false
		return nil
	}
	if n > 0 && s.file.Truncate(s.size) != nil {
		s.torn = true
	}
	return err
}

// sync makes sure that what was written is on disk: with one sync for all who want
// that at the same time.
func (s *shared) sync() error {
	s.mu.Lock()
	file := s.file
	s.mu.Unlock()
	if file == nil {
		return ErrEnded
	}
	return disk.SyncShared(file)
}

// forget is told that an entry has no name any more, or gets none here. remove takes
// the name away; it runs while nobody else joins by it.
func (s *shared) forget(id string, remove func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := remove()
	delete(s.owned, id)
	delete(s.left, id)
	return errors.Join(err, s.closeLast())
}

// closeLast ends the ownership, with the lock, once this process owns no entry. The
// lock of s is held.
func (s *shared) closeLast() error {
	if len(s.owned) > 0 || s.file == nil {
		return nil
	}
	_ = disk.Unlock(s.file) // closing does it too, below
	err := s.file.Close()
	s.file = nil
	s.withdraw()
	return err
}

// leave gives an entry up: others may take it over. As long as other entries in the
// file are owned it gets a file of its own.
func (s *shared) leave(id string, lasting bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.owned[id] {
		return nil
	}
	if len(s.owned) > 1 && s.handOver(id, lasting) != nil {
		s.left[id] = true // this process can take it up again, others once the file is free
	}
	delete(s.owned, id)
	return s.closeLast()
}

// handOver puts an entry's lines into a file of its own, under its name. The lock of
// s is held.
func (s *shared) handOver(id string, lasting bool) error {
	file, err := s.dir.apart(id, s.file, lasting)
	if err != nil {
		return err
	}
	_ = disk.Unlock(file) // closing does it too
	return file.Close()
}

// retake takes an entry up again that this process gave up and nobody else can have.
func (d Dir) retake(id string) *shared {
	for _, s := range d.open() {
		if s.again(id) {
			return s
		}
	}
	return nil
}

func (s *shared) again(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil || !s.left[id] {
		return false
	}
	delete(s.left, id)
	s.owned[id] = true
	return true
}

// apart puts an entry's lines into a file of its own, in place of what has its name,
// and returns that, locked. lasting says that it is to be on disk then.
func (d Dir) apart(id string, from *os.File, lasting bool) (file *os.File, err error) {
	lines, err := linesOf(id, from)
	if err != nil {
		return nil, err
	}
	lines = bytes.Replace(lines, schemaOf(id, sharedSchema), schemaOf(id, Schema), 1) // any version reads it now
	path := d.path(id, entryExt)
	temp := filepath.Join(string(d), disk.TempName(id+entryExt))
	file, err = os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if err = disk.Lock(file); err == nil {
		_, err = file.Write(lines)
	}
	if err == nil && lasting {
		err = disk.Sync(file)
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp)
		return nil, errors.Join(err, file.Close())
	}
	if lasting {
		err = disk.SyncPath(string(d))
	}
	return file, err
}
