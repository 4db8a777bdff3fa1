// Package bell rings when files in the folders of a folder are written, come or
// go, as far as the system tells: Linux does, for disks of this computer. It
// waits without looking, and costs nothing while nothing happens.
package bell

import "errors"

// ErrDeaf says that the system tells nothing of a folder: somebody has to look.
var ErrDeaf = errors.New("the system does not tell what changes in the folder")

// ErrLeft says that the folder itself went away, or what it lay on.
var ErrLeft = errors.New("the folder is gone")

// Rung is what happened since somebody waited last.
type Rung struct {
	// Files are the names that were written, came or went, by their folder.
	Files map[string]map[string]bool
	// Folders are those that came or went.
	Folders map[string]bool
	// Missed says that more happened than could be told.
	Missed bool
}

func (r *Rung) file(folder, name string) {
	if r.Files == nil {
		r.Files = map[string]map[string]bool{}
	}
	if r.Files[folder] == nil {
		r.Files[folder] = map[string]bool{}
	}
	r.Files[folder][name] = true
}

func (r *Rung) folder(name string) {
	if r.Folders == nil {
		r.Folders = map[string]bool{}
	}
	r.Folders[name] = true
}
