package app

import (
	"os"

	"imagine-tui/tui/app/project"
)

// FindProject finds out which project is worked in: the one that is named, by its
// folder or file, or the one that the working directory is in. "none" is none. What is
// wrong with one that was not named keeps nobody from what needs no settings.
func (u *Setup) FindProject(named string) error {
	u.Places.Project, u.unknown = project.Place{}, nil
	switch named {
	case project.None:
		return nil
	case "":
		if dir, err := os.Getwd(); err == nil { // a folder that is gone is in no project
			u.Places.Project, u.unknown = project.Above(dir)
		}
		return nil
	}
	path, err := ExpandHome(named)
	if err != nil {
		return invalid(err)
	}
	u.Places.Project, err = project.At(path)
	return invalid(err)
}
