package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/history/journal"
)

// Strays is what lies in a library beside its results.
type Strays struct {
	// Parts are files that were never finished and that nobody works on. Those
	// that are a day old are swept at the next start of the studio.
	Parts []string
	// Others are files and folders that are nobody's here: in the library's folder
	// itself, or no pictures among the days'.
	Others []string
	// Trash is how many results are in the trash, TrashBytes how much they take.
	Trash      int
	TrashBytes int64
}

// ownFolders are the hidden folders of a library, sorted.
var ownFolders = []string{claim.Folder, journal.Incoming, inputsDir, trashName}

// Strays looks for what lies in the library beside its results. Nothing is
// changed, and what cannot be read is told in the error.
func (l *Library) Strays() (Strays, error) {
	var s Strays
	root, err := os.ReadDir(l.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	errs := []error{err}
	for _, e := range root {
		path := filepath.Join(l.folder, e.Name())
		switch {
		case e.IsDir() && dated.Regexp().MatchString(e.Name()):
			errs = append(errs, s.day(path))
		case e.IsDir() && has(ownFolders, -1, e.Name()):
		default:
			s.other(path)
		}
	}
	orphans, err := l.journal.Orphans()
	s.Parts = append(s.Parts, orphans...)
	errs = append(errs, err, s.incoming(filepath.Join(l.folder, journal.Incoming), l.journal), s.trash(filepath.Join(l.folder, trashName)))
	return s, errors.Join(errs...)
}

// incoming finds answers that were received into the library and belong to no
// request any more; of those that do, recovery tells.
func (s *Strays) incoming(folder string, known journal.Dir) error {
	found, err := known.Scan()
	if err != nil {
		return err
	}
	under := map[string]bool{}
	for _, f := range found {
		under[f.Entry.ID] = true
	}
	names, err := fileNames(folder)
	for _, name := range names {
		if id, ok := strings.CutSuffix(name, ".part"); ok && !under[id] {
			s.part(filepath.Join(folder, name))
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// day looks into the folder of a day.
func (s *Strays) day(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into %s: %w", dir, err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.Type().IsRegular() && strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), ".part"):
			s.part(path)
		case !e.Type().IsRegular() || !isPicture(strings.TrimSuffix(e.Name(), sidecarExt)):
			s.other(path)
		}
	}
	return nil
}

// other takes in what is nobody's, but for what file managers leave everywhere.
func (s *Strays) other(path string) {
	switch strings.ToLower(filepath.Base(path)) {
	case ".ds_store", "thumbs.db", "desktop.ini", ".directory":
		return
	}
	s.Others = append(s.Others, path)
}

// part takes in a file that was never finished, unless somebody is at it.
func (s *Strays) part(path string) {
	if disk.Abandoned(path) {
		s.Parts = append(s.Parts, path)
	}
}

// trash counts what is in the trash.
func (s *Strays) trash(dir string) error {
	days, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, day := range days {
		if !day.IsDir() || !dated.Regexp().MatchString(day.Name()) {
			continue
		}
		names, readErr := fileNames(filepath.Join(dir, day.Name()))
		err = errors.Join(err, readErr)
		for _, name := range names {
			if info, statErr := os.Lstat(filepath.Join(dir, day.Name(), name)); statErr == nil {
				s.TrashBytes += info.Size()
			}
		}
		s.Trash += len(items(names))
	}
	return err
}
