package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// item is a picture of one day, or a sidecar whose picture is gone.
type item struct {
	name             string // of the picture
	picture, sidecar bool
}

// days lists the dated folders of a library, oldest first. Links are not
// followed. A library that does not exist yet has none.
func (l *Library) days() ([]string, error) {
	entries, err := os.ReadDir(l.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var days []string
	for _, e := range entries {
		if e.IsDir() && dated.Regexp().MatchString(e.Name()) {
			days = append(days, e.Name())
		}
	}
	return days, nil
}

// fileNames lists the plain files of a folder, in no order.
func fileNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read from
	entries, err := f.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// eachDay calls use with the files of each dated folder, oldest first, until
// use fails. A folder that vanished meanwhile is left out; one that cannot be
// read does not keep the others from being used.
func (l *Library) eachDay(use func(dir string, names []string) error) error {
	days, err := l.days()
	if err != nil {
		return err
	}
	var errs []error
	for _, day := range days {
		dir := filepath.Join(l.folder, day)
		names, err := fileNames(dir)
		if err != nil {
			errs = append(errs, unreadableDay(day, err))
			continue
		}
		if err := use(dir, names); err != nil {
			return errors.Join(append(errs, err)...)
		}
	}
	return errors.Join(errs...)
}

func unreadableDay(day string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("list the results of %s: %w", day, err)
}

// items pairs pictures with sidecars and sorts them, newest first as their
// names say. names is used up.
func items(names []string) []item {
	names = slices.DeleteFunc(names, func(name string) bool {
		return !isPicture(strings.TrimSuffix(name, sidecarExt))
	})
	slices.Sort(names)
	list := make([]item, 0, len(names)/2+1)
	for i, name := range names {
		picture, isSidecar := strings.CutSuffix(name, sidecarExt)
		if isSidecar {
			if !has(names, i-1, picture) {
				list = append(list, item{name: picture, sidecar: true})
			}
			continue
		}
		list = append(list, item{name: name, picture: true, sidecar: has(names, i+1, name+sidecarExt)})
	}
	slices.SortFunc(list, func(a, b item) int { return strings.Compare(b.name, a.name) })
	return list
}

// has looks for a name, first where it nearly always is.
func has(sorted []string, guess int, name string) bool {
	if guess >= 0 && guess < len(sorted) && sorted[guess] == name {
		return true
	}
	_, found := slices.BinarySearch(sorted, name)
	return found
}

// second is the part of a name that tells the time.
func second(name string) string { return name[:min(len(name), len(clock))] }

// clocksChanged tells whether an hour of that day came twice or not at all.
func clocksChanged(day string) bool {
	midnight, err := time.ParseInLocation(time.DateOnly, day, time.Local)
	if err != nil {
		return false
	}
	_, before := midnight.Zone()
	_, after := midnight.AddDate(0, 0, 1).Zone()
	return before != after
}
