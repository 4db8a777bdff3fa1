package selection

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/history"
)

// picturesAt returns the path itself, or the pictures and videos in a folder
// and below it, by name. Hidden ones, such as the trash, are left out.
func picturesAt(ctx context.Context, path string) ([]string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Mode().IsRegular() && isSidecar(path):
		return nil, nil // a pattern of the shell brought it along
	case info.Mode().IsRegular():
		return []string{path}, nil
	case !info.IsDir():
		return nil, errors.New("this is neither a file nor a folder")
	}
	var list []string
	err = filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case at != path && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && isResultName(d.Name()):
			list = append(list, at)
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = errors.New("there is no picture in this folder")
	}
	return list, err
}

// isSidecar tells whether the file describes a picture beside it.
func isSidecar(path string) bool {
	picture, found := strings.CutSuffix(path, ".json")
	if !found || !isResultName(picture) {
		return false
	}
	_, err := os.Stat(picture)
	return err == nil
}

// isResultName tells pictures and videos by their names.
func isResultName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm":
		return true
	}
	return false
}

// Recipe returns how a picture was made: from the sidecar beside it, else from
// inside the picture.
func Recipe(library *history.Library, path string) (history.Sidecar, bool, error) {
	if entry, err := library.Entry(path); err == nil && entry.Problem == "" {
		return entry.Sidecar, true, nil
	}
	recipe, err := history.ReadRecipe(path)
	switch {
	case errors.Is(err, history.ErrNoRecipe):
		return history.Sidecar{}, false, nil
	case err != nil:
		return history.Sidecar{}, false, err
	}
	return recipe, true, nil
}
