package disk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// WholePath makes a written path whole: ~ is the person's home.
func WholePath(path string) (string, error) {
	path = strings.TrimSpace(path)
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("your home folder is unknown: write the full path")
		}
		path = filepath.Join(home, rest)
	}
	if !filepath.IsAbs(path) {
		return "", errors.New("write the full path, starting with / or ~")
	}
	return filepath.Clean(path), nil
}
