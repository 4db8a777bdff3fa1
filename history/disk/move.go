package disk

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// Move gives the file from, a path inside the folder with slashes, the name
// to, and fails with fs.ErrExist if something has that name. The folders on
// both ways have to be there; they are synced before Move returns. A crash
// leaves the file under its old name or its new one, or, where the file system
// cannot rename without replacing, under both.
func (f *Folder) Move(from, to string) error {
	before, err := f.root.Lstat(from)
	if err != nil {
		return err
	}
	if !before.Mode().IsRegular() {
		return &fs.PathError{Op: "move", Path: from, Err: errors.New("this is not a file")}
	}
	if err := publish(f, from, to); err != nil {
		return err
	}
	// Where the new name was made by a link, the old one may have stayed.
	if old, err := f.root.Lstat(from); err == nil && os.SameFile(old, before) {
		if err := f.root.Remove(from); err != nil {
			return err
		}
	}
	return errors.Join(f.syncBelow(path.Dir(to)), f.syncBelow(path.Dir(from)))
}

// syncBelow syncs the names in a folder inside f.
func (f *Folder) syncBelow(name string) error {
	dir, err := f.root.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }() // only synced
	return syncDir(dir)
}
