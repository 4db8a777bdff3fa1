package history

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
)

// note remembers that there is something in this library that this home was told
// is unknown: it is to be listed whichever library is open then.
func (c *claims) note() {
	c.noted.Do(func() {
		if err := notePlace(c.library.places, c.library.folder); err != nil {
			c.library.warn(err) // the next process tries again
		}
	})
}

// notePlace writes a file with the path of a library, named by it.
func notePlace(places, folder string) error {
	sum := sha256.Sum256([]byte(folder))
	name := hex.EncodeToString(sum[:8])
	if _, err := os.Lstat(filepath.Join(places, name)); err == nil {
		return nil
	}
	if err := disk.MakeAll(places, 0o700); err != nil {
		return err
	}
	dir, err := disk.OpenFolder(places)
	if err != nil {
		return err
	}
	defer func() { _ = dir.Close() }()
	return dir.Put(name, []byte(folder), 0o600)
}

// everywhere returns the claims of this library first, then of the others that
// were noted.
func (c *claims) everywhere() []*claim.Dir {
	dirs := []*claim.Dir{c.dir}
	names, err := os.ReadDir(c.library.places)
	if err != nil {
		return dirs // none was noted
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") || !n.Type().IsRegular() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(c.library.places, n.Name()))
		if folder := string(text); err == nil && filepath.IsAbs(folder) && folder != c.library.folder {
			dirs = append(dirs, claim.In(folder))
		}
	}
	return dirs
}
