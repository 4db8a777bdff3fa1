// Package mark remembers which terminal the studio has taken over, so that the
// next command on it puts the terminal right where the studio was killed and could
// not.
package mark

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// Mark is that of a terminal whose screen this program has taken over. While it
// is held the terminal is in use; when its process is gone, it was killed.
type Mark struct{ lock *flock.Flock }

// Set marks a terminal in a folder, for a session, which is named by the process
// that began it; see Leader. It returns nil where that cannot be done,
// which costs nothing but the cleaning: nil can be taken away as well.
func Set(folder string, terminal *os.File, session string) *Mark {
	path, ok := pathOf(folder, terminal, session)
	if !ok || os.MkdirAll(folder, 0o700) != nil {
		return nil
	}
	lock := flock.New(path, flock.SetPermissions(0o600))
	if held, err := lock.TryLock(); err != nil || !held {
		return nil // another studio runs in it
	}
	return &Mark{lock}
}

// Clear takes the mark away when the terminal is as it was.
func (m *Mark) Clear() {
	if m == nil {
		return
	}
	_ = drop(m.lock) // one that stays costs some bytes that change nothing
}

// reset puts right what the studio sets: the end of a frame and of colours, mouse,
// focus and pastes, the keyboard, the cursor. Where the terminal is on the screen
// that it had, leaving the other one must not move its cursor: so that is saved
// first, on whichever screen it is. Colours and lines end last: a terminal that does
// not know \x1b[>4m may take it for the 4 that underlines.
const reset = "\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[>4m\x1b[<u\x1b[m\x1b7\x1b[?1049l\x1b[?25h"

// Clean puts a terminal right in which the studio was killed, once, and tells
// whether it was; more is what this terminal must be told besides. Marks of other sessions go: a terminal of the same name that was
// begun since is another one.
func Clean(folder string, terminal *os.File, session, more string) (cleaned bool, err error) {
	path, ok := pathOf(folder, terminal, session)
	if !ok {
		return false, nil
	}
	name, _ := device(terminal)
	marks, _ := filepath.Glob(filepath.Join(folder, name+"*")) // the pattern is a right one
	for _, mark := range marks {
		if mark != path && mark != filepath.Join(folder, name) && !strings.HasPrefix(mark, filepath.Join(folder, name+"-of-")) {
			continue // of a device whose number begins with this one
		}
		free, err := take(mark)
		if err != nil {
			return false, fmt.Errorf("the mark of a killed studio cannot be removed: %w", err)
		}
		if !free || mark != path {
			continue
		}
		if err := write(terminal, reset+more); err != nil {
			return false, fmt.Errorf("the terminal cannot be restored: %w", err)
		}
		cleaned = true
	}
	return cleaned, nil
}

// take takes away a mark that nobody holds, and tells whether it did.
func take(path string) (bool, error) {
	marked, err := os.Lstat(path)
	if err != nil || !marked.Mode().IsRegular() {
		return false, nil //nolint:nilerr // there is no mark
	}
	lock := flock.New(path, flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err != nil || !held {
		return false, nil //nolint:nilerr // the studio runs there
	}
	return true, drop(lock)
}

// drop removes a mark, before it is let go, so that nobody finds it free; where
// files that are open cannot be removed, right after it.
func drop(lock *flock.Flock) error {
	err := os.Remove(lock.Path())
	_ = lock.Unlock() // the process lets go of it anyway
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		err = os.Remove(lock.Path())
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err //nolint:wrapcheck // said where it matters
}

// pathOf is where the mark of a terminal lies. The name has the session: terminals
// get names that others had, but not with the process that began it.
func pathOf(folder string, terminal *os.File, session string) (string, bool) {
	name, ok := device(terminal)
	return filepath.Join(folder, name+"-of-"+session), ok && folder != "" && session != ""
}
