package waiting

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"imagine-tui/history/disk"
)

const (
	listExt = ".json"
	lockExt = ".lock"
)

// Folder is where the lists of all processes lie. Beside each list is a lock
// that its process holds while it lives, so that nobody offers what another
// window is about to send, and what a dead process left is free at once.
type Folder string

// In returns the folder inside the program's state folder. It is made when
// something waits.
func In(stateDir string) Folder { return Folder(filepath.Join(stateDir, "waiting")) }

func (f Folder) path(id, ext string) string { return filepath.Join(string(f), id+ext) }

// Keeper writes the list of this process. It is safe for concurrent use.
type Keeper struct {
	dir Folder
	now func() time.Time

	mu   sync.Mutex
	id   string
	lock *os.File // nil before the first list, and after Close
	has  bool     // there is a list on disk
}

// Keeper returns the keeper of this process. Nothing is written yet.
func (f Folder) Keeper(now func() time.Time) *Keeper { return &Keeper{dir: f, now: now} }

// Set replaces the list by what waits now, on disk when it returns; with
// nothing waiting the list goes. Until Close no other process takes it.
func (k *Keeper) Set(batches []Batch) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if Count(batches) == 0 {
		return k.cannot(k.clear())
	}
	data, err := encode(batches, k.now())
	if err == nil {
		err = k.own()
	}
	if err == nil {
		err = k.dir.write(k.id+listExt, data)
	}
	if err != nil {
		return k.cannot(err)
	}
	k.has = true
	return nil
}

// Close gives the list up: whoever starts next may offer what it holds. A
// keeper can be used again after Close, with a new list.
func (k *Keeper) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.lock == nil {
		return nil
	}
	lock, path := k.lock, k.dir.path(k.id, lockExt)
	gone := !k.has
	k.lock, k.has = nil, false
	return k.cannot(release(lock, path, gone))
}

func (k *Keeper) clear() error {
	if !k.has {
		return nil
	}
	if err := remove(k.dir.path(k.id, listExt)); err != nil {
		return err
	}
	k.has = false
	return disk.SyncPath(string(k.dir))
}

// own makes and locks the lock of this process's list. Between the two another
// process may have swept the lock away.
func (k *Keeper) own() error {
	if k.lock != nil {
		return nil
	}
	if err := disk.MakeAll(string(k.dir), 0o700); err != nil {
		return err
	}
	for range 100 {
		id := k.now().UTC().Format("20060102t150405z") + "-" + disk.Hex(5)
		path := k.dir.path(id, lockExt)
		lock, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := disk.Lock(lock); err != nil {
			_ = lock.Close()
			_ = os.Remove(path) // it is empty
			return fmt.Errorf("files cannot be locked there, set XDG_STATE_HOME to a folder on a local disk: %w", err)
		}
		if same(lock, path) {
			k.id, k.lock = id, lock
			return nil
		}
		_ = lock.Close()
	}
	return errors.New("no free name for the list of waiting runs")
}

func (k *Keeper) cannot(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("cannot keep the waiting runs in %s (%s): %w", string(k.dir), disk.Reason(err), err)
}

// write puts data under a name, whole or not at all.
func (f Folder) write(name string, data []byte) error {
	folder, err := disk.OpenFolder(string(f))
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // what matters is synced below
	return folder.Put(name, data, 0o600)
}

// same tells whether the open file is still the one at path.
func same(file *os.File, path string) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(opened, there)
}

// release gives a lock back, and takes its file away where there is no list
// beside it any more.
func release(lock *os.File, path string, gone bool) error {
	if gone && runtime.GOOS != "windows" {
		_ = os.Remove(path) // while it is ours; what stays is swept later
	}
	_ = disk.Unlock(lock) // closing ends it too
	err := lock.Close()
	if gone && runtime.GOOS == "windows" {
		_ = os.Remove(path) // open files cannot be removed there
	}
	return err
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
