//go:build !windows && !darwin

package app

import "path/filepath"

// systemPictures is the folder for pictures that the desktop has, "" without one.
func systemPictures(env Environment, home string) string {
	config := env["XDG_CONFIG_HOME"]
	if !filepath.IsAbs(config) {
		config = filepath.Join(home, ".config")
	}
	return userDirs(config, home)
}
