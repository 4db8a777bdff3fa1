package disk

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"unicode/utf8"
)

// Folder is an open folder. Names given to its methods are names inside it;
// symbolic links that lead out of it are refused.
type Folder struct {
	root *os.Root
	// dir is the same folder as a file, for syncing and for renaming in it.
	dir *os.File
}

// OpenFolder opens the folder at path.
func OpenFolder(path string) (*Folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return newFolder(root)
}

func newFolder(root *os.Root) (*Folder, error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &Folder{root: root, dir: dir}, nil
}

// Sub opens the folder name inside f, and makes it first if it is not there.
// A new folder is on disk when Sub returns.
func (f *Folder) Sub(name string, perm fs.FileMode) (*Folder, error) {
	root, err := f.root.OpenRoot(name)
	if errors.Is(err, fs.ErrNotExist) {
		if err = f.root.Mkdir(name, perm); err == nil {
			err = f.Sync()
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		root, err = f.root.OpenRoot(name)
	}
	if err != nil {
		if info, statErr := f.root.Lstat(name); statErr == nil && info.Mode().IsRegular() {
			err = &fs.PathError{Op: "open", Path: name, Err: syscall.ENOTDIR} // said in other words by os
		}
		return nil, err
	}
	return newFolder(root)
}

// Root gives the folder's files.
func (f *Folder) Root() *os.Root { return f.root }

// Sync makes sure that the names in the folder are on disk. File systems that
// cannot do that for folders are left in peace.
func (f *Folder) Sync() error { return syncDir(f.dir) }

// Close closes the folder.
func (f *Folder) Close() error { return errors.Join(f.dir.Close(), f.root.Close()) }

// Put writes a whole file under a name, in place of what had it. When it returns
// without an error both are on disk; else what had the name still has it, unless
// only the sync of the folder failed.
func (f *Folder) Put(name string, data []byte, perm fs.FileMode) error {
	temp, err := f.Create(name, perm)
	if err != nil {
		return err
	}
	if _, err = temp.Write(data); err == nil {
		err = temp.SyncFile()
	}
	if err == nil {
		err = temp.Replace(name)
	}
	if err != nil {
		temp.Discard()
		return err
	}
	return f.Sync()
}

// Temp is a file being written, under a hidden name that ends in ".part". It
// is locked, so that no sweeper takes it away.
type Temp struct {
	*os.File
	folder *Folder
	name   string
	// lasting says that it may have a name: it was synced, or need not be.
	lasting bool
	// named says that it has its name: there is nothing left to discard.
	named bool
}

// ErrNotSynced says that a file was to get a name before it was on disk: after a
// loss of power there could be the name and nothing in it.
var ErrNotSynced = errors.New("the file is not on disk yet, and gets no name")

// CreateFleeting is Create for a file that need not outlive a loss of power: it
// may get its name without having been synced.
func (f *Folder) CreateFleeting(name string, perm fs.FileMode) (*Temp, error) {
	t, err := f.Create(name, perm)
	if err == nil {
		t.lasting = true
	}
	return t, err
}

// Create makes a temporary file that is to become name.
func (f *Folder) Create(name string, perm fs.FileMode) (*Temp, error) {
	for range 100 {
		temp := TempName(name)
		file, err := f.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		// Where files cannot be locked, their age alone protects them.
		_, _ = TryLock(file)
		return &Temp{File: file, folder: f, name: temp}, nil
	}
	return nil, fmt.Errorf("no free temporary name for %s", name)
}

// SyncFile makes sure that what was written is on disk.
func (t *Temp) SyncFile() error {
	err := Sync(t.File)
	t.lasting = t.lasting || err == nil
	return err
}

// Publish gives the file its name, and fails with fs.ErrExist if something has
// that name, or with ErrNotSynced. The caller syncs the file before and the folder
// after it. On error the temporary file is still there.
func (t *Temp) Publish(name string) error {
	if !t.lasting {
		return ErrNotSynced
	}
	_ = t.Close() // no more is written; systems without unlink of open files need it
	err := publish(t.folder, t.name, name)
	t.named = err == nil
	return err
}

// Replace gives the file its name, in place of what had it before. It must have
// been synced, as for Publish.
func (t *Temp) Replace(name string) error {
	if !t.lasting {
		return ErrNotSynced
	}
	_ = t.Close()
	err := t.folder.root.Rename(t.name, name)
	t.named = err == nil
	return err
}

// Discard removes the temporary file, if it was not given a name.
func (t *Temp) Discard() {
	if t.named {
		return
	}
	_ = t.Close()
	_ = t.folder.root.Remove(t.name) // a sweeper takes what cannot be removed now
}

// MaxName is how long a name may be on the file systems that there are, in
// bytes.
const MaxName = 255

// TempName returns a hidden name, not used before, for a file that is to
// become name. Of a name that leaves no room for the rest it has the beginning.
func TempName(name string) string {
	end := "." + Hex(4) + ".part"
	return "." + Cut(name, MaxName-1-len(end)) + end
}

// Cut returns the beginning of a name, n bytes at most, and no half letter.
func Cut(name string, n int) string {
	if len(name) <= n {
		return name
	}
	for n > 0 && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// Hex returns n random bytes as 2n lower-case hex digits.
func Hex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails, by its contract
	return hex.EncodeToString(b)
}

// MakeAll makes the folder at path and those above it that are missing, and
// syncs what it changed.
func MakeAll(path string, perm fs.FileMode) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(path)
	if parent != path {
		if err := MakeAll(parent, perm); err != nil {
			return err
		}
	}
	err := os.Mkdir(path, perm)
	if errors.Is(err, fs.ErrExist) {
		if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
			return nil // another process was faster
		}
		return &fs.PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	if err != nil {
		return err
	}
	return SyncPath(parent)
}
