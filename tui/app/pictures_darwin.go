package app

import "path/filepath"

// systemPictures is the folder for pictures: the Finder shows its name in the
// person's language, and the disk does not.
func systemPictures(_ Environment, home string) string { return filepath.Join(home, "Pictures") }
