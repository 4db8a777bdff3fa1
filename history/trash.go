package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
)

// The trash is a hidden folder inside the library with the same dated folders
// in it. A result in it is no result any more: it is not listed, and not
// reused for a request. It comes back to the place it had.
//
// A picture and its sidecar move one after the other, the picture last on the
// way out and first on the way back. So a sidecar is never in the library
// without its picture, which is what is locked while it moves, and what a
// crash leaves half done is always a picture in the library whose sidecar is
// in the trash: mend puts it back.

// trashName is the trash's folder.
const trashName = ".trash"

// bin is the trash of a library.
type bin struct{ of *Library }

func (l *Library) bin() bin { return bin{l} }

// ErrNotHere says that a file is not one of the library's, or not one of its
// trash.
var ErrNotHere = errors.New("it is not in the library")

// Trash moves a result, picture and sidecar, to the trash, and returns where
// the picture is now. A sidecar without a picture moves alone.
func (l *Library) Trash(file string) (string, error) {
	day, name, err := split(l.folder, file, false)
	if err == nil {
		name, err = l.bin().trash(day, name)
	}
	if err != nil {
		return "", fmt.Errorf("move %s to the trash: %w", clean.Line(filepath.Base(file)), err)
	}
	return filepath.Join(l.folder, trashName, day, name), nil
}

func (b bin) trash(day, name string) (string, error) {
	b.of.updates.Lock()
	defer b.of.updates.Unlock()
	root, err := openTrash(b.of.folder, day)
	if err != nil {
		return "", err
	}
	defer func() { _ = root.Close() }() // synced by Move
	unlock, _, err := lockNamed(filepath.Join(b.of.folder, day, name))
	if err != nil {
		return "", err
	}
	defer unlock()
	if err := mend(root, day, name); err != nil {
		return "", err
	}
	here, there := path.Join(day, name), path.Join(trashName, day, name)
	if root.Taken(there) || root.Taken(there+sidecarExt) {
		name = otherName(name)
		there = path.Join(trashName, day, name)
	}
	return name, b.moveBoth(root, here, there, sidecarExt, "")
}

// Restore brings a result back from the trash to the place it had, and
// returns where it is. file is its picture, in the trash or where it was. If
// another picture has its name by now, it gets one of its own.
func (l *Library) Restore(file string) (string, error) {
	day, name, err := split(l.folder, file, true)
	if err == nil {
		name, err = l.bin().restore(day, name)
	}
	if err != nil {
		return "", fmt.Errorf("restore %s from the trash: %w", clean.Line(filepath.Base(file)), err)
	}
	return filepath.Join(l.folder, day, name), nil
}

func (b bin) restore(day, name string) (string, error) {
	b.of.updates.Lock()
	defer b.of.updates.Unlock()
	root, err := openTrash(b.of.folder, day)
	if err != nil {
		return "", err
	}
	defer func() { _ = root.Close() }() // synced by Move
	if mended, err := b.mendLocked(root, day, name); mended || err != nil {
		return name, err
	}
	unlock, _, err := lockNamed(filepath.Join(b.of.folder, trashName, day, name))
	if err != nil {
		return "", err
	}
	defer unlock()
	there := path.Join(trashName, day, name)
	if here := path.Join(day, name); root.Taken(here) || root.Taken(here+sidecarExt) {
		name = otherName(name)
	}
	here := path.Join(day, name)
	if err := b.moveBoth(root, there, here, "", sidecarExt); err != nil {
		return "", err
	}
	if s, problem := readSidecar(filepath.Join(b.of.folder, day, name) + sidecarExt); problem == "" {
		b.of.index.add(here, s)
	}
	return name, nil
}

// moveBoth moves a result's two files, of which one may be missing, in the
// order of their endings.
func (b bin) moveBoth(root *disk.Folder, from, to string, endings ...string) error {
	moved := 0
	for _, ext := range endings {
		err := root.Move(from+ext, to+ext)
		switch {
		case err == nil:
			moved++
			b.of.step("moved")
		case !absent(err):
			return err
		}
	}
	if moved == 0 {
		return fs.ErrNotExist
	}
	return nil
}

// mendLocked is mend for a result that is not locked yet.
func (b bin) mendLocked(root *disk.Folder, day, name string) (mended bool, err error) {
	if !root.Taken(path.Join(day, name)) {
		return false, nil
	}
	unlock, _, err := lockNamed(filepath.Join(b.of.folder, day, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // whoever moves it has finished
	}
	if err != nil {
		return false, err
	}
	defer unlock()
	before := root.Taken(path.Join(trashName, day, name)) || root.Taken(path.Join(trashName, day, name+sidecarExt))
	err = mend(root, day, name)
	after := root.Taken(path.Join(trashName, day, name)) || root.Taken(path.Join(trashName, day, name+sidecarExt))
	return before && !after, err
}

// mend undoes a move that was cut short: the picture is in the library, its
// sidecar in the trash. Where files move by getting another name first, a cut
// can leave both: the one in the trash goes. The picture has to be locked.
func mend(root *disk.Folder, day, name string) error {
	here, there := path.Join(day, name), path.Join(trashName, day, name)
	for _, ext := range []string{"", sidecarExt} {
		if !oneFile(root, here+ext, there+ext) {
			continue
		}
		if err := root.Root().Remove(there + ext); err != nil {
			return err
		}
	}
	if !root.Taken(here) || root.Taken(here+sidecarExt) || root.Taken(there) || !root.Taken(there+sidecarExt) {
		return nil // nothing was cut short
	}
	return root.Move(there+sidecarExt, here+sidecarExt)
}

// oneFile tells whether two names are those of one file.
func oneFile(root *disk.Folder, a, b string) bool {
	infoA, errA := root.Root().Lstat(a)
	infoB, errB := root.Root().Lstat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// openTrash opens the library's folder and makes the day's folders in it and
// in the trash. Links that lead out are refused.
func openTrash(folder, day string) (*disk.Folder, error) {
	root, err := disk.OpenFolder(folder)
	if err != nil {
		return nil, err
	}
	err = errors.Join(makeSub(root, day), makeTrash(root, day))
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return root, nil
}

func makeTrash(root *disk.Folder, day string) error {
	trash, err := root.Sub(trashName, 0o755)
	if err != nil {
		return err
	}
	defer func() { _ = trash.Close() }() // Sub synced it
	return makeSub(trash, day)
}

func makeSub(folder *disk.Folder, name string) error {
	sub, err := folder.Sub(name, 0o755)
	if err != nil {
		return err
	}
	return sub.Close()
}

// split takes a path apart into the library's day and the picture's name. With
// inTrash it may lie in the trash.
func split(folder, file string, inTrash bool) (day, name string, err error) {
	file, err = filepath.Abs(file)
	if err != nil {
		return "", "", err
	}
	parts := strings.Split(inLibrary(folder, file), "/")
	if inTrash && len(parts) == 3 && parts[0] == trashName {
		parts = parts[1:]
	}
	if len(parts) != 2 || !dated.Regexp().MatchString(parts[0]) || !isPicture(parts[1]) {
		return "", "", ErrNotHere
	}
	return parts[0], parts[1], nil
}

// Holds tells whether a path is that of a result in the library.
func Holds(l *Library, file string) bool {
	_, _, err := split(l.folder, file, false)
	return err == nil
}

// trashedPath is where a result of the library lies once it is in the trash, ""
// for what is none.
func trashedPath(folder, file string) string {
	day, name, err := split(folder, file, false)
	if err != nil {
		return ""
	}
	return filepath.Join(folder, trashName, day, name)
}

// otherName returns a name that no other picture has, near to the given one.
func otherName(name string) string {
	ext := filepath.Ext(name)
	end := "-" + disk.Hex(3) + ext
	return disk.Cut(strings.TrimSuffix(name, ext), disk.MaxName-len(sidecarExt)-len(end)) + end
}

// lockNamed waits until nobody works on the picture, and keeps others away
// from it. A sidecar without a picture cannot be locked, which is no error: there
// is false then. The error is fs.ErrNotExist when there is neither.
func lockNamed(file string) (unlock func(), there bool, err error) {
	for {
		picture, err := plainfile.Open(file)
		if errors.Is(err, fs.ErrNotExist) {
			_, err = os.Lstat(file + sidecarExt)
			if absent(err) {
				err = fs.ErrNotExist
			}
			return func() {}, false, err
		}
		if err != nil {
			return func() {}, true, err
		}
		// Where files cannot be locked the last one to move or to write wins.
		_ = disk.Lock(picture)
		unlock = func() {
			_ = disk.Unlock(picture)
			_ = picture.Close()
		}
		locked, lockedErr := picture.Stat()
		named, namedErr := os.Stat(file)
		if lockedErr == nil && namedErr == nil && os.SameFile(locked, named) {
			return unlock, true, nil
		}
		unlock() // it was moved while we waited
	}
}
