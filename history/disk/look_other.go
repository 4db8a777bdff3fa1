//go:build !unix

package disk

import (
	"os"
	"path/filepath"
)

// Look tells the times of many files of one folder.
type Look struct{ folder string }

// LookInto begins to look at the files of a folder.
func LookInto(folder string) *Look { return &Look{folder} }

// At returns when a file was last written to, in nanoseconds since 1970, and its
// size; false for what is none, or a link.
func (l *Look) At(name string) (modified, size int64, regular bool) {
	info, err := os.Lstat(filepath.Join(l.folder, name))
	if err != nil || !info.Mode().IsRegular() {
		return 0, 0, false
	}
	return info.ModTime().UnixNano(), info.Size(), true
}

// Close ends the looking.
func (l *Look) Close() {}
