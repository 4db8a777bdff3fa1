//go:build !unix

package project

import "io/fs"

// mine tells whether a file belongs to who runs the program: nobody can tell here.
func mine(fs.FileInfo) bool { return true }
